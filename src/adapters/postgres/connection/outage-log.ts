import type { Logger } from '../../../application/shared/logger.ts';
import { type DatabaseFailure, wasNeverSent } from './database-failure.ts';

/** An outage is over when the database was of use again for that long, in ms: until then it may be flapping. */
const QUIET_MS = 5_000;

type Outage = { readonly since: number; latest: number; failures: number; connections: number };

const MESSAGES = {
  away: 'the database cannot be used',
  overdue: 'statements take too long for the database',
} as const;
type Kind = keyof typeof MESSAGES;

/**
 * Tells an outage once, as an error when it begins, however many requests and jobs meet it, and how it was in one line
 * when it is over. Statements that take too long are told apart from a database that is away: they have other causes.
 */
export class OutageLog {
  readonly #logger: Logger;
  readonly #now: () => number;
  readonly #open = new Map<Kind, Outage>();
  #lossToldAt = Number.NEGATIVE_INFINITY;
  #latestLoss: Error | undefined;

  /** @param now milliseconds of a clock that only goes forward */
  constructor(logger: Logger, now: () => number = () => performance.now()) {
    this.#logger = logger;
    this.#now = now;
  }

  /** A request or a job was refused the database for that reason. */
  failed(failure: DatabaseFailure, cause: unknown): void {
    const kind = failure === 'overdue' ? 'overdue' : 'away';
    const outage = this.#begin(kind);
    outage.latest = this.#now();
    outage.failures += 1;
    if (outage.failures > 1) return;
    // On a connection that was lost before, the driver says no more than that; how it was lost says why.
    const reason = wasNeverSent(cause) ? (this.#latestLoss ?? cause) : cause;
    this.#logger.error(MESSAGES[kind], { failure }, reason);
  }

  /** A connection was lost, used or not: by itself no outage, since the pool opens another. Many at once are told once. */
  lostConnection(cause: Error): void {
    const now = this.#now();
    this.#latestLoss = cause;
    const outage = this.#open.get('away');
    if (outage !== undefined) {
      outage.latest = now;
      outage.connections += 1;
    } else if (now - this.#lossToldAt >= QUIET_MS) {
      this.#lossToldAt = now;
      this.#logger.warn('lost a database connection', {}, cause);
    }
  }

  /** The database did what it was asked to. */
  worked(): void {
    // Asked after each statement: nothing is open but in an outage.
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
