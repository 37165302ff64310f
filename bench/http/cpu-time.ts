import { readdirSync, readFileSync } from 'node:fs';

/** Of `/proc/PID/stat` (proc(5)); the kernel counts time for programs in hundredths of a second on every platform. */
const TICKS_A_SECOND = 100;
const PARENT = 1;
const USER_TIME = 11;
const SYSTEM_TIME = 12;
const REAPED_USER_TIME = 13;
const REAPED_SYSTEM_TIME = 14;

/** The fields after the program's name, which may contain spaces and brackets; undefined once the process has ended. */
function statOf(pid: number): number[] | undefined {
  try {
    const text = readFileSync(`/proc/${pid}/stat`, 'utf8');
    return text
      .slice(text.lastIndexOf(')') + 2)
      .split(' ')
      .map(Number);
  } catch {
    return undefined;
  }
}

const sum = (stat: number[] | undefined, fields: readonly number[]): number =>
  fields.reduce((total, field) => total + (stat?.[field] ?? 0), 0);

/** Milliseconds of CPU that a process has used. */
export const cpuOfProcess = (pid: number): number =>
  (sum(statOf(pid), [USER_TIME, SYSTEM_TIME]) * 1000) / TICKS_A_SECOND;

/** As `cpuOfProcess`, for a PostgreSQL server: its main process, its present and its ended children. */
export function cpuOfPostgres(postmaster: number): number {
  const own = sum(statOf(postmaster), [USER_TIME, SYSTEM_TIME, REAPED_USER_TIME, REAPED_SYSTEM_TIME]);
  const children = readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .map((name) => statOf(Number(name)))
    .filter((stat) => stat?.[PARENT] === postmaster);
  const ticks = children.reduce((total, stat) => total + sum(stat, [USER_TIME, SYSTEM_TIME]), own);
  return (ticks * 1000) / TICKS_A_SECOND;
}
