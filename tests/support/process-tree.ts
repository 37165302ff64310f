import { execFile } from 'node:child_process';
import { readdir, readFile } from 'node:fs/promises';
import { promisify } from 'node:util';

/** A process, identified by number and start, since numbers are reused. */
export type RunningProcess = Readonly<{ pid: number; parent: number; startedAt: string }>;

/** All live processes, without those that have ended and wait to be reaped. */
async function runningProcesses(): Promise<readonly RunningProcess[]> {
  return process.platform === 'linux' ? readProc() : askPs();
}

async function readProc(): Promise<readonly RunningProcess[]> {
  const pids = (await readdir('/proc')).filter((name) => /^\d+$/.test(name));
  const found = await Promise.all(
    pids.map(async (pid) => {
      const stat = await readFile(`/proc/${pid}/stat`, 'utf8').catch(() => undefined); // it ended meanwhile
      // proc(5): the name, in parentheses, may contain any character; then state, parent, and the start as 22nd field.
      const fields = stat?.slice(stat.lastIndexOf(')') + 2).split(' ');
      if (fields === undefined || 'ZX'.includes(fields[0] ?? '')) return [];
      return [{ pid: Number(pid), parent: Number(fields[1]), startedAt: fields[19] ?? '' }];
    }),
  );
  return found.flat();
}

async function askPs(): Promise<readonly RunningProcess[]> {
  const { stdout } = await promisify(execFile)('ps', ['-A', '-o', 'pid=,ppid=,stat=,lstart=']);
  return stdout.split('\n').flatMap((line) => {
    const [, pid, parent, state = '', startedAt = ''] =
      /^\s*(\d+)\s+(\d+)\s+(\S+)\s+(.+?)\s*$/.exec(line) ?? [];
    return pid === undefined || state.startsWith('Z')
      ? []
      : [{ pid: Number(pid), parent: Number(parent), startedAt }];
  });
}

/** The processes that `pid` started, and those that they started, as long as their parents live. */
export async function descendantsOf(pid: number): Promise<readonly RunningProcess[]> {
  const all = await runningProcesses();
  const below = (parent: number): readonly RunningProcess[] =>
    all.filter((one) => one.parent === parent).flatMap((child) => [child, ...below(child.pid)]);
  return below(pid);
}

/** Those of `processes` that still run. */
export async function stillRunning(processes: readonly RunningProcess[]): Promise<readonly RunningProcess[]> {
  const now = await runningProcesses();
  return processes.filter((one) =>
    now.some(({ pid, startedAt }) => pid === one.pid && startedAt === one.startedAt),
  );
}
