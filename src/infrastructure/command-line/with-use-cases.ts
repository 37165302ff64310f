import { pendingMigrations } from '../../adapters/postgres/migration/pending-migrations.ts';
import { loadSettingsForCommand, refuseLacking } from '../config/command/settings-for-command.ts';
import type { Settings } from '../config/settings.ts';
import { makeUseCases, type UseCases } from '../container/container.ts';
import { createLogger } from '../observability/mozlog-logger.ts';
import { loadPlugins } from '../plugins/load-plugins.ts';
import { makeProductionAdapters, type ProductionAdapters } from '../production-adapters.ts';
import { readRelease } from '../release.ts';

/** The use cases and settings for a command; the running application carries out the jobs that they queue. */
export type CommandTools = Readonly<{
  useCases: UseCases;
  production: ProductionAdapters;
  settings: Settings;
}>;

/**
 * Runs a command on the installation that the environment describes, and closes its connections.
 *
 * @param uses settings that the command uses, of those that most do not
 * @throws ConfigurationError about settings that it uses: of another system, once that is called
 * @throws Error when the database lags behind this release
 */
export async function withUseCases<T>(
  uses: readonly string[],
  run: (tools: CommandTools) => Promise<T>,
): Promise<T> {
  const { settings, lacking } = loadSettingsForCommand(uses);
  const release = readRelease();
  const logger = createLogger({
    name: 'regie.command',
    level: 'warn',
    release,
    destination: { write: (line) => void process.stderr.write(line) },
  });
  const made = makeProductionAdapters(settings, release, logger);
  const production = { ...made, adapters: refuseLacking(made.adapters, lacking) };
  try {
    const pending = await pendingMigrations({ pool: production.pool });
    if (pending.length > 0) throw new Error(`The database lacks migrations: ${pending.join(', ')}`);
    await production.quarantine.look();
    const { requireValidSiret } = settings.organizationDirectory;
    const plugins = await loadPlugins(settings.plugins, {
      ...production.adapters,
      settings: { requireValidSiret },
    });
    const useCases = makeUseCases({ adapters: production.adapters, plugins, settings: settings.useCases });
    return await run({ useCases, production, settings });
  } finally {
    await production.close();
  }
}
