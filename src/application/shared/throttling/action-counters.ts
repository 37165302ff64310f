import type { ThrottleRates } from './request-throttle.ts';

/**
 * What is counted. `write`: a change asked for by a person (key: their id). `mail_by`: a mail to a stranger, by who caused
 * it (key: their id); `mail_to`: the same, by the address it goes to. `invitation_refresh`: key: id of the invitation.
 * `mailbox_guess`: a wrong password of a mailbox (key: its id), of which the owner is told beyond that rate.
 * `password_link_for`: a link for a forgotten password, asked for an address; `password_link_from`: the same, by the source of
 * the request. `password_choice`: a password that the owner of a mailbox tries to choose (key: id of the mailbox).
 * `enrolment_code_sent`: a code mailed to somebody who adds a first factor (key: id of the mailbox); `enrolment_code_try`: a
 * try at one such code (key: its id); `enrolment_code_daily`: the same (key: id of the mailbox).
 * `second_factor`: a code of an authenticator application, or a recovery code, that is tried (key: id and hash of the
 * password of the mailbox); one that was right is given back. `second_factor_guess`: a wrong one (key: id of the mailbox), of which the owner is told beyond that rate, as
 * often as `second_factor_warning` allows. `passkey_failure`: a passkey that was refused, by the source of the request.
 */
export const COUNTED_ACTIONS = [
  'write',
  'mail_by',
  'mail_to',
  'invitation_refresh',
  'mailbox_guess',
  'password_link_for',
  'password_link_from',
  'password_choice',
  'enrolment_code_sent',
  'enrolment_code_try',
  'enrolment_code_daily',
  'second_factor',
  'second_factor_guess',
  'second_factor_warning',
  'passkey_failure',
] as const;
export type CountedAction = (typeof COUNTED_ACTIONS)[number];
export type ActionRates = Readonly<Record<CountedAction, ThrottleRates>>;

/** Counts actions, for all processes together. */
export interface ActionCounters {
  /**
   * Counts one as `RequestThrottle.take` does.
   * @returns 0 when there was room, else the number of seconds until there is again, at least 1
   */
  take(action: CountedAction, key: string, now: Date): Promise<number>;
  /** Takes back what was counted at that moment: it counts as if it had not been. */
  giveBack(action: CountedAction, key: string, counted: Date): Promise<void>;
  /** Forgets what was last counted before that moment. */
  forgetIdle(before: Date): Promise<void>;
}
