/** `npm run bench:queue`: how fast the built application provisions waiting mailboxes, beside a bare worker. */
import { parseArgs } from 'node:util';
import { buildApplication, print, stopOnSignal } from '../http/benchmark-program.ts';
import { median } from '../http/statistics.ts';
import { checkResults } from './check-results.ts';
import { type Drain, drainApplication, drainBare, mediansOf } from './measure.ts';
import { compared, figures, heading, verdict } from './report.ts';
import { startSurroundings } from './surroundings.ts';

const { values } = parseArgs({
  options: {
    rounds: { type: 'string', default: '3' },
    mailboxes: { type: 'string', default: '4000' },
    domains: { type: 'string', default: '80' },
    concurrency: { type: 'string' },
    /** Measures only the scenario of this name. */
    only: { type: 'string' },
    /** Measures the present build. */
    'no-build': { type: 'boolean', default: false },
    /** Measures another checkout, built, alternately with this one. */
    against: { type: 'string' },
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
  // Each mailbox has a secondary address: its provisioning queues a mail, whose two jobs run on the same worker.
  { name: 'provisioning-with-mails', withMails: true },
].filter(({ name }) => name === (values.only ?? name));

if (!values['no-build']) buildApplication();
const surroundings = await startSurroundings({
  nodeOptions: values.profile === undefined ? [] : ['--cpu-prof', `--cpu-prof-dir=${values.profile}`],
  domains: Number(values.domains),
  concurrency: values.concurrency === undefined ? undefined : Number(values.concurrency),
  against: values.against,
});
stopOnSignal(() => surroundings.stop());
try {
  print(`${rounds} rounds of ${count} mailboxes in ${values.domains} domains a side in turns; medians`);
  print(heading());
  for (const { name, withMails } of SCENARIOS) {
    const { application, other } = surroundings;
    const ours: Drain[] = [];
    const others: Drain[] = [];
    const theirs: Drain[] = [];
    const drainAll = async (round: string, number: number) => {
      const order = { count: number, withMails };
      ours.push(await drainApplication(surroundings, application, { ...order, round: `${name}-${round}` }));
      // All sides use the same dimail: names must differ.
      if (other)
        others.push(
          await drainApplication(surroundings, other, { ...order, round: `other-${name}-${round}` }),
        );
      theirs.push(await drainBare(surroundings, `${name}-${round}`, number));
    };
    await drainAll('warm', WARMING);
    for (const side of [ours, others, theirs]) side.length = 0;
    for (let round = 0; round < rounds; round += 1) await drainAll(String(round), count);
    const ratio = median(
      theirs.map(({ perSecond }, index) => perSecond / (ours[index]?.perSecond ?? Number.NaN)),
    );
    print(figures(name, mediansOf(ours)));
    if (other) print(figures(`${name} (other)`, mediansOf(others)));
    print(figures(`${name} (bare)`, mediansOf(theirs)));
    for (const line of verdict(name, mediansOf(ours), ratio)) print(line);
    if (other) print(compared(name, mediansOf(ours), mediansOf(others)));
  }
  await checkResults(surroundings);
  print('every mailbox enabled, created once, and told of once where mails are due');
} finally {
  await surroundings.stop();
}
