import { createHash } from 'node:crypto';
import type {
  AttemptCount,
  CountedAttempt,
  SignInAttempts,
} from '../../../application/identity/sign-in/sign-in-attempts.ts';
import { type SignInLimits, secondsOfFailure } from '../../../domain/identity/sign-in-counting.ts';
import { repeatBatch } from '../engine/repeat-batch.ts';
import type { Queryable } from '../engine/sql.ts';

type Row = { failures: number | null; has_room: boolean; full_until: Date | null };

/**
 * A source's row holds the moment at which all that it caused is forgotten, one failure a `step` (the generic cell rate
 * algorithm). Rows are locked in one order, source first, so that no two processes wait for each other.
 */
const BEGIN = `WITH source AS (
    INSERT INTO sign_in_attempt AS s (id, failures, expires_at)
      SELECT $1::bytea, 0, $3::timestamptz + $4::float8 * interval '1 second' WHERE $1 IS NOT NULL
    ON CONFLICT (id) DO UPDATE SET expires_at = greatest(s.expires_at, $3) + $4 * interval '1 second'
      WHERE greatest(s.expires_at, $3) + $4 * interval '1 second' <= $3 + $5::float8 * interval '1 second'
    RETURNING s.id
  ), counter AS (
    INSERT INTO sign_in_attempt AS c (id, failures, expires_at)
      SELECT $2::bytea, 1, $3 + $7::float8 * interval '1 second' WHERE $1 IS NULL OR EXISTS (SELECT FROM source)
    ON CONFLICT (id) DO UPDATE SET
      failures = CASE WHEN c.expires_at <= $3 THEN 1 ELSE c.failures + 1 END,
      expires_at = excluded.expires_at
      WHERE c.expires_at <= $3 OR c.failures < $6::int
    RETURNING c.failures
  )
  SELECT (SELECT failures FROM counter) AS failures, $1 IS NULL OR EXISTS (SELECT FROM source) AS has_room,
         (SELECT f.expires_at FROM sign_in_attempt f WHERE f.id = $1) AS full_until`;

const SUCCEED = `WITH source AS (
    UPDATE sign_in_attempt SET expires_at = expires_at - $2::float8 * interval '1 second' WHERE id = $1 RETURNING id)
  DELETE FROM sign_in_attempt WHERE id = $3 AND (SELECT count(*) FROM source) >= 0`;
const FORGET = `DELETE FROM sign_in_attempt WHERE id IN (
  SELECT a.id FROM sign_in_attempt a WHERE a.expires_at <= $1 LIMIT $2)`;

/** The row of what is counted: nothing but that hash is stored of an address. */
const idOf = (kind: string, key: string): Buffer => createHash('sha256').update(`${kind} ${key}`).digest();
const counterIdOf = ({ counter }: CountedAttempt): Buffer => idOf(counter.kind, counter.key);
const sourceIdOf = ({ source }: CountedAttempt): Buffer | null =>
  source === null ? null : idOf('source', source);

/** Counts in one table, by a hash of what is counted. */
export class PgSignInAttempts implements SignInAttempts {
  readonly #step: number;

  constructor(
    private readonly db: Queryable,
    private readonly limits: SignInLimits,
  ) {
    this.#step = secondsOfFailure(limits);
  }

  async begin(attempt: CountedAttempt, now: Date): Promise<AttemptCount> {
    const { attempts, lockoutSeconds, source } = this.limits;
    const { rows } = await this.db.query<Row>(BEGIN, [
      sourceIdOf(attempt),
      counterIdOf(attempt),
      now,
      this.#step,
      source.seconds,
      attempts,
      lockoutSeconds,
    ]);
    const [row] = rows;
    if (!row?.has_room) return { outcome: 'source_full', seconds: this.#wait(row?.full_until ?? now, now) };
    if (row.failures === null) return { outcome: 'locked_out' };
    return { outcome: 'counted', failures: row.failures, locks: row.failures === attempts };
  }

  async succeed(attempt: CountedAttempt): Promise<void> {
    await this.db.query(SUCCEED, [sourceIdOf(attempt), this.#step, counterIdOf(attempt)]);
  }

  async forgetIdle(now: Date): Promise<void> {
    await repeatBatch(this.db, FORGET, [now]);
  }

  /** Seconds until one more failure has room. */
  #wait(fullUntil: Date, now: Date): number {
    const over = (fullUntil.getTime() - now.getTime()) / 1000 + this.#step - this.limits.source.seconds;
    return Math.max(1, Math.ceil(over));
  }
}
