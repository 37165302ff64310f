import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { carryOut } from './carry-out.ts';

/** Where what checks need is kept from one to the next. */
export const DATA_FOLDER = join(import.meta.dirname, '..', '..', '.data');

/**
 * The Python of a virtual environment below `.data/`, named `name`, that has what the file `requirements` names. It is made
 * where there is none yet.
 *
 * @throws Error when Python or its `venv` is missing, or something cannot be installed
 */
export async function pythonEnvironment(name: string, requirements: string): Promise<string> {
  const folder = join(DATA_FOLDER, name);
  const wanted = createHash('sha256')
    .update(await readFile(requirements))
    .digest('hex');
  const environment = join(folder, wanted.slice(0, 16));
  const python = join(environment, 'bin', 'python');
  // The last step of the installation: one that was interrupted is begun anew.
  const isWhole = join(environment, 'whole');
  if (existsSync(isWhole)) return python;
  await rm(folder, { recursive: true, force: true });
  await mkdir(folder, { recursive: true });
  await carryOut('python3', ['-m', 'venv', environment]);
  await carryOut(python, ['-m', 'pip', 'install', '--quiet', '--requirement', requirements]);
  await writeFile(isWhole, '');
  return python;
}
