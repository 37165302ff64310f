import { Refusal } from '../http/refusal.ts';
import type { DimailState } from '../state/dimail-state.ts';
import { emailOf, type Mailbox } from '../state/mailbox.ts';
import type { OxUser } from '../state/open-xchange.ts';

/** The parts of a mailbox at an address: either may be missing, not both. */
export type Box = Readonly<{ email: string; mailbox: Mailbox | undefined; ox: OxUser | undefined }>;

export function findBox(state: DimailState, domain: string, localPart: string): Box {
  const email = emailOf(localPart, domain);
  const mailbox = state.mailboxes.get(email);
  const ox = state.openXchange.find(domain, email);
  if (!mailbox && !ox) {
    throw new Refusal(404, 'Mailbox not found');
  }
  return { email, mailbox, ox };
}

/** The domain's boxes and the whole address book it shares (contract/dimail.md section 7). */
export function listBoxes(state: DimailState, domain: string): readonly Box[] {
  const shared = state.openXchange.usersSharedWith(domain);
  const emails = [
    ...state.mailboxesOf(domain).map(({ localPart }) => emailOf(localPart, domain)),
    ...shared.map(({ email }) => email),
  ];
  return [...new Set(emails)].map((email) => ({
    email,
    mailbox: state.mailboxes.get(email),
    ox: shared.find((user) => user.email === email),
  }));
}

/** The v1 object: `broken` when a webmail domain's box is on one side only. */
export function mailboxView(state: DimailState, domain: string, { email, mailbox, ox }: Box) {
  const complete = mailbox && (ox || state.openXchange.contextNameOf(domain) === undefined);
  return {
    type: 'mailbox',
    status: complete ? 'ok' : 'broken',
    email,
    givenName: ox?.givenName ?? null,
    surName: ox?.surName ?? null,
    displayName: ox?.displayName ?? null,
    active: mailbox?.active ?? 'unknown',
    additionalSenders: mailbox?.additionalSenders ?? [],
  };
}

/** The v2 object (contract/dimail.md section 8). */
export function mailboxViewV2({ email, mailbox, ox }: Box) {
  const names = ox && { given_name: ox.givenName, sur_name: ox.surName, display_name: ox.displayName };
  return {
    type: 'mailbox',
    active: mailbox?.active ?? 'unknown',
    email,
    features: ox ? ['ox'] : [],
    extras: { ox: names ?? null, schedule: null },
    dirty_quirks: null,
    additionalSenders: mailbox?.additionalSenders ?? [],
    rate_limit: null,
    quota: null,
  };
}
