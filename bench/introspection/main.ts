/**
 * `npm run bench:introspection`: calls of the resource server, beside the cryptography of their introspection alone (a)
 * and a handler that only runs the same query (b).
 */
import { buildApplication, print, stopOnSignal } from '../http/benchmark-program.ts';
import { LoadGenerator } from '../http/load-generator.ts';
import { describeEffort, readLoadOptions } from '../http/load-options.ts';
import { bareCryptography } from './bare-cryptography.ts';
import { checkEquivalence } from './check-equivalence.ts';
import { FORMS } from './forms.ts';
import { measure } from './measure.ts';
import { heading, linesOf } from './report.ts';
import { Surroundings } from './surroundings.ts';

const { effort, only, skipsBuild, nodeOptions } = readLoadOptions(5);

if (!skipsBuild) buildApplication();
const surroundings = await Surroundings.start();
const load = new LoadGenerator();
stopOnSignal(() => surroundings.stop());
try {
  const { bare, keys, postmaster } = surroundings;
  print(describeEffort(effort));
  print(heading());
  for (const form of FORMS.filter(({ name }) => name.includes(only))) {
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
