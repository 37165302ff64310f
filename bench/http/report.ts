import type { Comparison, Measured } from './measure.ts';

/** Goal for our process's CPU as a multiple of the bare handler's. */
const GOAL = 1.4;

const columns = ['', 'req/s', 'p50 ms', 'p99 ms', 'CPU ms', 'cold CPU ms', 'of PostgreSQL', 'together'];
const row = (cells: readonly string[]): string =>
  cells.map((cell, index) => (index === 0 ? cell.padEnd(28) : cell.padStart(14))).join('');

const measures = (name: string, measured: Measured & { readonly coldCpu?: number }): string => {
  const { perSecond, p50, p99, serverCpu, coldCpu, databaseCpu } = measured;
  return row([
    name,
    perSecond.toFixed(0),
    p50.toFixed(2),
    p99.toFixed(2),
    serverCpu.toFixed(3),
    coldCpu?.toFixed(3) ?? '',
    databaseCpu.toFixed(3),
    (serverCpu + databaseCpu).toFixed(3),
  ]);
};

const together = ({ serverCpu, databaseCpu }: Measured): number => serverCpu + databaseCpu;

export const heading = (): string => row(columns);

/** The results of each side, then lines for comparing runs: `NAME ratio R`, R being bare requests for one of ours. */
export function linesOf(comparison: Comparison): readonly string[] {
  const { scenario, application, other, bare, ratio } = comparison;
  const { name, referenceCpuMs } = scenario;
  return [
    measures(name, application),
    ...(other ? [measures(`${name} (other)`, other)] : []),
    measures(`${name} (bare)`, bare),
    `${name} ratio ${ratio.toFixed(2)}`,
    `${name} CPU ratio ${(together(application) / together(bare)).toFixed(2)}`,
    `${name} application CPU ratio ${(application.serverCpu / bare.serverCpu).toFixed(2)} (goal ${GOAL})`,
    `${name} cold ratio ${(application.coldCpu / application.serverCpu).toFixed(2)}`,
    ...(other
      ? [
          `${name} application CPU for the other's ${(application.serverCpu / other.serverCpu).toFixed(2)}`,
          `${name} cold CPU for the other's ${(application.coldCpu / other.coldCpu).toFixed(2)}`,
        ]
      : []),
    ...(referenceCpuMs === undefined
      ? []
      : [`${name} reference ratio ${(referenceCpuMs / together(application)).toFixed(1)}`]),
  ];
}
