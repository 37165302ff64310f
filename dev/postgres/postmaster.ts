import { existsSync } from 'node:fs';
import { readFile, readlink, realpath, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { runProgram } from './run-program.ts';

/** A server that runs on a data folder; `port` is unknown until it has written it. */
export type Postmaster = Readonly<{ pid: number; port: number | undefined }>;

/** The server running on `dataDir`, whoever started it; not one that left its file behind when it died. */
export async function findPostmaster(dataDir: string): Promise<Postmaster | undefined> {
  const lines = (await readLockFile(dataDir))?.split('\n');
  const pid = Number(lines?.[0]);
  if (!Number.isInteger(pid) || pid <= 0 || !(await runsOn(pid, dataDir))) return undefined;
  const port = Number(lines?.[3]);
  return { pid, port: port > 0 ? port : undefined };
}

/**
 * Removes the file of a dead server. PostgreSQL does so itself when no process has that number; but the number
 * may have gone to another program since (a container numbers from 1), or to a dead child nobody collected.
 */
export async function removeStaleLockFile(dataDir: string): Promise<void> {
  const before = await readLockFile(dataDir);
  // Empty while a server that starts right now fills it in, or for ever if it was killed just then.
  if (before === '') await delay(1_000);
  if (before === undefined || (await findPostmaster(dataDir)) !== undefined) return;
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
 * `immediate` leaves the next start to recover.
 *
 * @throws Error when the process survives everything.
 */
export async function stopPostmaster(
  dataDir: string,
  pid: number,
  mode: 'fast' | 'immediate',
): Promise<void> {
  for (const [signal, patience] of mode === 'fast' ? FAST : IMMEDIATE) {
    if (!(await runsOn(pid, dataDir))) return;
    send(pid, signal);
    // A suspended server notices no other signal than SIGKILL before it is resumed.
    send(pid, 'SIGCONT');
    if (await ends(pid, dataDir, patience)) return;
  }
  throw new Error(`PostgreSQL (process ${pid}) on ${dataDir} does not end`);
}

async function ends(pid: number, dataDir: string, patience: number): Promise<boolean> {
  const deadline = performance.now() + patience;
  while (performance.now() < deadline) {
    if (!(await runsOn(pid, dataDir))) return true;
    await delay(20);
  }
  return false;
}

const lockFile = (dataDir: string) => join(dataDir, 'postmaster.pid');

const readLockFile = (dataDir: string) =>
  readFile(lockFile(dataDir), 'utf8').catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return undefined;
    throw error;
  });

/** Whether `pid` is a live PostgreSQL whose working folder is `dataDir`, where every server settles. Without
 * `/proc` its command line tells. */
async function runsOn(pid: number, dataDir: string): Promise<boolean> {
  if (!send(pid, 0)) return false;
  if (!existsSync('/proc/self/stat')) {
    const { output } = await runProgram('ps', ['-ww', '-o', 'command=', '-p', String(pid)]);
    return output.includes('postgres') && output.includes(dataDir);
  }
  try {
    const stat = await readFile(`/proc/${pid}/stat`, 'utf8');
    // A dead child that nobody collected still answers to signal 0.
    if ('ZX'.includes(stat.slice(stat.lastIndexOf(')') + 2).charAt(0))) return false;
    return (await readlink(`/proc/${pid}/cwd`)) === (await realpath(dataDir));
  } catch (error) {
    if (['ENOENT', 'ESRCH', 'EACCES'].includes((error as NodeJS.ErrnoException).code ?? '')) return false;
    throw error;
  }
}

/** Whether there is such a process; `false` as well when it belongs to somebody else. */
function send(pid: number, signal: NodeJS.Signals | 0): boolean {
  try {
    return process.kill(pid, signal);
  } catch (error) {
    if (['ESRCH', 'EPERM'].includes((error as NodeJS.ErrnoException).code ?? '')) return false;
    throw error;
  }
}
