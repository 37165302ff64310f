import { Command, InvalidArgumentError, Option } from 'commander';
import type { Pool } from 'pg';
import {
  JOB_STATES,
  type JobState,
  PgQueuedJobs,
  type QueuedJob,
} from '../../adapters/postgres/jobs/pg-queued-jobs.ts';
import { systemClock } from '../../adapters/system/system.ts';
import { scrubText } from '../observability/scrub-text.ts';
import { BY_COMMAND_LINE, because } from './by-command-line.ts';
import { type JsonRow, jsonOption, rowPrinter } from './output/json-lines.ts';
import { reasonOption } from './reason-option.ts';

type Options = {
  /** Runs a subcommand on the database. */
  readonly run: (work: (pool: Pool) => Promise<void>) => Promise<void>;
  readonly print: (line: string) => void;
};

/** Positive and within the bounds of the column (bigint). */
const JOB_ID = /^[1-9]\d{0,17}$/;

const addId = (text: string, ids: readonly string[] = []): string[] => {
  if (!JOB_ID.test(text))
    throw new InvalidArgumentError('Not the id of a job, as `regie jobs list` shows it.');
  return [...ids, text];
};

/** The first line of an error, without what looks secret. */
const inShort = (reason: string | null): string => scrubText(reason?.split('\n', 1)[0]?.slice(0, 200) ?? '-');

const columns = ({ id, job, state, attempts, mostAttempts, runAt, reason }: QueuedJob): string =>
  [id, state, job, `${attempts}/${mostAttempts}`, runAt.toISOString(), inShort(reason)].join('\t');

const toJson = (queued: QueuedJob): JsonRow => ({
  id: queued.id,
  job: queued.job,
  state: queued.state,
  queue: queued.queue,
  attempts: queued.attempts,
  most_attempts: queued.mostAttempts,
  created_at: queued.createdAt,
  run_at: queued.runAt,
  reason: queued.reason === null ? null : scrubText(queued.reason),
  payload: queued.payload,
});

type Change = (jobs: PgQueuedJobs, ids: readonly string[]) => Promise<readonly string[]>;

/** `jobs`: the queue, for whoever keeps the installation running. */
export function makeJobsCommand({ run, print }: Options): Command {
  const command = new Command('jobs').description(
    'find jobs that wait or failed, run them again or drop them',
  );

  const change = (ids: readonly string[], done: string, work: Change) =>
    run(async (pool) => {
      const changed = new Set(await work(new PgQueuedJobs(pool), ids));
      for (const id of ids) print(`${changed.has(id) ? done : 'UNCHANGED'}\t${id}`);
      const left = ids.filter((id) => !changed.has(id)).length;
      if (left > 0)
        throw new Error(`Not there any more, or running at this moment: ${left} of ${ids.length}`);
    });
  const by = (reason?: string) => ({ author: because(BY_COMMAND_LINE, reason), at: systemClock.now() });

  command
    .command('list')
    .description('one line each, oldest first: id, state, job, attempts, when it runs, why it failed last')
    .option('--job <name>', 'only these, such as deliver_mail')
    .addOption(new Option('--state <state...>', 'only of these').choices(JOB_STATES))
    .addOption(jsonOption())
    .addHelpText('after', '\nExample: what failed for the last time\n  regie jobs list --state given_up')
    .action(({ job, state: states, json }: { job?: string; state?: JobState[]; json?: true }) =>
      run(async (pool) => {
        const printRow = rowPrinter(print, json, { columns, json: toJson });
        for await (const queued of new PgQueuedJobs(pool).walk({ job, states })) printRow(queued);
      }),
    );

  command
    .command('show')
    .description('all about one, with what it is about and its last failure, as JSON')
    .argument('<id>', 'the job', addId)
    .addOption(jsonOption())
    .action(([id = '']: readonly string[], { json }: { json?: true }) =>
      run(async (pool) => {
        const queued = await new PgQueuedJobs(pool).find(id);
        if (!queued) throw new Error(`There is no job ${id} any more`);
        print(JSON.stringify(toJson(queued), null, json ? undefined : 2));
      }),
    );

  command
    .command('retry')
    .description('let jobs run now, as if they had never failed')
    .argument('<id...>', 'the jobs', addId)
    .addOption(reasonOption())
    .addHelpText('after', '\nExample: after the cause of a failure was mended\n  regie jobs retry 1042 1043')
    .action((ids: readonly string[], { reason }: { reason?: string }) =>
      change(ids, 'RETRIED', (jobs) => jobs.retry(ids, by(reason))),
    );

  command
    .command('drop')
    .description('remove jobs: what they were to do is not done')
    .argument('<id...>', 'the jobs', addId)
    .addOption(reasonOption().makeOptionMandatory())
    .addHelpText('after', '\nExample:\n  regie jobs drop 1042 --reason "the domain was given back"')
    .action((ids: readonly string[], { reason }: { reason: string }) =>
      change(ids, 'DROPPED', (jobs) => jobs.drop(ids, by(reason))),
    );
  return command;
}
