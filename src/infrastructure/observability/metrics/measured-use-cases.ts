import type { UseCases } from '../../container/container.ts';
import type { Metrics } from './metrics.ts';
import { outcomeOfFailure } from './outcome-of.ts';
import { timedCall } from './timed.ts';

type Call<Given extends readonly unknown[], Answer> = (...given: Given) => Promise<Answer>;

/** The same use cases; sign-ins are counted by how they end, and so are refusals of those who ask too often. */
export function measuredUseCases(useCases: UseCases, { signIns, throttled }: Metrics): UseCases {
  const signIn =
    <Given extends readonly unknown[], Answer>(
      kind: string,
      call: Call<Given, Answer>,
    ): Call<Given, Answer> =>
    (...given) =>
      timedCall(
        () => call(...given),
        (outcome) => signIns.inc({ kind, outcome }),
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
    completeSignIn: signIn('account', useCases.completeSignIn),
    authenticateMailbox: signIn('mailbox', useCases.authenticateMailbox),
    verifyTotp: signIn('totp', useCases.verifyTotp),
    verifyRecoveryCode: signIn('recovery_code', useCases.verifyRecoveryCode),
    finishPasskeySignIn: signIn('passkey', useCases.finishPasskeySignIn),
    throttleRequest: throttle('requests', useCases.throttleRequest),
    throttleWrite: throttle('writes', useCases.throttleWrite),
  };
}
