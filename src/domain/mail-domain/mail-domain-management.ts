import { DomainError } from '../shared/errors.ts';
import type { MailDomain } from './mail-domain.ts';

/** What a person may do with mail domains whatever their accesses; returned beside their list as `management`. */
export type MailDomainManagement = Readonly<{
  /** Look for any of them, and see who manages it. */
  list: boolean;
  /** Disable it and the reverse; change its organization and support address. */
  edit: boolean;
  /** Have it checked now. */
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

/** The domain disabled, which nothing but its staff ends, or no longer so: its next check tells what it is then. */
export function withDisabled(domain: MailDomain, isDisabled: boolean): MailDomain {
  if (isDisabled) return { ...domain, status: 'disabled' };
  return domain.status === 'disabled' ? { ...domain, status: 'pending' } : domain;
}
