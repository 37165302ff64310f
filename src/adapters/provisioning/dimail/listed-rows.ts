import type { z } from 'zod';
import type { ListedRow } from '../../../application/provisioning/mail-provisioner.ts';
import type { ListedAlias } from '../../../domain/provisioning/listed-alias.ts';
import type { ListedMailbox } from '../../../domain/provisioning/listed-mailbox.ts';
import { asciiDomainName } from '../../../domain/shared/domain-name.ts';
import { listedAliasAnswer, listedMailboxAnswer } from './dimail-answers.ts';

/** dimail's words for whether a mailbox is active; its other words mean that it does not know. */
const ACTIVITY: ReadonlyMap<string, boolean> = new Map([
  ['yes', true],
  ['no', false],
]);

const textMember = (element: unknown, name: string): string | null => {
  const value: unknown = element !== null && typeof element === 'object' ? Reflect.get(element, name) : null;
  return typeof value === 'string' ? value : null;
};

const unreadable = (error: z.ZodError, address: string | null) => ({
  unreadable: error.issues.map(({ path, code }) => `${path.join('.')} (${code})`).join(', '),
  address,
});

/** Rows of `/v2/domains/{d}/mailboxes/`; aliases, which have a list of their own, are left out. */
export const listedMailboxes = (elements: readonly unknown[]): readonly ListedRow<ListedMailbox>[] =>
  elements.filter((element) => textMember(element, 'type') !== 'alias').map(listedMailbox);

function listedMailbox(element: unknown): ListedRow<ListedMailbox> {
  const { data, error } = listedMailboxAnswer.safeParse(element);
  if (error) return unreadable(error, textMember(element, 'email'));
  const ox = data.extras?.ox ?? undefined;
  const row: ListedMailbox = {
    email: data.email,
    // A disabled mailbox has lost its OX account, which does not make it functional.
    kind: data.features?.includes('ox') || ox || isInactive(data) ? 'personal' : 'functional',
    firstName: ox?.given_name ?? null,
    lastName: ox?.sur_name ?? null,
    isActive: ACTIVITY.get(data.active ?? data.imap_active ?? '') ?? null,
  };
  return { row };
}

const isInactive = ({ active, imap_active: imapActive }: z.output<typeof listedMailboxAnswer>): boolean =>
  (active ?? imapActive) === 'no';

/** A row of `/domains/{d}/aliases/`; it carries its domain when that is not `asked`. */
export function listedAlias(element: unknown, asked: string): ListedRow<ListedAlias> {
  const { data, error } = listedAliasAnswer.safeParse(element);
  if (error) return unreadable(error, textMember(element, 'username'));
  const { username: localPart, destination, domain } = data;
  const isOfAnother = typeof domain === 'string' && asciiDomainName(domain) !== asked;
  return { row: { localPart, destination, ...(isOfAnother ? { domain } : {}) } };
}
