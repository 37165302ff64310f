import type { ActionRates } from '../../application/shared/throttling/action-counters.ts';
import type { ThrottleRates } from '../../application/shared/throttling/request-throttle.ts';

/** The same rate in both scopes of a counter. */
const only = (requests: number, seconds: number): ThrottleRates => ({
  burst: { requests, seconds },
  sustained: { requests, seconds },
});

/** How much of what has a price for others is allowed: mails to strangers by sender and by recipient, and repetitions. */
export const actionRates = (write: ThrottleRates): ActionRates => ({
  write,
  mail_by: only(60, 3600),
  mail_to: only(5, 24 * 3600),
  invitation_refresh: only(1, 5 * 60),
  mailbox_guess: only(20, 24 * 3600),
  password_link_for: {
    burst: { requests: 3, seconds: 3600 },
    sustained: { requests: 6, seconds: 24 * 3600 },
  },
  password_link_from: {
    burst: { requests: 20, seconds: 3600 },
    sustained: { requests: 60, seconds: 24 * 3600 },
  },
  password_choice: only(30, 3600),
  enrolment_code_sent: {
    burst: { requests: 3, seconds: 10 * 60 },
    sustained: { requests: 10, seconds: 24 * 3600 },
  },
  // No code lives so long: five tries are all that it gets.
  enrolment_code_try: only(5, 3600),
  enrolment_code_daily: only(20, 24 * 3600),
  second_factor: { burst: { requests: 5, seconds: 900 }, sustained: { requests: 20, seconds: 24 * 3600 } },
  second_factor_guess: only(4, 24 * 3600),
  second_factor_warning: only(1, 24 * 3600),
  passkey_failure: { burst: { requests: 30, seconds: 60 }, sustained: { requests: 300, seconds: 3600 } },
});
