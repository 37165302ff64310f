import { outcomeOf, outcomeOfFailure } from './outcome-of.ts';

/** @param seconds how long the call took */
export type Observe = (operation: string, outcome: string, seconds: number) => void;

/**
 * The same port, which reports each call that is answered later: the name of the method, how it ended, and how long it
 * took. What the caller gets, and when, stays as it is.
 */
export function timed<Port extends object>(port: Port, observe: Observe): Port {
  const wrapped = new Map<PropertyKey, unknown>();
  return new Proxy(port, {
    // The methods run on the port itself, whose private members are no members of this proxy.
    get: (target, key) => {
      const value: unknown = Reflect.get(target, key, target);
      if (typeof value !== 'function' || typeof key !== 'string') return value;
      const known = wrapped.get(key);
      if (known !== undefined) return known;
      const call = (...given: unknown[]): unknown =>
        timedCall(
          () => Reflect.apply(value, target, given),
          (outcome, seconds) => observe(key, outcome, seconds),
        );
      wrapped.set(key, call);
      return call;
    },
  });
}

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
