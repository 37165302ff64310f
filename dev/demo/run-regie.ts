import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { bundledProgram, RUN_BUNDLED } from '../companion/bundled-program.ts';

const REGIE = join(import.meta.dirname, '..', 'start', 'regie.ts');

/** Runs an operator's command on the installation that `npm start` runs, and returns what it prints. */
export async function runRegie(...args: readonly string[]): Promise<string> {
  const program = await bundledProgram(REGIE);
  const { stdout } = await promisify(execFile)(process.execPath, [...RUN_BUNDLED, program, ...args]);
  return stdout;
}
