/** `npm run bench:http`: the built application under load, beside a handler that only runs the same query. */
import { buildApplication, print, stopOnSignal } from './benchmark-program.ts';
import { checkEquivalence } from './check-equivalence.ts';
import { LoadGenerator } from './load-generator.ts';
import { describeEffort, readLoadOptions } from './load-options.ts';
import { compare } from './measure.ts';
import { heading, linesOf } from './report.ts';
import { SCENARIOS } from './scenarios.ts';
import { startSurroundings } from './surroundings.ts';

const { effort, only, skipsBuild, nodeOptions, against } = readLoadOptions(7, { compares: true });

if (!skipsBuild) buildApplication();
const surroundings = await startSurroundings({ nodeOptions, against });
const load = new LoadGenerator();
stopOnSignal(() => surroundings.stop());
try {
  print(describeEffort(effort));
  print(heading());
  for (const scenario of SCENARIOS.filter(({ name }) => name.includes(only))) {
    await checkEquivalence(scenario, surroundings);
    for (const line of linesOf(await compare(scenario, surroundings, load, effort))) print(line);
  }
} finally {
  load.stop();
  await surroundings.stop();
}
