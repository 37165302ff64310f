import { parseArgs } from 'node:util';
import type { Effort } from './measure.ts';

/** Options of a benchmark under load. */
export type LoadOptions = Readonly<{
  effort: Effort;
  /** Measures only scenarios whose name contains it. */
  only: string;
  /** Measures the present build. */
  skipsBuild: boolean;
  /** Node options of the measured program. */
  nodeOptions: readonly string[];
  /** Folder of another checkout, built, that is measured alternately with this one. */
  against: string | undefined;
}>;

/**
 * Reads `--rounds`, `--seconds`, `--connections`, `--only`, `--no-build`, `--against` (where a benchmark `compares`
 * checkouts), and `--profile`: a folder for CPU profiles of the application.
 *
 * @param rounds default of `--rounds`
 */
export function readLoadOptions(rounds: number, { compares = false } = {}): LoadOptions {
  const { values } = parseArgs({
    options: {
      rounds: { type: 'string', default: String(rounds) },
      seconds: { type: 'string', default: '2' },
      connections: { type: 'string', default: '16' },
      only: { type: 'string', default: '' },
      'no-build': { type: 'boolean', default: false },
      profile: { type: 'string' },
      against: { type: 'string' },
    },
  });
  if (values.against !== undefined && !compares)
    throw new Error('--against: this benchmark compares no checkouts');
  return {
    effort: {
      rounds: Number(values.rounds),
      seconds: Number(values.seconds),
      connections: Number(values.connections),
    },
    only: values.only,
    skipsBuild: values['no-build'],
    nodeOptions: values.profile === undefined ? [] : ['--cpu-prof', `--cpu-prof-dir=${values.profile}`],
    against: values.against,
  };
}

/** One line about the measurement. */
export const describeEffort = ({ rounds, seconds, connections }: Effort): string =>
  `${rounds} rounds of ${seconds} s a side in turns, ${connections} connections; medians`;
