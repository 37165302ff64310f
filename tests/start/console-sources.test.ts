import { readFileSync } from 'node:fs';
import { join, posix } from 'node:path';
import { expect, it } from 'vitest';
import { CONSOLE_SOURCES } from '../../dev/start/console-build.ts';

const PROJECT_FOLDER = join(import.meta.dirname, '..', '..');
const IMPORTS = /^(?:import|export)\s(?!type\b)[^;]*?from '(\.[^']+)';/gms;

/** The modules of ours from which a module takes values, itself included. */
function valuesOf(module: string, seen = new Set<string>()): ReadonlySet<string> {
  if (seen.has(module)) return seen;
  seen.add(module);
  for (const [, path = ''] of readFileSync(join(PROJECT_FOLDER, module), 'utf8').matchAll(IMPORTS)) {
    valuesOf(posix.normalize(posix.join(posix.dirname(module), path)), seen);
  }
  return seen;
}

it('the console is built anew when anything changes that it is made of', () => {
  const modules = [...valuesOf('web/src/server/schemas.ts'), ...valuesOf('web/src/server/client.ts')];
  expect(modules.length).toBeGreaterThan(10);
  const isWatched = (module: string) => CONSOLE_SOURCES.some((source) => module.startsWith(`${source}/`));
  expect(modules.filter((module) => !isWatched(module))).toEqual([]);
});
