import { spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { once } from 'node:events';
import { existsSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs';
import { join, relative } from 'node:path';

const PROJECT_FOLDER = join(import.meta.dirname, '..', '..');
const BUILDS = join(PROJECT_FOLDER, '.data', 'console');
const KEPT_MS = 24 * 3600 * 1000;

/** What the built console is made of: its own files, and the modules of ours from which it takes values. */
export const CONSOLE_SOURCES: readonly string[] = [
  'web',
  'src/domain',
  'src/infrastructure/csv',
  'src/infrastructure/http/messages',
  'src/infrastructure/trpc',
  'package-lock.json',
];

function filesIn(path: string): readonly string[] {
  const listed = readdirSync(path, { recursive: true, withFileTypes: true });
  return listed
    .filter((entry) => entry.isFile() && !entry.parentPath.includes('node_modules'))
    .map((entry) => join(entry.parentPath, entry.name))
    .sort();
}

/** The same for the same sources. */
function keyOfSources(): string {
  const hash = createHash('sha256');
  for (const source of CONSOLE_SOURCES.map((path) => join(PROJECT_FOLDER, path))) {
    for (const file of source.endsWith('.json') ? [source] : filesIn(source)) {
      hash.update(relative(PROJECT_FOLDER, file)).update('\0').update(readFileSync(file)).update('\0');
    }
  }
  return hash.digest('hex').slice(0, 16);
}

/** Where the console of the present sources is, once it is built. */
export const consoleFolder = (): string => join(BUILDS, keyOfSources());

export type ConsoleBuild = Readonly<{
  /** Where the built console is, or will be. */
  folder: string;
  /** Resolves when the build is over, also one that failed. */
  ended: Promise<void>;
  stop(): Promise<void>;
}>;

/**
 * Builds the console in the background, once for the same sources; nobody waits for it. A failed build is said, and is
 * tried again by the next start.
 */
export function buildConsole(say: (line: string) => void): ConsoleBuild {
  const folder = consoleFolder();
  if (existsSync(folder)) return { folder, ended: Promise.resolve(), stop: async () => undefined };
  say('building the console in the background');
  const startedAt = performance.now();
  const program = join(PROJECT_FOLDER, 'web', 'build.ts');
  const child = spawn(process.execPath, ['--import', 'tsx', program, '--out', folder], {
    cwd: PROJECT_FOLDER,
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let output = '';
  for (const stream of [child.stdout, child.stderr]) {
    stream.setEncoding('utf8').on('data', (text: string) => {
      output += text;
    });
  }
  let stopped = false;
  const ended = once(child, 'close').then(([code]) => {
    if (stopped) return;
    if (code !== 0) {
      say(`the console could not be built:\n${output}`);
      return;
    }
    forgetOthers(folder);
    say(`the console is built, in ${Math.round((performance.now() - startedAt) / 1000)} s`);
  });
  return {
    folder,
    ended,
    stop: async () => {
      stopped = true;
      child.kill();
      await ended;
    },
  };
}

/** Builds that are a day old, which nobody serves any more, and what was left of one that was stopped. */
function forgetOthers(folder: string): void {
  const old = Date.now() - KEPT_MS;
  for (const path of readdirSync(BUILDS).map((name) => join(BUILDS, name))) {
    if (path !== folder && statSync(path).mtimeMs < old) rmSync(path, { recursive: true, force: true });
  }
}
