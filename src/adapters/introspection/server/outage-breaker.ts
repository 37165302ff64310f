import {
  BrokenCircuitError,
  CircuitState,
  circuitBreaker,
  DelegateBackoff,
  handleWhen,
  type IBreaker,
} from 'cockatiel';
import type { Clock } from '../../../application/shared/system.ts';
import { isOutage } from '../../../domain/shared/errors.ts';
import { hasReason, unavailable } from '../../oauth/server-failures.ts';

/** Consecutive outages after which calls no longer wait for the server. */
const TOLERATED_OUTAGES = 5;
/** A time limit that was reached weighs more: it held a caller for as long. Two in a row are enough. */
const WEIGHT_OF_TIMEOUT = 3;
const FIRST_PAUSE_MS = 1_000;
const LONGEST_PAUSE_MS = 15_000;

/** Weighs outages, and forgets them with the first answer. */
class WeightOfOutages implements IBreaker {
  state = 0;
  #latest: unknown;

  /** Whether a failure is an outage. Who asks us to slow down is none: others may be answered all the same. */
  readonly counts = (error: unknown): boolean => {
    this.#latest = error;
    return isOutage(error) && !hasReason(error, 'rate_limited');
  };

  success(): void {
    this.state = 0;
  }

  failure(): boolean {
    const isTimeout = isOutage(this.#latest) && hasReason(this.#latest, 'timeout');
    this.state += isTimeout ? WEIGHT_OF_TIMEOUT : 1;
    return this.state >= TOLERATED_OUTAGES;
  }
}

/**
 * Fails calls at once while the server is down, and lets one call at a time try it after a pause that grows from one to
 * fifteen seconds. Only outages count: an unusable answer is an answer.
 */
export class OutageBreaker {
  readonly #clock: Clock;
  #pauseEndsAt = 0;
  readonly #outages = new WeightOfOutages();
  readonly #breaker = circuitBreaker(handleWhen(this.#outages.counts), {
    breaker: this.#outages,
    halfOpenAfter: new DelegateBackoff(({ attempt }) => this.#pause(attempt)),
  });

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  /**
   * @throws DomainError `identity_provider.unavailable`, with the remaining pause, without a call while the breaker is
   *   open
   */
  async guard<T>(call: () => Promise<T>): Promise<T> {
    // The library would make other calls wait for the one that tries.
    if (this.#breaker.state === CircuitState.HalfOpen) throw this.#isOpen();
    try {
      return await this.#breaker.execute(call);
    } catch (error) {
      throw error instanceof BrokenCircuitError ? this.#isOpen() : error;
    }
  }

  /** Pause after `attempt` failed tries in a row. */
  #pause(attempt: number): number {
    const duration = Math.min(FIRST_PAUSE_MS * 2 ** (attempt - 1), LONGEST_PAUSE_MS);
    this.#pauseEndsAt = this.#clock.now().getTime() + duration;
    return duration;
  }

  #isOpen() {
    const seconds = Math.max(1, Math.ceil((this.#pauseEndsAt - this.#clock.now().getTime()) / 1000));
    return unavailable('not asked: it failed several times in a row', seconds);
  }
}
