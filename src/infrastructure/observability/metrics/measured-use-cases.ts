import type { SignInOutcome } from '../../../application/people/sign-in/complete-sign-in.ts';
import type { UseCases } from '../../container/container.ts';
import { outcomeOfFailure } from '../calls/outcome-of.ts';
import type { Metrics } from './metrics.ts';
import { timedCall } from './timed.ts';

type Call<Given extends readonly unknown[], Answer> = (...given: Given) => Promise<Answer>;

/** The code that a person is shown, where one is; what they gave up themselves has none. */
const nameOfSignIn = (answer: SignInOutcome): string =>
  answer.outcome === 'failed' ? (answer.reason ?? 'given_up') : answer.outcome;

/** The same use cases; sign-ins are counted by how they end, and so are refusals of those who ask too often. */
export function measuredUseCases(useCases: UseCases, { signIns, throttled }: Metrics): UseCases {
  const signIn =
    <Given extends readonly unknown[], Answer>(
      kind: string,
      call: Call<Given, Answer>,
      nameOf?: (answer: Answer) => string,
    ): Call<Given, Answer> =>
    (...given) =>
      timedCall(
        () => call(...given),
        (outcome) => signIns.inc({ kind, outcome }),
        nameOf,
      );
  const throttle =
    <Given extends readonly unknown[]>(limit: string, call: Call<Given, void>): Call<Given, void> =>
    (...given) => {
      const answer = call(...given);
      answer.catch((error: unknown) => {
        if (outcomeOfFailure(error) === 'request.throttled') throttled.inc({ limit });
      });
      return answer;
    };
  return {
    ...useCases,
    completeSignIn: signIn('account', useCases.completeSignIn, nameOfSignIn),
    authenticateMailbox: signIn('mailbox', useCases.authenticateMailbox),
    verifyTotp: signIn('totp', useCases.verifyTotp),
    verifyRecoveryCode: signIn('recovery_code', useCases.verifyRecoveryCode),
    finishPasskeySignIn: signIn('passkey', useCases.finishPasskeySignIn),
    throttleRequest: throttle('requests', useCases.throttleRequest),
    throttleWrite: throttle('writes', useCases.throttleWrite),
  };
}
