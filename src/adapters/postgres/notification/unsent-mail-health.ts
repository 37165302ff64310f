import type { Pool } from 'pg';
import type { HealthCheck } from '../../../application/shared/health-check.ts';

/** Two partial indexes serve it: one of stored contents, one of mails that wait for the mail server. */
const UNSENT = `SELECT
  EXISTS (SELECT FROM outgoing_mail
           WHERE status IN ('refused', 'given_up') AND sealed_content IS NOT NULL AND status = 'given_up')
  OR EXISTS (SELECT FROM outgoing_mail
              WHERE status IN ('draft', 'ready') AND trouble_since IS NOT NULL
                AND trouble_since < now() - make_interval(secs => $1)) AS is_late`;

type Options = {
  /** How long the mail server may refuse a mail before that is a `warning`, in seconds. */
  readonly patienceSeconds?: number;
};

/**
 * Whether mails reach the mail server: a mail that has waited for long is a `warning`, and so is one that was given up,
 * until it is sent again or its content is erased.
 */
export const unsentMailHealth =
  (pool: Pick<Pool, 'query'>, { patienceSeconds = 900 }: Options = {}): HealthCheck =>
  async () => {
    const { rows } = await pool.query<{ is_late: boolean }>(UNSENT, [patienceSeconds]);
    return rows[0]?.is_late === true ? 'warning' : 'ok';
  };
