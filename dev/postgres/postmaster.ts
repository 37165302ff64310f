import { readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { acceptsConnections } from './accepts-connections.ts';
import { type ProcessView, systemView } from './process-view.ts';
import { servesFolder } from './serves-folder.ts';

/** A server running on a data folder. */
export type Postmaster = Readonly<{
  pid: number;
  /** Unknown until the server has written it. */
  port: number | undefined;
  /** Whether the process is known to be this server. Otherwise it must not be ended unless it answers. */
  isCertain: boolean;
}>;

/**
 * The server running on `dataDir`, started by any launcher; not one that left its lock file behind when it died. Where
 * the system does not describe the process, a server that listens on the port counts as this one.
 */
export async function findPostmaster(
  dataDir: string,
  view: ProcessView = systemView,
): Promise<Postmaster | undefined> {
  const lines = (await readLockFile(dataDir))?.split('\n');
  const pid = Number(lines?.[0]);
  if (!Number.isInteger(pid) || pid <= 0 || !exists(pid)) return undefined;
  const written = Number(lines?.[3]);
  const port = written > 0 ? written : undefined;
  const serves = await servesFolder(pid, dataDir, view);
  if (serves !== undefined) return serves ? { pid, port, isCertain: true } : undefined;
  const seemsToRun = port === undefined || (await acceptsConnections(port));
  return seemsToRun ? { pid, port, isCertain: false } : undefined;
}

/**
 * Removes the file of a dead server. PostgreSQL does so itself when no process has that number; but the number may
 * belong to another program since (a container numbers from 1), or to a dead child that was not reaped.
 */
export async function removeStaleLockFile(dataDir: string, view: ProcessView = systemView): Promise<void> {
  const before = await readLockFile(dataDir);
  // Empty while a server that starts right now fills it in, or for ever if it was killed just then.
  if (before === '') await delay(1_000);
  if (before === undefined || (await findPostmaster(dataDir, view)) !== undefined) return;
  if ((await readLockFile(dataDir)) === before) await rm(lockFile(dataDir), { force: true });
}

/** Signals that end a server, the gentlest first, with the milliseconds before the next. */
const FAST = [
  ['SIGINT', 30_000],
  ['SIGQUIT', 5_000],
  ['SIGKILL', 5_000],
] as const;
const IMMEDIATE = FAST.slice(1);

/**
 * Stops the server and waits until its process has ended. `fast` closes the sessions and writes all data; `immediate`
 * leaves the recovery to the next start. `pid` was launched by the caller, or found for certain, or answered.
 *
 * @throws Error when the process survives all signals, or we may not signal it.
 */
export async function stopPostmaster(
  dataDir: string,
  pid: number,
  mode: 'fast' | 'immediate',
  view: ProcessView = systemView,
): Promise<void> {
  for (const [signal, patience] of mode === 'fast' ? FAST : IMMEDIATE) {
    if (await hasEnded(pid, dataDir, view)) return;
    send(pid, signal);
    // A suspended server notices no other signal than SIGKILL before it is resumed.
    send(pid, 'SIGCONT');
    if (await ends(pid, dataDir, patience, view)) return;
  }
  throw new Error(`PostgreSQL (process ${pid}) on ${dataDir} does not end`);
}

async function ends(pid: number, dataDir: string, patience: number, view: ProcessView): Promise<boolean> {
  const deadline = performance.now() + patience;
  while (performance.now() < deadline) {
    if (await hasEnded(pid, dataDir, view)) return true;
    await delay(20);
  }
  return false;
}

/**
 * Whether the server has ended. Where the system does not describe the process, it runs while a process with its number
 * exists, unless its lock file is gone too: removing that is the last thing a server does.
 */
async function hasEnded(pid: number, dataDir: string, view: ProcessView): Promise<boolean> {
  if (!exists(pid)) return true;
  const serves = await servesFolder(pid, dataDir, view);
  if (serves !== undefined) return !serves;
  return Number((await readLockFile(dataDir))?.split('\n')[0]) !== pid;
}

const lockFile = (dataDir: string) => join(dataDir, 'postmaster.pid');

const readLockFile = (dataDir: string) =>
  readFile(lockFile(dataDir), 'utf8').catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return undefined;
    throw error;
  });

/** Whether the process exists, even one of another account. */
function exists(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code === 'ESRCH') return false;
    if (code === 'EPERM') return true;
    throw error;
  }
}

/** @throws Error when we may not signal the process */
function send(pid: number, signal: NodeJS.Signals): void {
  try {
    process.kill(pid, signal);
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code === 'EPERM')
      throw new Error(`PostgreSQL (process ${pid}) runs as another account: end it there`);
    if (code !== 'ESRCH') throw error;
  }
}
