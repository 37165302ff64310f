/** `npm run bench:http`: the built application under load, beside a handler that does nothing but the same query. */
import { execFileSync } from 'node:child_process';
import { parseArgs } from 'node:util';
import { checkEquivalence } from './check-equivalence.ts';
import { LoadGenerator } from './load-generator.ts';
import { compare } from './measure.ts';
import { heading, linesOf } from './report.ts';
import { SCENARIOS } from './scenarios.ts';
import { startSurroundings } from './surroundings.ts';

const { values } = parseArgs({
  options: {
    rounds: { type: 'string', default: '7' },
    seconds: { type: 'string', default: '2' },
    connections: { type: 'string', default: '16' },
    /** Measures only the paths whose name contains this. */
    only: { type: 'string', default: '' },
    /** Measures what was built before. */
    'no-build': { type: 'boolean', default: false },
    /** Writes a CPU profile of the application into this folder. */
    profile: { type: 'string' },
  },
});
const effort = {
  rounds: Number(values.rounds),
  seconds: Number(values.seconds),
  connections: Number(values.connections),
};
const print = (line: string) => process.stdout.write(`${line}\n`);

if (!values['no-build']) execFileSync('npm', ['run', '--silent', 'build'], { stdio: 'inherit' });
const surroundings = await startSurroundings(
  values.profile === undefined ? [] : ['--cpu-prof', `--cpu-prof-dir=${values.profile}`],
);
const load = new LoadGenerator();
for (const signal of ['SIGINT', 'SIGTERM'] as const) {
  process.once(signal, () => void surroundings.stop().finally(() => process.exit(1)));
}
try {
  print(
    `${effort.rounds} rounds of ${effort.seconds} s a side in turns, ${effort.connections} connections; medians`,
  );
  print(heading());
  for (const scenario of SCENARIOS.filter(({ name }) => name.includes(values.only))) {
    await checkEquivalence(scenario, surroundings);
    for (const line of linesOf(await compare(scenario, surroundings, load, effort))) print(line);
  }
} finally {
  load.stop();
  await surroundings.stop();
}
