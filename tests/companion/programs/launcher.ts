/** Launches the companion beside it with its own arguments and waits, to be killed by a test. */
import { fileURLToPath } from 'node:url';
import { startCompanion } from '../../../dev/companion/companion-process.ts';

const companion = await startCompanion({
  name: 'companion',
  program: fileURLToPath(new URL('./companion.ts', import.meta.url)),
  args: process.argv.slice(2),
  ready: { line: /listening/ },
});
process.stdout.write(`launched ${companion.pid}\n`);
