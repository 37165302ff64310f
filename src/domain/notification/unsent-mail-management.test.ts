import { expect, it } from 'vitest';
import { ensureMayManageUnsentMails, unsentMailManagement } from './unsent-mail-management.ts';

it.each([
  [true, { list: true, sendAgain: true }],
  [false, { list: false, sendAgain: false }],
])('staff (%s) may do with mails that were not sent: %j', (isStaff, management) => {
  expect(unsentMailManagement(isStaff)).toEqual(management);
});

it.each(['list', 'sendAgain'] as const)('%s is for staff alone', (action) => {
  expect(() => ensureMayManageUnsentMails(true, action)).not.toThrow();
  expect(() => ensureMayManageUnsentMails(false, action)).toThrow(
    expect.objectContaining({ code: 'outgoing_mail.action_forbidden' }),
  );
});
