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
  /** Look after the second factors of a domain's people, as its administrators do. */
  secondFactors: boolean;
}>;

const MANAGEMENT = {
  staff: { list: true, edit: true, check: true, secondFactors: true },
  others: { list: false, edit: false, check: false, secondFactors: false },
} as const satisfies Record<string, MailDomainManagement>;

export const mailDomainManagement = (isStaff: boolean): MailDomainManagement =>
  MANAGEMENT[isStaff ? 'staff' : 'others'];

/** @throws DomainError `mail_domain.action_forbidden` */
export function ensureMayManageMailDomains(isStaff: boolean, action: keyof MailDomainManagement): void {
  if (mailDomainManagement(isStaff)[action]) return;
  throw new DomainError('mail_domain.action_forbidden', `Only staff ${action} mail domains of others`);
}

/**
 * The domain disabled, which only staff can undo, or enabled again at `at`: its status is then decided by its next check, and the
 * time that its owners have for its DNS begins anew.
 */
export function withDisabled(domain: MailDomain, isDisabled: boolean, at: Date): MailDomain {
  if (isDisabled) return { ...domain, status: 'disabled' };
  if (domain.status !== 'disabled') return domain;
  return { ...domain, status: 'pending', unprovenSince: domain.unprovenSince && at, endAnnouncedAt: null };
}
