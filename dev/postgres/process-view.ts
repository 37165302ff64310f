import { readFile, readlink } from 'node:fs/promises';
import { join } from 'node:path';
import { runProgram } from './run-program.ts';

/**
 * The system's information about a process, each `undefined` where unavailable: systems other than Linux have no
 * `/proc`, a container may not let root inspect processes of other accounts, and `hidepid` hides them altogether.
 */
export type ProcessView = Readonly<{
  /** The letter of its state, as in proc(5): `Z` and `X` are dead. */
  state(pid: number): Promise<string | undefined>;
  /** Needs the rights of a debugger. */
  workingFolder(pid: number): Promise<string | undefined>;
  /** The program and its arguments. */
  command(pid: number): Promise<readonly string[] | undefined>;
  /** The same in one line, with characters that the terminal's character set lacks replaced. */
  listing(pid: number): Promise<string | undefined>;
}>;

const PROC = '/proc';

/** The reason does not matter: the caller has other means. */
const unavailable = () => undefined;

export const systemView: ProcessView = {
  state: async (pid) => {
    const stat = await readFile(join(PROC, String(pid), 'stat'), 'utf8').catch(unavailable);
    return stat?.slice(stat.lastIndexOf(')') + 2).charAt(0) || undefined;
  },
  workingFolder: (pid) => readlink(join(PROC, String(pid), 'cwd')).catch(unavailable),
  command: async (pid) => {
    const line = await readFile(join(PROC, String(pid), 'cmdline'), 'utf8').catch(unavailable);
    return line?.split('\0').filter((word) => word !== '') || undefined;
  },
  listing: async (pid) => {
    const { code, output } = await runProgram('ps', ['-ww', '-o', 'command=', '-p', String(pid)]);
    return code === 0 ? output.trim() || undefined : undefined;
  },
};
