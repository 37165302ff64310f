import { DomainError } from '../shared/errors.ts';

/** What a person may do with mails that were not sent, whoever they are for; returned beside their list as `management`. */
export type UnsentMailManagement = Readonly<{
  /** See whom they are for, what kind they are and why they were not sent; what they say is nobody's to see. */
  list: boolean;
  sendAgain: boolean;
}>;

const MANAGEMENT = {
  staff: { list: true, sendAgain: true },
  others: { list: false, sendAgain: false },
} as const satisfies Record<string, UnsentMailManagement>;

export const unsentMailManagement = (isStaff: boolean): UnsentMailManagement =>
  MANAGEMENT[isStaff ? 'staff' : 'others'];

/** @throws DomainError `outgoing_mail.action_forbidden` */
export function ensureMayManageUnsentMails(isStaff: boolean, action: keyof UnsentMailManagement): void {
  if (unsentMailManagement(isStaff)[action]) return;
  throw new DomainError('outgoing_mail.action_forbidden', `Only staff ${action} mails that were not sent`);
}
