import { Command } from 'commander';
import { grantToApplication } from '../adapters/postgres/migration/grant-to-application.ts';
import { migrate } from '../adapters/postgres/migration/migrate.ts';
import { importPeopleCommand } from '../takeover/command/import-people-command.ts';
import { makeAccountServiceCommand } from './command-line/account-service-command.ts';
import { auditCommand } from './command-line/audit-command.ts';
import { makeDriftCommand } from './command-line/drift-command.ts';
import { fillMetadataCommand } from './command-line/fill-metadata-command.ts';
import { makeJobsCommand } from './command-line/jobs-command.ts';
import { makeMailDomainCommand } from './command-line/mail-domain-command.ts';
import { makeMailsCommand } from './command-line/mails-command.ts';
import { makeNormalizeCommand } from './command-line/normalize-command.ts';
import { onDatabaseOf } from './command-line/on-database-of.ts';
import { makeOpenidClientCommand } from './command-line/openid-client/openid-client-command.ts';
import { makeOrganizationCommand } from './command-line/organization-command.ts';
import { print } from './command-line/output/standard-output.ts';
import { sealAnewCommand } from './command-line/seal-anew-command.ts';
import { makeSecondFactorCommand } from './command-line/second-factor/second-factor-command.ts';
import { makeUserCommand } from './command-line/user-command.ts';
import { webhooksCommand } from './command-line/webhooks-command.ts';
import type { CommandTools } from './command-line/with-use-cases.ts';
import {
  loadAccountServiceSettings,
  loadDatabaseSettings,
  loadMigrationSettings,
  loadOpenidClientSettings,
} from './config/command-settings.ts';
import { loadSettings } from './config/settings.ts';
import type { UseCases } from './container/container.ts';
import { makeDemoDataCommand } from './demo-data/demo-data-command.ts';
import { makeDoctorCommand } from './doctor/doctor-command.ts';
import { createShutdown } from './observability/graceful-shutdown.ts';
import { createLogger } from './observability/mozlog-logger.ts';
import { watchUncaughtFailures } from './observability/uncaught-failures.ts';
import { readRelease } from './release.ts';
import { withStorageUseCases } from './with-storage-use-cases.ts';

/** Arguments of the default command are what no command takes. Exits with the first of them named. */
function refuseArguments(program: Command): void {
  const [first, ...rest] = program.args;
  const isStart = first === 'start';
  const unexpected = isStart ? rest[0] : first;
  if (unexpected === undefined) return;
  const kind = unexpected.startsWith('-') ? 'option' : isStart ? 'argument' : 'command';
  program.error(`error: unknown ${kind} '${unexpected}' (see regie --help)`);
}

/** Runs a command on a whole installation, which is loaded only where it is used: most commands need far less of it. */
async function onWholeInstallation<T>(work: (tools: CommandTools) => Promise<T>): Promise<T> {
  const { withUseCases } = await import('./command-line/with-use-cases.ts');
  return withUseCases(work);
}

/**
 * The commands of an installation: `start` (by default), `migrate` before it, `import-people` once, and those for
 * operators.
 */
export function makeProgram(): Command {
  const program = new Command('regie')
    .description('Organizations, people, teams and mail')
    .version(readRelease());

  program
    .command('start', { isDefault: true })
    .description('answer requests and carry out background jobs, until SIGTERM')
    .allowExcessArguments()
    .allowUnknownOption()
    .action(async () => {
      refuseArguments(program);
      const { startApplication } = await import('./start-application.ts');
      const settings = loadSettings();
      const { logger, steps, workerGivenUp } = await startApplication(settings);
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
      const logger = createLogger({ name: 'regie.migrate', level: 'info', release: readRelease() });
      const { url: databaseUrl } = loadMigrationSettings().database;
      await migrate({ databaseUrl, logger });
      if (role !== undefined) await grantToApplication({ databaseUrl, role });
    });

  program.addCommand(
    makeDoctorCommand({
      settings: loadSettings,
      look: async (settings) =>
        (await import('./doctor/look-at-installation.ts')).lookAtInstallation(settings),
      print,
    }),
  );
  program.addCommand(importPeopleCommand);
  program.addCommand(makeAccountServiceCommand({ settings: loadAccountServiceSettings, print }));
  program.addCommand(makeOpenidClientCommand({ settings: loadOpenidClientSettings, print }));
  const onInstallation = {
    run: (work: (useCases: UseCases) => Promise<void>) =>
      onWholeInstallation(({ useCases }) => work(useCases)),
    print,
  };
  program.addCommand(makeOrganizationCommand(onInstallation));
  const onStorage = { run: withStorageUseCases, print };
  program.addCommand(makeUserCommand(onStorage));
  program.addCommand(makeMailDomainCommand(onInstallation));
  program.addCommand(makeSecondFactorCommand(onInstallation));
  program.addCommand(makeMailsCommand(onStorage));
  program.addCommand(makeJobsCommand({ run: onDatabaseOf('regie-jobs'), print }));
  program.addCommand(webhooksCommand);
  program.addCommand(auditCommand);
  const onDatabase = { settings: loadDatabaseSettings, print };
  program.addCommand(makeNormalizeCommand('addresses', onDatabase));
  program.addCommand(makeNormalizeCommand('texts', onDatabase));
  program.addCommand(sealAnewCommand);
  program.addCommand(fillMetadataCommand);
  program.addCommand(makeDriftCommand(onInstallation));
  program.addCommand(makeDemoDataCommand({ settings: loadSettings, run: onWholeInstallation, print }));
  return program;
}
