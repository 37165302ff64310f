import { Refusal } from '../http/refusal.ts';
import type { DimailState } from '../state/dimail-state.ts';
import type { MailDomain } from '../state/mail-domain.ts';
import { emailOf, type Mailbox } from '../state/mailbox.ts';
import type { MailboxStore, OxNames } from '../state/mailbox-store.ts';

export type MailboxChange = Readonly<{
  names: { readonly [K in keyof OxNames]: string | undefined };
  active: 'yes' | 'no' | undefined;
}>;

/** The box of the path on a domain that has the mailbox feature, as PATCH and DELETE look for it. */
export function storedMailbox(state: DimailState, domain: MailDomain, localPart: string): Mailbox {
  if (!domain.features.includes('mailbox')) {
    throw new Refusal(422, "Feature 'mailbox' not available on the domain");
  }
  const mailbox = state.mailboxes.get(emailOf(localPart, domain.name));
  if (!mailbox) {
    throw new Refusal(404, 'Mailbox not found');
  }
  return mailbox;
}

/** Disables, enables or renames; a box that lost its OX account gets a new one only from all three names. */
export function changeMailbox(
  state: DimailState,
  store: MailboxStore,
  mailbox: Mailbox,
  { names, active }: MailboxChange,
): void {
  const { domain, localPart } = mailbox;
  if (active === 'no') {
    store.disable(mailbox);
    return;
  }
  const email = emailOf(localPart, domain);
  if (state.openXchange.contextNameOf(domain) === undefined) {
    mailbox.active = active ?? mailbox.active;
    return;
  }
  const current = state.openXchange.find(domain, email);
  const { givenName, surName, displayName } = { ...current, ...definedOnly(names) };
  if (!current && active !== 'yes') {
    throw new Refusal(404, 'Mailbox not found in open-xchange');
  }
  if (givenName === undefined || surName === undefined || displayName === undefined) {
    throw new Refusal(422, 'givenName, surName and displayName are needed to enable a mailbox');
  }
  store.putOxUser(domain, email, { givenName, surName, displayName });
  mailbox.active = active ?? mailbox.active;
}

const definedOnly = (names: MailboxChange['names']): Partial<OxNames> =>
  Object.fromEntries(Object.entries(names).filter(([, value]) => value !== undefined));
