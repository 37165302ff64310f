import type { Comparison, Measured } from './measure.ts';

const columns = ['', 'req/s', 'p50 ms', 'p99 ms', 'CPU ms', 'of PostgreSQL', 'together'];
const row = (cells: readonly string[]): string =>
  cells.map((cell, index) => (index === 0 ? cell.padEnd(28) : cell.padStart(14))).join('');

const measures = (name: string, { perSecond, p50, p99, serverCpu, databaseCpu }: Measured): string =>
  row([
    name,
    perSecond.toFixed(0),
    p50.toFixed(2),
    p99.toFixed(2),
    serverCpu.toFixed(3),
    databaseCpu.toFixed(3),
    (serverCpu + databaseCpu).toFixed(3),
  ]);

const together = ({ serverCpu, databaseCpu }: Measured): number => serverCpu + databaseCpu;

export const heading = (): string => row(columns);

/** What each side did, then one line for whoever compares runs: `NAME ratio R`, R being bare requests for one of ours. */
export function linesOf({ scenario, application, bare, ratio }: Comparison): readonly string[] {
  const { name, referenceCpuMs } = scenario;
  return [
    measures(name, application),
    measures(`${name} (bare)`, bare),
    `${name} ratio ${ratio.toFixed(2)}`,
    `${name} CPU ratio ${(together(application) / together(bare)).toFixed(2)}`,
    ...(referenceCpuMs === undefined
      ? []
      : [`${name} reference ratio ${(referenceCpuMs / together(application)).toFixed(1)}`]),
  ];
}
