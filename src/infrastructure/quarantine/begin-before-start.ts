import { PgInstallation } from '../../adapters/postgres/installation/pg-installation.ts';
import { BY_COMMAND_LINE, because } from '../command-line/by-command-line.ts';
import { onDatabaseOf } from '../command-line/on-database-of.ts';
import { loadInstallationSettings } from '../config/command/command-settings.ts';

/**
 * Puts the installation that the environment describes in quarantine, unless it is, before any process of it starts.
 *
 * @throws Error when the database lags behind this release
 */
export async function beginBeforeStart(): Promise<void> {
  const { name } = loadInstallationSettings();
  await onDatabaseOf('regie-quarantine')(async (pool) => {
    await new PgInstallation(pool, name).begin(because(BY_COMMAND_LINE, 'regie start --quarantine'));
  });
}
