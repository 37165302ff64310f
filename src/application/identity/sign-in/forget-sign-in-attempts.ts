import type { JobHandler } from '../../shared/jobs/job.ts';
import type { Clock } from '../../shared/system.ts';
import type { SignInAttempts } from './sign-in-attempts.ts';

type Deps = { signInAttempts: Pick<SignInAttempts, 'forgetIdle'>; clock: Clock };

/** Deletes counters of failed sign-ins that count for nothing any more. */
export const makeForgetSignInAttempts =
  ({ signInAttempts, clock }: Deps): JobHandler<'forget_sign_in_attempts'> =>
  async () => {
    await signInAttempts.forgetIdle(clock.now());
    return undefined;
  };
