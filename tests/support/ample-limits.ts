import { CHECK_BUDGET } from '../../src/application/provisioning/check/take-check-turn.ts';

const AMPLE = { burst: { requests: 10_000, seconds: 60 }, sustained: { requests: 10_000, seconds: 3600 } };

/** Limits of a storage, for tests that are about something else. */
export const AMPLE_LIMITS = {
  rateBudgets: {
    organization_directory: { points: 1, durationSeconds: 1 },
    [CHECK_BUDGET]: { points: 1, durationSeconds: 10 },
  },
  signInLimits: { attempts: 5, lockoutSeconds: 300, source: { requests: 10_000, seconds: 3600 } },
  actionRates: {
    write: AMPLE,
    mail_by: AMPLE,
    mail_to: AMPLE,
    invitation_refresh: AMPLE,
    mailbox_guess: AMPLE,
    password_link_for: AMPLE,
    password_link_from: AMPLE,
    password_choice: AMPLE,
    enrolment_code_sent: AMPLE,
    enrolment_code_try: AMPLE,
    enrolment_code_daily: AMPLE,
    second_factor: AMPLE,
    second_factor_guess: AMPLE,
    second_factor_warning: AMPLE,
    passkey_failure: AMPLE,
  },
  throttleRates: {
    burst: { requests: 10_000, seconds: 60 },
    sustained: { requests: 10_000, seconds: 3600 },
  },
};
