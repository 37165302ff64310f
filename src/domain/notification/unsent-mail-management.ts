import { DomainError } from '../shared/errors.ts';

/** What a person may do with unsent mails of all recipients; returned beside their list as `management`. */
export type UnsentMailManagement = Readonly<{
  /** See the recipient, the kind and the reason of each; the text is shown to nobody. */
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
