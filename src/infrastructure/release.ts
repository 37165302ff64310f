import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';

const packageSchema = z.object({ version: z.string() });

/** The folder of `package.json`, from the sources as from the compiled files. */
export const PROJECT_FOLDER = join(import.meta.dirname, '..', '..');

/** The version of this build. */
export function readRelease(): string {
  const file = join(PROJECT_FOLDER, 'package.json');
  return packageSchema.parse(JSON.parse(readFileSync(file, 'utf8'))).version;
}
