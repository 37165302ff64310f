import cluster from 'node:cluster';
import { Command, InvalidArgumentError } from 'commander';
import { roleOf } from './process-role.ts';

/** Arguments of the default command are what no command takes. Exits with the first of them named. */
function refuseArguments(program: Command, [unexpected]: readonly string[]): void {
  if (unexpected === undefined) return;
  const isStart = program.args[0] === 'start';
  const kind = unexpected.startsWith('-') ? 'option' : isStart ? 'argument' : 'command';
  program.error(`error: unknown ${kind} '${unexpected}' (see regie --help)`);
}

/** More would share one machine's processors in vain. */
const MOST_PROCESSES = 64;

function readProcesses(text: string): number {
  const count = Number(text);
  if (/^\d+$/.test(text) && count >= 1 && count <= MOST_PROCESSES) return count;
  throw new InvalidArgumentError(`It is a whole number from 1 to ${MOST_PROCESSES}.`);
}

const EXAMPLES = `
Examples: one process for everything; one that answers requests, and one for jobs; four that answer, and one for jobs
  regie start
  regie start --web
  regie start --worker
  regie start --processes 4`;

type Options = { web?: true; worker?: true; processes?: number; quarantine?: true };

/** `start`: the application itself, until SIGTERM. */
export const makeStartCommand = (program: Command): Command =>
  new Command('start')
    .description('answer requests and carry out background jobs, until SIGTERM')
    .option('--web', 'only answer requests; another process has to carry out the jobs')
    .option('--worker', 'only carry out jobs; of requests, only the probes are answered')
    .option(
      '--processes <number>',
      'answer requests in so many processes on one port, and, without --web, carry out jobs in one more',
      readProcesses,
    )
    .option('--quarantine', 'reach no other system until `regie quarantine confirm`: for a copy')
    .allowExcessArguments()
    .allowUnknownOption()
    .addHelpText('after', EXAMPLES)
    .action(async ({ processes, quarantine, ...roles }: Options, { args }: Command) => {
      refuseArguments(program, args);
      const role = roleOf(roles);
      if (quarantine) {
        const { beginBeforeStart } = await import('../quarantine/begin-before-start.ts');
        await beginBeforeStart();
      }
      if (processes === undefined || cluster.isWorker) {
        const { runProcess } = await import('./run-process.ts');
        return runProcess(role);
      }
      if (role === 'worker')
        return program.error(
          "error: option '--processes' cannot be used with '--worker' (JOB_CONCURRENCY says how many jobs run at the same time)",
        );
      const { runProcesses } = await import('./run-processes.ts');
      return runProcesses(processes, role);
    });
