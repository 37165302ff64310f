import type { Pool } from 'pg';

type JobState = Readonly<{
  job: string;
  /** Could be carried out now. */
  due: number;
  /** Planned for later, not because of an outage. */
  later: number;
  running: number;
  /** Waits for another system that is down. */
  postponed: number;
  /** Failed for the last time. */
  givenUp: number;
  /** How long the oldest of the due ones has been due; 0 without any. */
  oldestDueSeconds: number;
}>;

export type WorkState = Readonly<{
  /** By job; jobs without any in the queue are missing. */
  jobs: readonly JobState[];
  /** What the provisioner has not carried out yet; `oldestSeconds`: since the oldest was asked for, 0 without any. */
  mailChanges: Readonly<{ mailboxes: number; aliases: number; oldestSeconds: number }>;
  /** Mails that are not sent; `troubled` ones wait as well, after a temporary refusal. */
  mails: Readonly<{ waiting: number; troubled: number; refused: number; givenUp: number }>;
}>;

const JOBS = `
  SELECT t.identifier AS job,
         count(*) FILTER (WHERE free AND NOT postponed AND run_at <= now())::int AS due,
         count(*) FILTER (WHERE free AND NOT postponed AND run_at > now())::int AS later,
         count(*) FILTER (WHERE locked_at IS NOT NULL)::int AS running,
         count(*) FILTER (WHERE free AND postponed)::int AS postponed,
         count(*) FILTER (WHERE locked_at IS NULL AND attempts >= max_attempts)::int AS "givenUp",
         coalesce(extract(epoch FROM now() - min(run_at) FILTER (WHERE free AND run_at <= now())), 0)::float8
           AS "oldestDueSeconds"
    FROM (SELECT task_id, run_at, locked_at, attempts, max_attempts,
                 locked_at IS NULL AND attempts < max_attempts AS free,
                 payload->'postponed' IS NOT NULL AS postponed
            FROM graphile_worker._private_jobs) AS j
    JOIN graphile_worker._private_tasks t ON t.id = j.task_id
   GROUP BY 1`;

/** Partial indexes serve it: one of pending mailboxes, one of open changes, one of the changes of aliases. */
const MAIL_CHANGES = `
  WITH waiting AS (
    SELECT coalesce((m.change->>'since')::timestamptz, m.updated_at) AS since, true AS of_mailbox
      FROM mailbox m WHERE m.change IS NOT NULL AND m.status <> 'pending'
    UNION ALL
    SELECT coalesce((m.creation->>'since')::timestamptz, m.created_at), true
      FROM mailbox m JOIN mail_domain d ON d.id = m.mail_domain_id
     WHERE m.status = 'pending' AND d.status = 'enabled'
    UNION ALL
    SELECT c.created_at, false FROM mail_alias_change c WHERE c.progress->>'state' = 'open')
  SELECT count(*) FILTER (WHERE of_mailbox)::int AS mailboxes, count(*) FILTER (WHERE NOT of_mailbox)::int AS aliases,
         coalesce(extract(epoch FROM now() - min(since)), 0)::float8 AS "oldestSeconds"
    FROM waiting`;

/** A refused or given up mail counts until it is sent again or its content is erased. */
const MAILS = `
  SELECT count(*) FILTER (WHERE status IN ('draft', 'ready') AND trouble_since IS NULL)::int AS waiting,
         count(*) FILTER (WHERE status IN ('draft', 'ready') AND trouble_since IS NOT NULL)::int AS troubled,
         count(*) FILTER (WHERE status = 'refused' AND sealed_content IS NOT NULL)::int AS refused,
         count(*) FILTER (WHERE status = 'given_up' AND sealed_content IS NOT NULL)::int AS "givenUp"
    FROM outgoing_mail WHERE status <> 'sent'`;

const NO_CHANGES = { mailboxes: 0, aliases: 0, oldestSeconds: 0 };
const NO_MAILS = { waiting: 0, troubled: 0, refused: 0, givenUp: 0 };

/** What is still to be done, as the database has it. @throws Error when it does not answer */
export async function readWorkState(pool: Pick<Pool, 'query'>): Promise<WorkState> {
  const { rows: jobs } = await pool.query<JobState>(JOBS);
  const { rows: changes } = await pool.query<WorkState['mailChanges']>(MAIL_CHANGES);
  const { rows: mails } = await pool.query<WorkState['mails']>(MAILS);
  return { jobs, mailChanges: changes[0] ?? NO_CHANGES, mails: mails[0] ?? NO_MAILS };
}
