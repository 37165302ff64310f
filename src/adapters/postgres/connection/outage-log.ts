import type { Logger } from '../../../application/shared/logger.ts';
import { type DatabaseFailure, wasNeverSent } from './database-failure.ts';

/** An outage is over when the database has worked for that long, in ms, so that a flapping one counts once. */
const QUIET_MS = 5_000;

type Outage = { readonly since: number; latest: number; failures: number; connections: number };

const MESSAGES = {
  away: 'the database cannot be used',
  overdue: 'statements take too long for the database',
} as const;
type Kind = keyof typeof MESSAGES;

/**
 * Logs an outage once, as an error when it begins, for any number of requests and jobs, and a summary when it is over.
 * Slow statements are logged separately from a lost database: they have other causes.
 */
export class OutageLog {
  readonly #logger: Logger;
  readonly #now: () => number;
  readonly #open = new Map<Kind, Outage>();
  #lossLoggedAt = Number.NEGATIVE_INFINITY;
  #latestLoss: Error | undefined;

  /** @param now milliseconds of a clock that only goes forward */
  constructor(logger: Logger, now: () => number = () => performance.now()) {
    this.#logger = logger;
    this.#now = now;
  }

  /** A request or a job failed for that reason. */
  failed(failure: DatabaseFailure, cause: unknown): void {
    const kind = failure === 'overdue' ? 'overdue' : 'away';
    const outage = this.#begin(kind);
    outage.latest = this.#now();
    outage.failures += 1;
    if (outage.failures > 1) return;
    // On a connection that was lost before, the driver's error says only that; the earlier loss has the reason.
    const reason = wasNeverSent(cause) ? (this.#latestLoss ?? cause) : cause;
    this.#logger.error(MESSAGES[kind], { failure }, reason);
  }

  /**
   * A connection was lost, used or idle: by itself no outage, since the pool opens another. Many losses at once are
   * logged once.
   */
  lostConnection(cause: Error): void {
    const now = this.#now();
    this.#latestLoss = cause;
    const outage = this.#open.get('away');
    if (outage !== undefined) {
      outage.latest = now;
      outage.connections += 1;
    } else if (now - this.#lossLoggedAt >= QUIET_MS) {
      this.#lossLoggedAt = now;
      this.#logger.warn('lost a database connection', {}, cause);
    }
  }

  /** A statement succeeded. */
  worked(): void {
    // Called after each statement, and returns at once unless an outage is open.
    if (this.#open.size === 0) return;
    const now = this.#now();
    for (const [kind, { since, latest, failures, connections }] of this.#open) {
      if (now - latest < QUIET_MS) continue;
      this.#open.delete(kind);
      const seconds = Math.round((latest - since) / 1000);
      this.#logger.warn(`it is over: ${MESSAGES[kind]}`, { seconds, failures, connections });
    }
  }

  #begin(kind: Kind): Outage {
    const known = this.#open.get(kind);
    if (known !== undefined) return known;
    const now = this.#now();
    const outage: Outage = { since: now, latest: now, failures: 0, connections: 0 };
    this.#open.set(kind, outage);
    return outage;
  }
}
