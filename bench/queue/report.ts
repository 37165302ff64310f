import type { Drain } from './measure.ts';

/** Goal for provisioning jobs a second, on two cores. */
const GOAL = 500;

const columns = ['', 'jobs/s', 'empty after s', 'CPU ms', 'of PostgreSQL', 'of dimail', 'together'];
const row = (cells: readonly string[]): string =>
  cells.map((cell, index) => (index === 0 ? cell.padEnd(28) : cell.padStart(14))).join('');

export const heading = (): string => row(columns);

export const figures = (name: string, drain: Drain): string => {
  const { perSecond, emptyAfter, workerCpu, databaseCpu, dimailCpu } = drain;
  return row([
    name,
    perSecond.toFixed(0),
    emptyAfter.toFixed(1),
    workerCpu.toFixed(2),
    databaseCpu.toFixed(2),
    dimailCpu.toFixed(2),
    (workerCpu + databaseCpu + dimailCpu).toFixed(2),
  ]);
};

/** Lines for comparing runs; the ratio is the number of bare jobs in the time of one of ours. */
export const verdict = (name: string, ours: Drain, ratio: number): readonly string[] => [
  `${name} ratio ${ratio.toFixed(2)}`,
  `${name} ${ours.perSecond.toFixed(0)} jobs/s (goal ${GOAL})`,
];

/** Our result beside that of another checkout. */
export const compared = (name: string, ours: Drain, other: Drain): string =>
  `${name} for the other's: ${(ours.perSecond / other.perSecond).toFixed(2)} jobs/s, ${(ours.workerCpu / other.workerCpu).toFixed(2)} CPU`;
