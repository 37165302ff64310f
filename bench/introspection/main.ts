/**
 * `npm run bench:introspection`: calls of the resource server, beside the cryptography of their introspection alone (a)
 * and a handler that does nothing but the same query (b).
 */
import { execFileSync } from 'node:child_process';
import { parseArgs } from 'node:util';
import { LoadGenerator } from '../http/load-generator.ts';
import { bareCryptography } from './bare-cryptography.ts';
import { checkEquivalence } from './check-equivalence.ts';
import { FORMS } from './forms.ts';
import { measure } from './measure.ts';
import { heading, linesOf } from './report.ts';
import { Surroundings } from './surroundings.ts';

const { values } = parseArgs({
  options: {
    rounds: { type: 'string', default: '5' },
    seconds: { type: 'string', default: '2' },
    connections: { type: 'string', default: '16' },
    /** Measures only the forms whose name contains this. */
    only: { type: 'string', default: '' },
    /** Measures what was built before. */
    'no-build': { type: 'boolean', default: false },
    /** Writes CPU profiles of the application into this folder. */
    profile: { type: 'string' },
  },
});
const effort = {
  rounds: Number(values.rounds),
  seconds: Number(values.seconds),
  connections: Number(values.connections),
};
const nodeOptions = values.profile === undefined ? [] : ['--cpu-prof', `--cpu-prof-dir=${values.profile}`];
const print = (line: string) => process.stdout.write(`${line}\n`);

if (!values['no-build']) execFileSync('npm', ['run', '--silent', 'build'], { stdio: 'inherit' });
const surroundings = await Surroundings.start();
const load = new LoadGenerator();
for (const signal of ['SIGINT', 'SIGTERM'] as const) {
  process.once(signal, () => void surroundings.stop().finally(() => process.exit(1)));
}
try {
  const { bare, keys, postmaster } = surroundings;
  print(
    `${effort.rounds} rounds of ${effort.seconds} s a side in turns, ${effort.connections} connections; medians`,
  );
  print(heading());
  for (const form of FORMS.filter(({ name }) => name.includes(values.only))) {
    const { asking, remembering, stop } = await surroundings.install(form, nodeOptions);
    try {
      for (const ours of [asking, remembering]) await checkEquivalence(ours, bare);
      const sides = await measure([asking, remembering, bare], postmaster, load, effort);
      const cryptography = await bareCryptography(form, keys, effort.seconds);
      for (const line of linesOf(form, sides, cryptography)) print(line);
    } finally {
      await stop();
    }
  }
} finally {
  load.stop();
  await surroundings.stop();
}
