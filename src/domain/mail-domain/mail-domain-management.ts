import { DomainError } from '../shared/errors.ts';
import type { MailDomain } from './mail-domain.ts';

/** What a person may do with all mail domains, with or without an access; returned beside their list as `management`. */
export type MailDomainManagement = Readonly<{
  /** Search all domains and see who manages each. */
  list: boolean;
  /** Disable and enable a domain; change its organization and support address. */
  edit: boolean;
  /** Have a domain checked now. */
  check: boolean;
}>;

const MANAGEMENT = {
  staff: { list: true, edit: true, check: true },
  others: { list: false, edit: false, check: false },
} as const satisfies Record<string, MailDomainManagement>;

export const mailDomainManagement = (isStaff: boolean): MailDomainManagement =>
  MANAGEMENT[isStaff ? 'staff' : 'others'];

/** @throws DomainError `mail_domain.action_forbidden` */
export function ensureMayManageMailDomains(isStaff: boolean, action: keyof MailDomainManagement): void {
  if (mailDomainManagement(isStaff)[action]) return;
  throw new DomainError('mail_domain.action_forbidden', `Only staff ${action} mail domains of others`);
}

/** The domain disabled, which only staff can undo, or enabled again: its status is then decided by its next check. */
export function withDisabled(domain: MailDomain, isDisabled: boolean): MailDomain {
  if (isDisabled) return { ...domain, status: 'disabled' };
  return domain.status === 'disabled' ? { ...domain, status: 'pending' } : domain;
}
