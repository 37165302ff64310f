import type {
  Statistics,
  StatisticsQueries,
  StatisticsSnapshot,
} from '../../../application/shared/information/statistics-queries.ts';
import type { Queryable } from '../engine/sql.ts';

export class PgStatisticsQueries implements StatisticsQueries {
  constructor(private readonly db: Queryable) {}

  async count(recentSince: Date): Promise<Statistics> {
    const { rows } = await this.db.query<Statistics>(
      `SELECT count(*)::int AS users, count(*) FILTER (WHERE u.last_login_at >= $1)::int AS "recentUsers",
              (SELECT count(*)::int FROM team) AS teams,
              (SELECT count(*)::int FROM mail_domain d WHERE d.status = 'enabled') AS "enabledMailDomains",
              (SELECT count(*)::int FROM mailbox) AS mailboxes,
              (SELECT count(*)::int FROM mail_alias) AS aliases
         FROM user_account u`,
      [recentSince],
    );
    const [row] = rows;
    if (!row) throw new Error('counting gave no answer');
    return row;
  }

  async last(): Promise<StatisticsSnapshot | undefined> {
    const { rows } = await this.db.query<{ statistics: Statistics; counted_at: Date }>(
      'SELECT s.statistics, s.counted_at FROM statistics_snapshot s',
    );
    return rows[0] && { statistics: rows[0].statistics, countedAt: rows[0].counted_at };
  }

  async keep({ statistics, countedAt }: StatisticsSnapshot): Promise<void> {
    await this.db.query(
      `INSERT INTO statistics_snapshot AS s (statistics, counted_at) VALUES ($1, $2)
       ON CONFLICT (is_only) DO UPDATE SET statistics = excluded.statistics, counted_at = excluded.counted_at
        WHERE s.counted_at <= excluded.counted_at`,
      [statistics, countedAt],
    );
  }
}
