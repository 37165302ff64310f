import { Pool } from 'pg';
import type { RunningDimail } from '../../dev/dimail/start-dimail.ts';
import { become } from './become.ts';
import type { MailboxWriters } from './mailbox-writers.ts';
import type { OwnersMail } from './owners-mail.ts';
import { addressOf, type Wanted, whatIsWrong } from './what-is-wrong.ts';

type Parties = Readonly<{
  databaseUrl: string;
  writers: MailboxWriters;
  dimail: Pick<RunningDimail, 'control'>;
  mail: OwnersMail;
}>;

export type Comparison = Readonly<{
  /** What is lost, doubled or untrue, a line each; empty when all is well. */
  wrong: readonly string[];
  /** The counts, as lines. */
  counts: readonly string[];
}>;

/** Waits until no job is left, then compares what was answered with what is stored, at dimail, and told to owners. */
export async function compareMailboxes({ databaseUrl, writers, dimail, mail }: Parties): Promise<Comparison> {
  const pool = new Pool({ connectionString: databaseUrl, max: 1 });
  pool.on('error', () => undefined);
  try {
    const jobs = await untilQueueIsEmpty(pool);
    const { rows } = await pool.query<{ address: string; status: string }>(
      `SELECT m.local_part || '@' || d.name AS address, m.status
         FROM mailbox m JOIN mail_domain d ON d.id = m.mail_domain_id`,
    );
    const stored = new Map(rows.map(({ address, status }) => [address, status]));
    const { rows: aliases } = await pool.query<{ alias: string }>(
      `SELECT a.local_part || '@' || d.name || ' to ' || a.destination AS alias
         FROM mail_alias a JOIN mail_domain d ON d.id = a.mail_domain_id`,
    );
    const { mailboxes, aliases: aliasesThere } = dimail.control.dump();
    const there = new Map(mailboxes.map(({ email, creations }) => [email, creations]));
    const mails = mail.received;
    const { acknowledged, refused, uncertain } = writers;
    const made = (list: readonly Wanted[]) => list.filter((wanted) => stored.has(addressOf(wanted))).length;
    const repeated = [...mails.values()].filter((one) => [...one.values()].some((count) => count > 1));
    const seconds = (ms: number) => `${(ms / 1_000).toFixed(1)} s`;
    return {
      wrong: whatIsWrong({
        outcomes: writers,
        stored,
        there,
        mails,
        jobs,
        aliases: aliases.map(({ alias }) => alias),
        aliasesThere: aliasesThere.map(
          ({ localPart, domain, destination }) => `${localPart}@${domain} to ${destination}`,
        ),
      }),
      counts: [
        `${writers.asked} mailboxes asked for (${writers.rate.toFixed(1)} a second): ` +
          `${acknowledged.length} acknowledged, ${refused.length} refused (503), of which ${made(refused)} are stored, ` +
          `${uncertain.length} of unknown outcome (503), of which ${made(uncertain)} are stored`,
        `${stored.size} stored, ${there.size} at dimail, ${mails.size} people told by mail, ` +
          `${repeated.length} of them more than once by the same mail (one Message-ID)`,
        `longest time without an acknowledged write: ${seconds(writers.longestSilence)}; ` +
          `longest wait for an answer about one: ${seconds(writers.longestWait)}`,
      ],
    };
  } finally {
    await pool.end();
  }
}

/** Neither what is planned for later, such as the end of a change that nobody reads any more, nor the schedule. */
const UNFINISHED = `SELECT t.identifier || ' ' || coalesce(j.last_error, '') AS job
  FROM graphile_worker._private_jobs j JOIN graphile_worker._private_tasks t ON t.id = j.task_id
 WHERE j.attempts > 0 OR j.locked_at IS NOT NULL OR j.run_at <= now() OR j.payload->'postponed' IS NOT NULL
 LIMIT 100`;

/** @returns the jobs that are left when patience ends */
async function untilQueueIsEmpty(pool: Pool): Promise<readonly string[]> {
  let left: readonly string[] = [];
  const look = async () => {
    const { rows } = await pool.query<{ job: string }>(UNFINISHED);
    left = rows.map(({ job }) => job);
    return left.length === 0 || undefined;
  };
  await become('no job is left', look).catch(() => undefined);
  return left;
}
