import { aroundCalls } from '../calls/around-calls.ts';
import { outcomeOf, outcomeOfFailure } from '../calls/outcome-of.ts';

/** @param seconds how long the call took */
export type Observe = (operation: string, outcome: string, seconds: number) => void;

/**
 * The same port, which reports each call that is answered later: the name of the method, how it ended, and how long it
 * took. What the caller gets, and when, stays as it is.
 */
export const timed = <Port extends object>(port: Port, observe: Observe): Port =>
  aroundCalls(port, (operation, call) =>
    timedCall(call, (outcome, seconds) => observe(operation, outcome, seconds)),
  );

/**
 * Calls, and reports how it ended once the answer is there. An answer that is no promise is not reported.
 *
 * @param nameOf one of few words for an answer
 */
export function timedCall<Answer>(
  call: () => Answer,
  observe: (outcome: string, seconds: number) => void,
  nameOf: (answer: Awaited<Answer>) => string = outcomeOf,
): Answer {
  const startedAt = performance.now();
  const seconds = () => (performance.now() - startedAt) / 1000;
  const answer = call();
  if (answer instanceof Promise) {
    answer.then(
      (value: Awaited<Answer>) => observe(nameOf(value), seconds()),
      (error: unknown) => observe(outcomeOfFailure(error), seconds()),
    );
  }
  return answer;
}
