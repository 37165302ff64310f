/** Runs a command of the program `regie` on the installation that `npm start` runs: `npm run regie -- user list`. */
import { dataFolder } from './data-folder.ts';
import { withEnvironmentFile } from './environment-file.ts';
import { installationNoted } from './running-installation.ts';

const environment = withEnvironmentFile(process.env);
try {
  Object.assign(process.env, environment, installationNoted(dataFolder(environment)));
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  process.exit(1);
}
await import('../../src/infrastructure/run-program.ts');
