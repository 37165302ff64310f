import { type DomainError, isOutage } from '../../../domain/shared/errors.ts';

const SHORTEST_SECONDS = 5;
const LONGEST_SECONDS = 3600;
/** Past this age the nightly run takes over. */
const GIVE_UP_AFTER_SECONDS = 24 * 3600;
/** Up to this share is added, so that what failed together does not come back together. */
const JITTER = 0.2;

/**
 * How many seconds to wait before trying again what `error` interrupted, or undefined when it is not worth it.
 *
 * The delay the other side named is honoured. Without one, the wait is as long as the event is old, from 5
 * seconds to an hour: it doubles from one attempt to the next without counting them.
 *
 * @param ageSeconds time since the event
 * @param random a number in [0, 1)
 */
export function retryDelayAfterOutage(
  error: DomainError,
  ageSeconds: number,
  random: number,
): number | undefined {
  if (!isOutage(error) || ageSeconds >= GIVE_UP_AFTER_SECONDS) return undefined;
  const wait = error.retryAfterSeconds ?? Math.min(Math.max(ageSeconds, SHORTEST_SECONDS), LONGEST_SECONDS);
  if (wait > GIVE_UP_AFTER_SECONDS) return undefined;
  return Math.max(1, Math.ceil(wait + wait * JITTER * random));
}
