import type { Pool } from 'pg';
import { readWorkState } from '../../adapters/postgres/connection/work-state.ts';
import { type Finding, findingsOf } from './finding.ts';

const queue = findingsOf('jobs');
const mails = findingsOf('mails');

/** Seconds after which a job that is due is late. */
const LATE_SECONDS = 300;

/** What waits, and what was given up. */
export async function lookAtWork(pool: Pool): Promise<readonly Finding[]> {
  const { jobs, mails: unsent, mailChanges } = await readWorkState(pool);
  const oldest = Math.round(Math.max(0, ...jobs.map(({ oldestDueSeconds }) => oldestDueSeconds)));
  const givenUp = jobs.reduce((sum, { givenUp: count }) => sum + count, 0);
  const postponed = jobs.reduce((sum, { postponed: count }) => sum + count, 0);
  const waiting = mailChanges.mailboxes + mailChanges.aliases;
  return [
    oldest <= LATE_SECONDS
      ? queue.right('No job is late')
      : queue.wrong(
          `A job has been due for ${oldest} s`,
          'See that a process carries out jobs (regie start --worker, or regie start with JOB_CONCURRENCY above 0), and what its log says; then add such processes.',
        ),
    givenUp === 0
      ? queue.right('None failed for the last time')
      : queue.wrong(
          `${givenUp} failed for the last time`,
          '`regie jobs list --state given_up` shows why; mend the cause, then `regie jobs retry`.',
        ),
    postponed === 0
      ? queue.right('None waits for another system')
      : queue.doubtful(
          `${postponed} wait for another system, with ${waiting} changes of mailboxes and aliases`,
          'They are carried out by themselves once it answers: `regie jobs list --state postponed` names it.',
        ),
    unsent.givenUp + unsent.refused === 0
      ? mails.right('None was given up')
      : mails.doubtful(
          `${unsent.givenUp} were given up and ${unsent.refused} refused`,
          '`regie mails list` shows what the mail server said; then `regie mails send-again`.',
        ),
  ];
}
