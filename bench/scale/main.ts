/**
 * Compares lists in a large database with the same in a small one, in one run: people are generated in both, the
 * application runs on each, and random members of teams call both alternately. Prints the p95 of each list and a line
 * `NAME ratio R` (large against small), and fails when a large table is scanned completely. Arguments: `--users N`
 * (1,000,000), `--small N` (1,000), `--callers N` (400).
 */
import { parseArgs } from 'node:util';
import { openProgramDatabases, withClient } from '../../tests/support/program-databases.ts';
import { sizeOf } from '../data/generator-sql.ts';
import { checkPlans } from './check-plans.ts';
import { type Caller, chooseCallers } from './choose-callers.ts';
import { generateDatabase } from './generate-database.ts';
import { MeasuredApplication } from './measured-application.ts';
import { SCENARIOS } from './scenarios.ts';

const { values } = parseArgs({
  options: {
    users: { type: 'string', default: '1000000' },
    small: { type: 'string', default: '1000' },
    callers: { type: 'string', default: '400' },
  },
});
const WARM_UP = 30;
/** Number of callers whose plans are checked. */
const EXPLAINED = 20;

type Side = Readonly<{ url: string; callers: readonly Caller[]; application: MeasuredApplication }>;

const write = (line: string): void => void process.stdout.write(`${line}\n`);

async function open(url: string, users: number): Promise<Side> {
  const size = sizeOf(users);
  await generateDatabase(url, size);
  const callers = await withClient(url, (client) => chooseCallers(client, size, Number(values.callers)));
  return { url, callers, application: await MeasuredApplication.start(url) };
}

/** The 95th percentile. */
const p95 = (times: readonly number[]): number =>
  times.toSorted((a, b) => a - b)[Math.ceil(0.95 * times.length) - 1] ?? Number.NaN;

async function measure(path: (caller: Caller) => string, sides: readonly [Side, Side]) {
  const times: [number[], number[]] = [[], []];
  for (let round = -WARM_UP; round < sides[0].callers.length; round += 1) {
    // The order of both alternates, since the first may find the machine in another state than the second.
    for (const which of round % 2 === 0 ? ([0, 1] as const) : ([1, 0] as const)) {
      const { application, callers } = sides[which];
      const caller = callers.at(round);
      if (!caller) continue;
      const time = await application.time(path(caller), caller.cookie);
      if (round >= 0) times[which].push(time);
    }
  }
  return { small: p95(times[0]), large: p95(times[1]) };
}

async function compare(small: Side, large: Side): Promise<void> {
  for (const [name, path] of Object.entries(SCENARIOS)) {
    const result = await measure(path, [small, large]);
    write(
      `${name}: p95 ${result.small.toFixed(1)} ms with ${values.small} people, ${result.large.toFixed(1)} ms with ${values.users}`,
    );
    write(`${name} ratio ${(result.large / result.small).toFixed(2)}`);
  }
  const { indexes, scans } = await withClient(large.url, (client) =>
    checkPlans(client, large.callers.slice(0, EXPLAINED)),
  );
  write(`plans use ${indexes.join(', ')}`);
  if (scans.length > 0) throw new Error(`Read from end to end: ${scans.join(', ')}`);
  write('no large table is read from end to end');
}

const databases = await openProgramDatabases();
const sides: Side[] = [];
try {
  write(`On ${databases.description}`);
  const small = await open(await databases.create('small'), Number(values.small));
  sides.push(small);
  const large = await open(await databases.create('large'), Number(values.users));
  sides.push(large);
  await compare(small, large);
} finally {
  for (const { application } of sides) await application.stop();
  await databases.close();
}
