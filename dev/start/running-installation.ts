import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { z } from 'zod';

type Variables = Readonly<Record<string, string>>;

const FILE = 'running-installation.json';
const stored = z.record(z.string(), z.string());

/** Says, for commands run beside it, with which variables the application runs; holds the database's password. */
export function noteInstallation(dataDir: string, environment: Variables): () => void {
  const path = join(dataDir, FILE);
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, JSON.stringify(environment, null, 2), { mode: 0o600 });
  return () => rmSync(path, { force: true });
}

/** @throws Error when no installation runs on this folder */
export function installationNoted(dataDir: string): Variables {
  try {
    return stored.parse(JSON.parse(readFileSync(join(dataDir, FILE), 'utf8')));
  } catch (cause) {
    throw new Error('No installation runs here: start it with `npm start` in another terminal', { cause });
  }
}
