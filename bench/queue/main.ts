/** `npm run bench:queue`: how fast the built application provisions mailboxes that wait, beside a bare worker. */
import { parseArgs } from 'node:util';
import { buildApplication, print, stopOnSignal } from '../http/benchmark-program.ts';
import { median } from '../http/statistics.ts';
import { checkResults } from './check-results.ts';
import { type Drain, drainApplication, drainBare, mediansOf } from './measure.ts';
import { figures, heading, verdict } from './report.ts';
import { startSurroundings } from './surroundings.ts';

const { values } = parseArgs({
  options: {
    rounds: { type: 'string', default: '3' },
    mailboxes: { type: 'string', default: '4000' },
    domains: { type: 'string', default: '80' },
    concurrency: { type: 'string' },
    /** Measures only the scenario of this name. */
    only: { type: 'string' },
    /** Measures what was built before. */
    'no-build': { type: 'boolean', default: false },
    /** Writes a CPU profile of the application into this folder. */
    profile: { type: 'string' },
  },
});
const rounds = Number(values.rounds);
const count = Number(values.mailboxes);
/** Jobs that each side does before it is measured: until then its code is being compiled. */
const WARMING = Math.min(2_000, count);

const SCENARIOS = [
  { name: 'provisioning', withMails: false },
  // Each mailbox has an address outside: its provisioning queues a mail, whose two jobs run on the same worker.
  { name: 'provisioning-with-mails', withMails: true },
].filter(({ name }) => name === (values.only ?? name));

if (!values['no-build']) buildApplication();
const surroundings = await startSurroundings({
  nodeOptions: values.profile === undefined ? [] : ['--cpu-prof', `--cpu-prof-dir=${values.profile}`],
  domains: Number(values.domains),
  concurrency: values.concurrency === undefined ? undefined : Number(values.concurrency),
});
stopOnSignal(() => surroundings.stop());
try {
  print(`${rounds} rounds of ${count} mailboxes in ${values.domains} domains a side in turns; medians`);
  print(heading());
  for (const { name, withMails } of SCENARIOS) {
    await drainApplication(surroundings, { round: `${name}-warm`, count: WARMING, withMails });
    await drainBare(surroundings, `${name}-warm`, WARMING);
    const ours: Drain[] = [];
    const theirs: Drain[] = [];
    for (let round = 0; round < rounds; round += 1) {
      ours.push(await drainApplication(surroundings, { round: `${name}-${round}`, count, withMails }));
      theirs.push(await drainBare(surroundings, `${name}-${round}`, count));
    }
    const ratio = median(
      theirs.map(({ perSecond }, index) => perSecond / (ours[index]?.perSecond ?? Number.NaN)),
    );
    print(figures(name, mediansOf(ours)));
    print(figures(`${name} (bare)`, mediansOf(theirs)));
    for (const line of verdict(name, mediansOf(ours), ratio)) print(line);
  }
  await checkResults(surroundings);
  print('every mailbox enabled, created once, and told of once where mails are due');
} finally {
  await surroundings.stop();
}
