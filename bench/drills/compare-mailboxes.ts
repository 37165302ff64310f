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
    const { mailboxes } = dimail.control.dump();
    const there = new Map(mailboxes.map(({ email, creations }) => [email, creations]));
    const mails = mail.received;
    const { acknowledged, refused, uncertain } = writers;
    const made = (list: readonly Wanted[]) => list.filter((wanted) => stored.has(addressOf(wanted))).length;
    const repeated = [...mails.values()].filter((one) => [...one.values()].some((count) => count > 1));
    const seconds = (ms: number) => `${(ms / 1_000).toFixed(1)} s`;
    return {
      wrong: whatIsWrong({ outcomes: writers, stored, there, mails, jobs }),
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

/** @returns the jobs that are left when patience ends */
async function untilQueueIsEmpty(pool: Pool): Promise<readonly string[]> {
  let left: readonly string[] = [];
  const look = async () => {
    const { rows } = await pool.query<{ job: string }>(
      `SELECT task_identifier || ' ' || coalesce(last_error, '') AS job FROM graphile_worker.jobs LIMIT 100`,
    );
    left = rows.map(({ job }) => job);
    return left.length === 0 || undefined;
  };
  await become('no job is left', look).catch(() => undefined);
  return left;
}
