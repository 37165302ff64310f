import { type DomainError, isOutage } from '../../../domain/shared/errors.ts';

const SHORTEST_SECONDS = 5;
const LONGEST_SECONDS = 3600;
/** Past this age the nightly run takes over. */
const GIVE_UP_AFTER_SECONDS = 24 * 3600;
/**
 * Largest random extension of a delay, as a share of it, so that events that failed together are not retried together.
 */
const JITTER = 0.2;

/**
 * Seconds until an event that `error` interrupted is retried; undefined when it is not.
 *
 * A delay asked for by the other system is honoured. Otherwise the delay equals the age of the event, from 5 seconds to
 * an hour: it thus doubles with each attempt.
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
