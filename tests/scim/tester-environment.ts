import { spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';

const REQUIREMENTS = join(import.meta.dirname, 'requirements.txt');
const FOLDER = join(import.meta.dirname, '..', '..', '.data', 'scim-tester');

/** Runs a program to its end, its output on our error output. @throws Error when it fails */
async function carryOut(program: string, args: readonly string[]): Promise<void> {
  const child = spawn(program, args, { stdio: ['ignore', 2, 2] });
  const [code] = (await once(child, 'close')) as [number | null];
  if (code !== 0) throw new Error(`${program} ${args.join(' ')} ended with ${code}`);
}

/**
 * The Python of a virtual environment that has what `requirements.txt` names, made where there is none yet.
 *
 * @throws Error when Python or its `venv` is missing, or something cannot be installed
 */
export async function testerPython(): Promise<string> {
  const wanted = createHash('sha256')
    .update(await readFile(REQUIREMENTS))
    .digest('hex');
  const environment = join(FOLDER, wanted.slice(0, 16));
  const python = join(environment, 'bin', 'python');
  // The last step of the installation: one that was interrupted is begun anew.
  const isWhole = join(environment, 'whole');
  if (existsSync(isWhole)) return python;
  await rm(FOLDER, { recursive: true, force: true });
  await mkdir(FOLDER, { recursive: true });
  await carryOut('python3', ['-m', 'venv', environment]);
  await carryOut(python, ['-m', 'pip', 'install', '--quiet', '--requirement', REQUIREMENTS]);
  await writeFile(isWhole, '');
  return python;
}
