import { DomainError } from '../../../domain/shared/errors.ts';
import type { Actor } from '../actor.ts';
import type { Clock } from '../system.ts';
import type { ActionCounters, CountedAction } from './action-counters.ts';

type Deps = { actionCounters: ActionCounters; clock: Clock };
export type CountAction = (action: CountedAction, key: string) => Promise<void>;

/** Counts an action. @throws DomainError `request.throttled` (params: `seconds`) when there were too many */
export const makeCountAction =
  ({ actionCounters, clock }: Deps): CountAction =>
  async (action, key) => {
    const seconds = await actionCounters.take(action, key, clock.now());
    if (seconds === 0) return;
    throw new DomainError('request.throttled', `Too many of ${action}: wait ${seconds} seconds`, {
      params: { seconds: String(seconds) },
      retryAfterSeconds: seconds,
    });
  };

export type ThrottleWrite = (actor: Pick<Actor, 'userId'>) => Promise<void>;

/** Counts a change that a person asks for. @throws DomainError `request.throttled` */
export const makeThrottleWrite = (deps: Deps): ThrottleWrite => {
  const countAction = makeCountAction(deps);
  return ({ userId }) => countAction('write', userId);
};
