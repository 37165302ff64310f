import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseEnv } from 'node:util';
import { environmentSchema } from '../../src/infrastructure/config/environment-schema.ts';
import { variables } from '../../src/infrastructure/config/values/variable.ts';

type Variables = Readonly<Record<string, string | undefined>>;

const PROJECT_FOLDER = join(import.meta.dirname, '..', '..');

/** What development assumes anyway, by the name of its variable. */
const assumed: ReadonlyMap<string, string | undefined> = new Map(
  Object.entries(environmentSchema.shape).map(([name, schema]) => [name, variables.get(schema)?.development]),
);

/**
 * The environment, and what `.env` in the project's folder (or the file that `ENV_FILE` names, which must exist then) adds
 * to it: what the environment says wins. A line that says what development assumes anyway decides nothing, so that a copy
 * of `.env.example` changes nothing until one of its lines is changed.
 *
 * @throws Error naming the file when it cannot be read
 */
export function withEnvironmentFile(environment: Variables): Readonly<Record<string, string>> {
  const named = environment['ENV_FILE'];
  const path = named || join(PROJECT_FOLDER, '.env');
  const added = Object.entries(parseEnv(readIfThere(path, Boolean(named)))).filter(
    ([name, value]) => value !== undefined && value !== '' && value !== assumed.get(name),
  );
  const given = Object.entries(environment).filter(([, value]) => value !== undefined && value !== '');
  return Object.fromEntries([...added, ...given].map(([name, value]) => [name, value ?? '']));
}

function readIfThere(path: string, mustExist: boolean): string {
  try {
    return readFileSync(path, 'utf8');
  } catch (cause) {
    const isAbsent = cause instanceof Error && 'code' in cause && cause.code === 'ENOENT';
    if (isAbsent && !mustExist) return '';
    throw new Error(`${path} cannot be read: ${cause instanceof Error ? cause.message : cause}`, { cause });
  }
}
