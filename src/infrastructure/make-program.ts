import { Command } from 'commander';
import { OPERATOR_COMMANDS } from './operator-commands.ts';
import { roleOf } from './processes/process-role.ts';
import { readRelease } from './release.ts';

/** Arguments of the default command are what no command takes. Exits with the first of them named. */
function refuseArguments(program: Command, [unexpected]: readonly string[]): void {
  if (unexpected === undefined) return;
  const isStart = program.args[0] === 'start';
  const kind = unexpected.startsWith('-') ? 'option' : isStart ? 'argument' : 'command';
  program.error(`error: unknown ${kind} '${unexpected}' (see regie --help)`);
}

const START_EXAMPLES = `
Examples: one process for everything; or one that answers requests, and one for jobs
  regie start
  regie start --web
  regie start --worker`;

/** Options of the program itself, and its help. */
const SHOWS_ALL = /^(?:-|help$)/;

/**
 * The commands of an installation: `start` (by default), `migrate` before it, and those for operators.
 *
 * @param asked the first word that was given: no other command than that is loaded, but all are for the help
 */
export async function makeProgram(asked?: string): Promise<Command> {
  const program = new Command('regie')
    .description('Organizations, people, teams and mail')
    .version(readRelease());

  program
    .command('start', { isDefault: true })
    .description('answer requests and carry out background jobs, until SIGTERM')
    .option('--web', 'only answer requests; another process has to carry out the jobs')
    .option('--worker', 'only carry out jobs; of requests, only the probes are answered')
    .allowExcessArguments()
    .allowUnknownOption()
    .addHelpText('after', START_EXAMPLES)
    .action(async (roles: { web?: true; worker?: true }, { args }: Command) => {
      refuseArguments(program, args);
      const { startApplication } = await import('./start-application.ts');
      const { loadSettings } = await import('./config/settings.ts');
      const { createShutdown } = await import('./observability/graceful-shutdown.ts');
      const { watchUncaughtFailures } = await import('./observability/uncaught-failures.ts');
      const settings = loadSettings();
      const { logger, steps, workerGivenUp } = await startApplication(settings, { role: roleOf(roles) });
      const shutdown = createShutdown({ logger, steps, delayMs: settings.shutdownDelayMs });
      shutdown.listen();
      watchUncaughtFailures({ logger, shutdown });
      // The process ends, for its supervisor to start a fresh one; one that only seems to work would keep its place.
      await workerGivenUp;
      await shutdown.run('no background jobs', 1);
    });

  program
    .command('migrate')
    .description('bring the database to the schema of this release')
    .option('--application-role <role>', 'let this role, which owns nothing, run the application')
    .action(async ({ applicationRole: role }: { applicationRole?: string }) => {
      const { grantToApplication } = await import('../adapters/postgres/migration/grant-to-application.ts');
      const { migrate } = await import('../adapters/postgres/migration/migrate.ts');
      const { loadMigrationSettings } = await import('./config/command-settings.ts');
      const { createLogger } = await import('./observability/mozlog-logger.ts');
      const logger = createLogger({ name: 'regie.migrate', level: 'info', release: readRelease() });
      const { url: databaseUrl } = loadMigrationSettings().database;
      await migrate({ databaseUrl, logger });
      if (role !== undefined) await grantToApplication({ databaseUrl, role });
    });

  const loads = asked === undefined || SHOWS_ALL.test(asked) ? Object.keys(OPERATOR_COMMANDS) : [asked];
  const known = loads.filter((name) => Object.hasOwn(OPERATOR_COMMANDS, name));
  const commands = await Promise.all(known.map((name) => OPERATOR_COMMANDS[name]?.()));
  for (const command of commands) if (command) program.addCommand(command);
  return program;
}
