/**
 * Compares lists in a large database with the same in a small one, in one run: people, organizations, teams and mail domains
 * are generated in both, the application runs on each, and random people call both alternately. Prints the p95 of each list
 * and a line `NAME ratio R` (large against small), how long the nightly comparison of mail domains with dimail takes in the
 * large one, and how large it is. Fails when a large table is read from end to end for people, and with `--strict` when a
 * ratio is above 2. Arguments: `--users N` (1,000,000), `--small N` (1,000), `--callers N` (400), `--mailboxes N` (one a
 * person), `--compare N` (domains that are compared; all by default, 0 for none), `--jobs N` (at the same time, by default as
 * many as an installation has), `--only NAME`, and `--data FOLDER` to keep what was generated for the next run.
 */
import { parseArgs } from 'node:util';
import { withClient } from '../../tests/support/program-databases.ts';
import { sizeOf } from '../data/generator-sql.ts';
import { checkPlans } from './check-plans.ts';
import { type Callers, chooseCallers } from './choose-callers.ts';
import { generateDatabase } from './generate-database.ts';
import { MeasuredApplication } from './measured-application.ts';
import { measureNightlyComparison } from './nightly-comparison.ts';
import { printSizes } from './print-sizes.ts';
import { openScaleDatabases } from './scale-databases.ts';
import { SCENARIOS, type Scenario } from './scenarios.ts';

const { values } = parseArgs({
  options: {
    users: { type: 'string', default: '1000000' },
    small: { type: 'string', default: '1000' },
    callers: { type: 'string', default: '400' },
    mailboxes: { type: 'string' },
    compare: { type: 'string' },
    jobs: { type: 'string' },
    only: { type: 'string' },
    data: { type: 'string' },
    strict: { type: 'boolean', default: false },
  },
});
const WARM_UP = 30;
/** Number of callers whose plans are checked. */
const EXPLAINED = 20;
/** What a list may take among many people, against few. */
const MOST_RATIO = 2;
const CALL_MS = 20;

type Side = Readonly<{ url: string; callers: Callers; application: MeasuredApplication }>;

const write = (line: string): void => void process.stdout.write(`${line}\n`);
const given = (value: string | undefined): number | undefined =>
  value === undefined ? undefined : Number(value);

async function open(url: string, users: number): Promise<Side> {
  const size = sizeOf(users);
  await generateDatabase(url, { size, mailboxes: Math.min(users, given(values.mailboxes) ?? users) });
  const callers = await withClient(url, (client) => chooseCallers(client, size, Number(values.callers)));
  return { url, callers, application: await MeasuredApplication.start(url) };
}

/** The 95th percentile. */
const p95 = (times: readonly number[]): number =>
  times.toSorted((a, b) => a - b)[Math.ceil(0.95 * times.length) - 1] ?? Number.NaN;

async function measure({ requests }: Scenario, sides: readonly [Side, Side]) {
  const both = sides.map(({ callers, application }) => ({ all: requests(callers), application }));
  const times: [number[], number[]] = [[], []];
  const rounds = both[0]?.all.length ?? 0;
  for (let round = -WARM_UP; round < rounds; round += 1) {
    // The order of both alternates, since the first may find the machine in another state than the second.
    for (const which of round % 2 === 0 ? ([0, 1] as const) : ([1, 0] as const)) {
      const { application, all } = both[which] ?? {};
      const request = all?.at(round % all.length);
      if (!request || !application) continue;
      const time = await application.time(request.path, request.cookie);
      if (round >= 0) times[which].push(time);
    }
  }
  return { small: p95(times[0]), large: p95(times[1]) };
}

/** The names of the lists that take more than they may. */
async function compare(small: Side, large: Side): Promise<readonly string[]> {
  const slow: string[] = [];
  for (const scenario of SCENARIOS.filter(({ name }) => values.only === undefined || values.only === name)) {
    const { name } = scenario;
    const result = await measure(scenario, [small, large]);
    const ratio = result.large / result.small;
    write(
      `${name}: p95 ${result.small.toFixed(1)} ms with ${values.small} people, ${result.large.toFixed(1)} ms with ${values.users}`,
    );
    write(`${name} ratio ${ratio.toFixed(2)}`);
    if (!(ratio <= MOST_RATIO)) slow.push(name);
  }
  return slow;
}

async function checkScans({ url, callers }: Side): Promise<void> {
  const { indexes, scans } = await withClient(url, (client) => checkPlans(client, callers, EXPLAINED));
  write(`plans use ${indexes.join(', ')}`);
  if (scans.length > 0) throw new Error(`Read from end to end: ${scans.join(', ')}`);
  write('no large table is read from end to end for people');
}

const databases = await openScaleDatabases(values.data);
const sides: Side[] = [];
const stopApplications = async () => {
  for (const { application } of sides.splice(0)) await application.stop();
};
try {
  write(`On ${databases.description}`);
  const small = await open(await databases.create('small'), Number(values.small));
  sides.push(small);
  const large = await open(await databases.create('large'), Number(values.users));
  sides.push(large);
  await printSizes(large.url, Number(values.users), write);
  const slow = await compare(small, large);
  await stopApplications();
  await checkScans(large);
  if (values.compare !== '0') {
    const [domains, jobs] = [given(values.compare), given(values.jobs)];
    await measureNightlyComparison(large.url, { domains, callMs: CALL_MS, jobs, write });
  }
  if (slow.length > 0) {
    write(`above ${MOST_RATIO}: ${slow.join(', ')}`);
    if (values.strict) process.exitCode = 1;
  }
} finally {
  await stopApplications();
  await databases.close();
}
