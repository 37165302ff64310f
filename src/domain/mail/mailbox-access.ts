import { DomainError } from '../shared/errors.ts';
import { ensureMay, type MailDomainRole } from './mail-domain-access.ts';
import { type Mailbox, mailboxAddress } from './mailbox.ts';

/** What a person may do with a mailbox (contract/rest-api.md 3.12). */
export type MailboxAbilities = Readonly<{
  get: boolean;
  update: boolean;
  /** Enable, disable, reset the password, send a login link, delete one that was never created. */
  manage: boolean;
}>;

/** `isOwn`: the mailbox is at the person's own e-mail address, which lets viewers change names and secondary e-mail. */
export const mailboxAbilities = (role: MailDomainRole, isOwn: boolean): MailboxAbilities => ({
  get: true,
  update: role !== 'viewer' || isOwn,
  manage: role !== 'viewer',
});

/** Whether a mailbox of the domain called `domainName` is at `email`, to the letter. */
export const isOwnMailbox = ({ localPart }: Mailbox, domainName: string, email: string | null): boolean =>
  email !== null && email === mailboxAddress(localPart, domainName);

/**
 * Refuses unless a person with `role` (undefined: no access to the domain) may do `action` with a mailbox.
 *
 * @throws DomainError `mail_domain.not_found` without access, `mailbox.action_forbidden` with too little
 */
export function ensureMayOnMailbox(
  role: MailDomainRole | undefined,
  isOwn: boolean,
  action: keyof MailboxAbilities,
): void {
  ensureMay(role, 'get');
  if (mailboxAbilities(role, isOwn)[action]) return;
  throw new DomainError('mailbox.action_forbidden', `A ${role} may not ${action}`);
}
