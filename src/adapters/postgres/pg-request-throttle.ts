import type {
  RequestThrottle,
  ThrottleRate,
  ThrottleRates,
} from '../../application/ports/request-throttle.ts';
import type { UserId } from '../../domain/shared/ids.ts';
import type { Queryable } from './sql.ts';

type Row = {
  burst_oldest: Date;
  burst_refused: boolean;
  sustained_oldest: Date;
  sustained_refused: boolean;
};

/** What is left of the times in `column`, within `seconds` before $2. */
const recent = (column: string, seconds: string): string =>
  `(SELECT coalesce(array_agg(made.at ORDER BY made.at), '{}') AS times, count(*) AS total
      FROM unnest(t.${column}) AS made (at) WHERE made.at > $2 - ${seconds} * interval '1 second')`;

const SQL = `INSERT INTO request_throttle AS t (user_id, burst, sustained, burst_refused, sustained_refused)
  VALUES ($1, ARRAY[$2::timestamptz], ARRAY[$2::timestamptz], false, false)
  ON CONFLICT (user_id) DO UPDATE SET (burst, burst_refused, sustained, sustained_refused) = (
    SELECT CASE WHEN b.total < $3::int THEN b.times || $2 ELSE b.times END, b.total >= $3::int,
           CASE WHEN s.total < $5::int THEN s.times || $2 ELSE s.times END, s.total >= $5::int
      FROM ${recent('burst', '$4::float8')} AS b, ${recent('sustained', '$6::float8')} AS s)
  RETURNING burst[1] AS burst_oldest, burst_refused, sustained[1] AS sustained_oldest, sustained_refused`;

/** One row a person, one statement a request; the row's lock keeps processes from counting past each other. */
export class PgRequestThrottle implements RequestThrottle {
  constructor(
    private readonly db: Queryable,
    private readonly rates: ThrottleRates,
  ) {}

  async take(userId: UserId, now: Date): Promise<number> {
    const { burst, sustained } = this.rates;
    const { rows } = await this.db.query<Row>(SQL, [
      userId,
      now,
      burst.requests,
      burst.seconds,
      sustained.requests,
      sustained.seconds,
    ]);
    const [row] = rows;
    if (!row) throw new Error('counting a request gave no answer');
    return Math.max(
      row.burst_refused ? wait(row.burst_oldest, burst, now) : 0,
      row.sustained_refused ? wait(row.sustained_oldest, sustained, now) : 0,
    );
  }
}

/** Seconds until the oldest request counted leaves the window. */
const wait = (oldest: Date, { seconds }: ThrottleRate, now: Date): number =>
  Math.max(1, Math.ceil(seconds - (now.getTime() - oldest.getTime()) / 1000));
