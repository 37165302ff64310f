import type {
  RequestThrottle,
  ThrottleRate,
  ThrottleRates,
} from '../../../application/shared/throttling/request-throttle.ts';
import type { UserId } from '../../../domain/shared/ids.ts';
import type { Queryable } from '../engine/sql.ts';
import { StatementBatches } from '../engine/statement-batches.ts';

type Question = Readonly<{ userId: UserId; now: Date }>;
/** The requests of one person in one statement; `at` is the time of the last one. */
type Asked = { readonly userId: UserId; requests: number; at: number };
type Row = {
  user_id: UserId;
  burst_oldest: Date;
  burst_admitted: number;
  sustained_oldest: Date;
  sustained_admitted: number;
};

/** The table that counts, and the column that tells whose row it is. */
type CountingPlace = Readonly<{ table: string; key: string }>;

/** Most times stored for a person and scope: higher rates count in steps of that fraction of their period. */
const MOST_TIMES = 256;

/** The counts of a scope after as many of the new requests are added as it has room for. */
const after = (scope: 'burst' | 'sustained', limit: string, seconds: string): string => `(
  WITH kept AS (
    SELECT made.at, made.requests FROM unnest(c.${scope}_times, c.${scope}_counts) AS made (at, requests)
     WHERE made.at > EXCLUDED.${scope}_times[1] - ${seconds} * interval '1 second'
  ), room AS (
    SELECT greatest(0, least(EXCLUDED.${scope}_admitted, ${limit} - coalesce(sum(kept.requests), 0)))::int AS admitted
      FROM kept
  ), held AS (
    SELECT every.at, sum(every.requests)::int AS requests
      FROM (SELECT kept.at, kept.requests FROM kept
            UNION ALL SELECT EXCLUDED.${scope}_times[1], room.admitted FROM room WHERE room.admitted > 0) AS every
     GROUP BY every.at
  )
  SELECT array_agg(held.at ORDER BY held.at), array_agg(held.requests ORDER BY held.at),
         (SELECT room.admitted FROM room) FROM held)`;

// Rows are locked in the order of ids, so that no two processes wait for each other.
const countingSql = ({
  table,
  key,
}: CountingPlace) => `INSERT INTO ${table} AS c (${key}, burst_times, burst_counts, burst_admitted,
         sustained_times, sustained_counts, sustained_admitted)
  SELECT asked.user_id, ARRAY[asked.burst_at], ARRAY[least(asked.requests, $5::int)], least(asked.requests, $5::int),
         ARRAY[asked.sustained_at], ARRAY[least(asked.requests, $7::int)], least(asked.requests, $7::int)
    FROM unnest($1::uuid[], $2::int[], $3::timestamptz[], $4::timestamptz[])
      AS asked (user_id, requests, burst_at, sustained_at)
   ORDER BY asked.user_id
  ON CONFLICT (${key}) DO UPDATE SET
    (burst_times, burst_counts, burst_admitted) = ${after('burst', '$5::int', '$6::float8')},
    (sustained_times, sustained_counts, sustained_admitted) = ${after('sustained', '$7::int', '$8::float8')}
  RETURNING ${key} AS user_id, burst_times[1] AS burst_oldest, burst_admitted,
            sustained_times[1] AS sustained_oldest, sustained_admitted`;

/** The times and counts of a scope without one request of that time. */
const without = (scope: 'burst' | 'sustained', time: string): string => `(
  SELECT coalesce(array_agg(made.at ORDER BY made.at), '{}'), coalesce(array_agg(made.requests ORDER BY made.at), '{}')
    FROM (SELECT every.at, every.requests - (every.at = ${time})::int AS requests
            FROM unnest(c.${scope}_times, c.${scope}_counts) AS every (at, requests)) AS made
   WHERE made.requests > 0)`;

const givingBackSql = ({ table, key }: CountingPlace) => `UPDATE ${table} c SET
    (burst_times, burst_counts) = ${without('burst', '$2::timestamptz')},
    (sustained_times, sustained_counts) = ${without('sustained', '$3::timestamptz')}
  WHERE ${key} = $1`;

/**
 * Each person has one row; its lock orders the counts of all processes. Requests that arrive in one process while it
 * counts others are counted together, with the same result as one after the other.
 */
export class PgRequestThrottle implements RequestThrottle {
  readonly #sql: string;
  readonly #givingBack: string;
  readonly #batches = new StatementBatches<Question, number>((questions) => this.#count(questions));

  constructor(
    private readonly db: Queryable,
    private readonly rates: ThrottleRates,
    place: CountingPlace = { table: 'request_count', key: 'user_id' },
  ) {
    this.#sql = countingSql(place);
    this.#givingBack = givingBackSql(place);
  }

  take(userId: UserId, now: Date): Promise<number> {
    return this.#batches.ask({ userId, now });
  }

  /** Takes back one request that was counted at that moment. */
  async giveBack(userId: UserId, counted: Date): Promise<void> {
    const { burst, sustained } = this.rates;
    const at = counted.getTime();
    await this.db.query(this.#givingBack, [userId, timeKept(at, burst), timeKept(at, sustained)]);
  }

  async #count(questions: readonly Question[]): Promise<readonly number[]> {
    const { burst, sustained } = this.rates;
    const asked = [...gather(questions).values()];
    const { rows } = await this.db.query<Row>(this.#sql, [
      asked.map(({ userId }) => userId),
      asked.map(({ requests }) => requests),
      asked.map(({ at }) => timeKept(at, burst)),
      asked.map(({ at }) => timeKept(at, sustained)),
      burst.requests,
      burst.seconds,
      sustained.requests,
      sustained.seconds,
    ]);
    const counted = new Map(rows.map((row) => [row.user_id, row]));
    return questions.map(({ userId, now }) => {
      const row = counted.get(userId);
      if (!row) throw new Error('counting a request gave no answer');
      row.burst_admitted -= 1;
      row.sustained_admitted -= 1;
      return Math.max(
        row.burst_admitted < 0 ? wait(row.burst_oldest, burst, now) : 0,
        row.sustained_admitted < 0 ? wait(row.sustained_oldest, sustained, now) : 0,
      );
    });
  }
}

function gather(questions: readonly Question[]): ReadonlyMap<UserId, Asked> {
  const people = new Map<UserId, Asked>();
  for (const { userId, now } of questions) {
    const asked = people.get(userId) ?? { userId, requests: 0, at: 0 };
    asked.requests += 1;
    asked.at = Math.max(asked.at, now.getTime());
    people.set(userId, asked);
  }
  return people;
}

/** The time itself, or the start of its step where a row could not store every time. */
function timeKept(at: number, { requests, seconds }: ThrottleRate): string {
  const step = requests <= MOST_TIMES ? 1 : Math.ceil((seconds * 1000) / MOST_TIMES);
  return new Date(Math.floor(at / step) * step).toISOString();
}

/** Seconds until the oldest counted request leaves the window. */
const wait = (oldest: Date, { seconds }: ThrottleRate, now: Date): number =>
  Math.max(1, Math.ceil(seconds - (now.getTime() - oldest.getTime()) / 1000));
