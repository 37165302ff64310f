import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';

const REGIE = join(import.meta.dirname, '..', 'start', 'regie.ts');

/** Runs an operator's command on the installation that `npm start` runs, and returns what it prints. */
export async function runRegie(...args: readonly string[]): Promise<string> {
  const { stdout } = await promisify(execFile)(process.execPath, [
    ...['--import', 'tsx', '--conditions=source', REGIE],
    ...args,
  ]);
  return stdout;
}
