import { DomainError } from '../../../domain/shared/errors.ts';
import type { Actor } from '../actor.ts';
import type { Clock } from '../system.ts';
import type { RequestThrottle } from './request-throttle.ts';

type Deps = { requestThrottle: RequestThrottle; clock: Clock };
export type ThrottleRequest = (actor: Actor) => Promise<void>;

/** Counts a request of the actor. @throws DomainError `request.throttled` when there were too many */
export const makeThrottleRequest =
  ({ requestThrottle, clock }: Deps): ThrottleRequest =>
  async (actor) => {
    const seconds = await requestThrottle.take(actor.userId, clock.now());
    if (seconds === 0) return;
    throw new DomainError('request.throttled', `Too many requests: wait ${seconds} seconds`, {
      params: { seconds: String(seconds) },
      retryAfterSeconds: seconds,
    });
  };
