import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { closeSync, openSync } from 'node:fs';
import type { Account } from '../../dev/postgres/run-program.ts';
import { within } from './within.ts';

export type BackgroundProgram = Readonly<{
  name: string;
  pid: number;
  /** How it ended, for any reason, or `undefined` while it runs. */
  end(): string | undefined;
  /** Asks it to end (SIGTERM), and kills its process group when it has not after half a minute. */
  stop(): Promise<void>;
  /** Kills it and what it started in its process group, as a machine that loses its power does. */
  kill(): Promise<void>;
}>;

type Options = Readonly<{
  name: string;
  command: string;
  args: readonly string[];
  /** File to which its output is added. */
  log: string;
  /** All of its environment, besides the path. */
  environment?: Readonly<Record<string, string>>;
  account?: Account | undefined;
}>;

const GRACE_MS = 30_000;

/** Starts a program in a process group of its own. Whether it answers is for the caller to find out. */
export async function startBackgroundProgram(options: Options): Promise<BackgroundProgram> {
  const { name, command, args, log, environment = {}, account } = options;
  const file = openSync(log, 'a');
  const child = spawn(command, args, {
    ...account,
    cwd: '/',
    env: { PATH: process.env['PATH'] ?? '', ...environment },
    stdio: ['ignore', file, file],
    detached: true,
  });
  closeSync(file);
  await once(child, 'spawn');
  const pid = child.pid ?? 0;
  const ended = once(child, 'exit');
  const end = () =>
    child.exitCode === null && child.signalCode === null
      ? undefined
      : (child.signalCode ?? `code ${child.exitCode}`);
  const kill = async () => {
    if (end() !== undefined) return;
    signalGroup(pid, 'SIGKILL');
    await ended;
  };
  const stop = async () => {
    // Its number may be another program's by now.
    if (end() !== undefined) return;
    child.kill('SIGTERM');
    if (!(await within(GRACE_MS, ended))) signalGroup(pid, 'SIGKILL');
    await ended;
    // What it left behind in its group.
    signalGroup(pid, 'SIGKILL');
  };
  return { name, pid, end, stop, kill };
}

function signalGroup(pid: number, signal: NodeJS.Signals): void {
  try {
    process.kill(-pid, signal);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ESRCH') throw error;
  }
}
