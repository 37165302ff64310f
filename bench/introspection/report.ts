import type { BareCryptography } from './bare-cryptography-program.ts';
import type { Form } from './forms.ts';
import type { Measured } from './measure.ts';

const row = (cells: readonly string[]): string =>
  cells.map((cell, index) => (index === 0 ? cell.padEnd(48) : cell.padStart(12))).join('');

const measures = (name: string, { perSecond, cpuMs, databaseMs }: Measured): string =>
  row([name, perSecond.toFixed(0), cpuMs.toFixed(3), databaseMs.toFixed(3)]);

export const heading = (): string => row(['', 'req/s', 'CPU ms', 'PostgreSQL']);

/**
 * The results of each side, then one line for comparing runs: `NAME ratio R`, R being our CPU for a request, without
 * cached tokens, divided by that of the bare handler and the bare cryptography together.
 */
export function linesOf(
  { name, referenceCpuMs }: Form,
  [asking, remembering, bare]: readonly Measured[],
  cryptography: BareCryptography | undefined,
): readonly string[] {
  if (!asking || !remembering || !bare) throw new Error('a side was not measured');
  const ratio = asking.cpuMs / (bare.cpuMs + (cryptography?.cpuMs ?? 0));
  return [
    measures(name, asking),
    measures(`${name} (remembered)`, remembering),
    ...(cryptography ? [measures(`${name} (a: bare cryptography)`, { ...cryptography, databaseMs: 0 })] : []),
    measures(`${name} (b: bare handler)`, bare),
    `${name} ratio ${ratio.toFixed(2)}`,
    ...(referenceCpuMs === undefined
      ? []
      : [`${name} reference ratio ${(referenceCpuMs / asking.cpuMs).toFixed(1)}`]),
  ];
}
