/** Runs a command of the program `regie` on the installation that `npm start` runs: `npm run regie -- user list`. */
import { join } from 'node:path';
import { withEnvironmentFile } from './environment-file.ts';
import { installationNoted } from './running-installation.ts';

const PROJECT_FOLDER = join(import.meta.dirname, '..', '..');

const environment = withEnvironmentFile(process.env);
try {
  const dataDir = environment['REGIE_DATA_DIR'] || join(PROJECT_FOLDER, '.data');
  Object.assign(process.env, environment, installationNoted(dataDir));
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  process.exit(1);
}
await import('../../src/infrastructure/run-program.ts');
