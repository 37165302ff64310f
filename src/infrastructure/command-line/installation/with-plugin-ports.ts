import type { PluginPorts } from '../../../application/organization/plugins/plugin.ts';
import { loadSettingsForCommand, refuseLacking } from '../../config/command/settings-for-command.ts';
import { createLogger } from '../../observability/mozlog-logger.ts';
import { makeProductionAdapters } from '../../production-adapters.ts';
import { readRelease } from '../../release.ts';

/**
 * Runs a command on the plugins that are configured, with what a start gives them. No other system is called.
 *
 * @throws ConfigurationError
 */
export async function withPluginPorts(
  work: (names: readonly string[], ports: PluginPorts) => Promise<void>,
): Promise<void> {
  const { settings, lacking } = loadSettingsForCommand([]);
  const release = readRelease();
  const destination = { write: (line: string) => void process.stderr.write(line) };
  const logger = createLogger({ name: 'regie.plugins', level: 'warn', release, destination });
  const { adapters, close } = makeProductionAdapters(settings, release, logger);
  const { requireValidSiret } = settings.organizationDirectory;
  try {
    await work(settings.plugins, {
      ...refuseLacking(adapters, lacking),
      logger,
      settings: { requireValidSiret },
    });
  } finally {
    await close();
  }
}
