import { readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { acceptsConnections } from './accepts-connections.ts';
import { type ProcessView, systemView } from './process-view.ts';
import { servesFolder } from './serves-folder.ts';

/** A server that runs on a data folder. */
export type Postmaster = Readonly<{
  pid: number;
  /** Unknown until the server has written it. */
  port: number | undefined;
  /** Whether the system tells that the process is this server. If not, it must not be ended unless it answers. */
  isCertain: boolean;
}>;

/**
 * The server running on `dataDir`, whoever started it; not one that left its file behind when it died. Where the
 * system tells nothing of the process, whoever listens on the port is taken for it.
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
 * Removes the file of a dead server. PostgreSQL does so itself when no process has that number; but the number
 * may have gone to another program since (a container numbers from 1), or to a dead child nobody collected.
 */
export async function removeStaleLockFile(dataDir: string, view: ProcessView = systemView): Promise<void> {
  const before = await readLockFile(dataDir);
  // Empty while a server that starts right now fills it in, or for ever if it was killed just then.
  if (before === '') await delay(1_000);
  if (before === undefined || (await findPostmaster(dataDir, view)) !== undefined) return;
  if ((await readLockFile(dataDir)) === before) await rm(lockFile(dataDir), { force: true });
}

/** How a server is asked to end, from the politest; milliseconds left to it before the next. */
const FAST = [
  ['SIGINT', 30_000],
  ['SIGQUIT', 5_000],
  ['SIGKILL', 5_000],
] as const;
const IMMEDIATE = FAST.slice(1);

/**
 * Ends the server and waits until its process is gone. `fast` closes the sessions and writes everything down;
 * `immediate` leaves the next start to recover. `pid` was launched by the caller, or found for certain, or answered.
 *
 * @throws Error when the process survives everything, or may not be ended by us.
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
 * Whether the server is gone. Where the system tells nothing of the process it is while there is a process of its
 * number, unless its file is gone too: removing it is the last thing a server does.
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

/** Whether there is such a process, be it somebody else's. */
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

/** @throws Error when the process is not ours to end */
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
