import { readFile, readlink } from 'node:fs/promises';
import { join } from 'node:path';
import { runProgram } from './run-program.ts';

/**
 * What the system tells about a process, each `undefined` where it does not: other systems than Linux have no `/proc`,
 * a container may not let root look into processes of other accounts, and `hidepid` hides them altogether.
 */
export type ProcessView = Readonly<{
  /** The letter of its state, as in proc(5): `Z` and `X` are dead. */
  state(pid: number): Promise<string | undefined>;
  /** Needs the rights of a debugger. */
  workingFolder(pid: number): Promise<string | undefined>;
  /** The program and its arguments. */
  command(pid: number): Promise<readonly string[] | undefined>;
  /** The same in one line, with whatever the terminal's character set lacks replaced. */
  listing(pid: number): Promise<string | undefined>;
}>;

const PROC = '/proc';

/** Whatever the reason, it is not told: the caller has other means. */
const untold = () => undefined;

export const systemView: ProcessView = {
  state: async (pid) => {
    const stat = await readFile(join(PROC, String(pid), 'stat'), 'utf8').catch(untold);
    return stat?.slice(stat.lastIndexOf(')') + 2).charAt(0) || undefined;
  },
  workingFolder: (pid) => readlink(join(PROC, String(pid), 'cwd')).catch(untold),
  command: async (pid) => {
    const line = await readFile(join(PROC, String(pid), 'cmdline'), 'utf8').catch(untold);
    return line?.split('\0').filter((word) => word !== '') || undefined;
  },
  listing: async (pid) => {
    const { code, output } = await runProgram('ps', ['-ww', '-o', 'command=', '-p', String(pid)]);
    return code === 0 ? output.trim() || undefined : undefined;
  },
};
