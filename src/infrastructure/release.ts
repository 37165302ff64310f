import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';

const packageSchema = z.object({ version: z.string() });

/** The version of this build, from `package.json` beside the sources or the compiled files. */
export function readRelease(): string {
  const file = join(import.meta.dirname, '..', '..', 'package.json');
  return packageSchema.parse(JSON.parse(readFileSync(file, 'utf8'))).version;
}
