/**
 * Replays recordings of the reference against the application and compares. Arguments: `--recordings DIR`, `--area NAME`,
 * `--verbose` to see every difference, explained ones too.
 */
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { ensureCompiledMails } from '../../scripts/mails/ensure-compiled-mails.ts';
import { DEVIATIONS } from './deviations.ts';
import { judge } from './judge.ts';
import { NOT_REPLAYED } from './not-replayed.ts';
import { RecordedCounters } from './recorded-counters.ts';
import { environmentOf, recordedBuild, SECRET_KEY, unknownSettings } from './recorded-environment.ts';
import { type Interaction, RecordingsMissing, readRecordings } from './recordings.ts';
import { replay } from './replay.ts';
import { ReplayedApplication } from './replayed-application.ts';
import { openScratchDatabase } from './scratch-database.ts';
import { startStubServer } from './stub-server.ts';
import { Tally } from './tally.ts';

const DEFAULT_RECORDINGS = join(import.meta.dirname, '..', '..', '..', 'shared', 'contract', 'recordings');

const write = (line: string): void => void process.stdout.write(`${line}\n`);
const show = (value: unknown): string => JSON.stringify(value)?.slice(0, 400) ?? 'nothing';

const titleOf = ({ area, n, case: title, request: { method, path, query } }: Interaction): string =>
  `${area} ${n} ${method} ${path}?${query} (${title})`;
const describe = (error: unknown): string =>
  error instanceof Error ? (error.stack ?? error.message) : String(error);

const { values } = parseArgs({
  options: {
    recordings: { type: 'string', default: DEFAULT_RECORDINGS },
    area: { type: 'string' },
    verbose: { type: 'boolean', default: false },
  },
});

async function run(interactions: readonly Interaction[]): Promise<Tally> {
  const tally = new Tally();
  const stub = await startStubServer();
  const database = await openScratchDatabase(SECRET_KEY);
  const counters = new RecordedCounters(database.pool);
  let application: ReplayedApplication | undefined;
  let running = '';
  try {
    for (const [index, interaction] of interactions.entries()) {
      const gap = NOT_REPLAYED.find(({ when }) => when(interaction));
      if (gap) {
        tally.countNotReplayed(gap.why, gap);
        continue;
      }
      const environment = environmentOf(interaction.settings, {
        databaseUrl: database.url,
        stubOf: stub.baseOf,
      });
      const build = recordedBuild(interaction);
      if (!application || running !== JSON.stringify({ environment, build })) {
        await application?.stop();
        application = await ReplayedApplication.start(environment, build, stub.baseOf);
        running = JSON.stringify({ environment, build });
      }
      const parts = { application, database, stub, counters };
      await examine(interaction, interactions[index - 1], tally, parts).catch((error: unknown) => {
        tally.countDifferent(interaction);
        write(`different: ${titleOf(interaction)}\n  could not be replayed: ${describe(error)}`);
      });
    }
  } finally {
    await application?.stop();
    await database.close();
    await stub.close();
  }
  return tally;
}

async function examine(
  interaction: Interaction,
  previous: Interaction | undefined,
  tally: Tally,
  parts: Parameters<typeof replay>[2],
): Promise<void> {
  const { answer, differences } = await replay(interaction, previous, parts);
  const result = judge(interaction, answer, differences, DEVIATIONS);
  if (result.verdict === 'equal') tally.equal += 1;
  else if (result.verdict === 'deviating') tally.countDeviating(result.rules);
  else tally.countDifferent(interaction);
  const told = result.verdict === 'different' ? result.unexplained : values.verbose ? differences : [];
  if (told.length === 0) return;
  write(`${result.verdict}: ${titleOf(interaction)}`);
  for (const { aspect, recorded, ours } of told) {
    write(`  ${aspect}: recorded ${show(recorded)}, ours ${show(ours)}`);
  }
}

try {
  await ensureCompiledMails();
  const folder = resolve(values.recordings);
  const interactions = readRecordings(folder, values.area);
  const unknown = [...new Set(interactions.flatMap(unknownSettings))];
  if (unknown.length > 0) write(`settings without meaning here: ${unknown.join(', ')}`);
  const tally = await run(interactions);
  for (const line of tally.describe()) write(line);
  // Only the recordings for which the rules were written can show that a rule is outdated.
  const isWhole = values.area === undefined && folder === resolve(DEFAULT_RECORDINGS);
  const unused = tally.unused(DEVIATIONS, NOT_REPLAYED);
  for (const line of unused) if (isWhole) write(line);
  write(tally.lastLine);
  process.exitCode = tally.different.length > 0 || (isWhole && unused.length > 0) ? 1 : 0;
} catch (error) {
  write(error instanceof RecordingsMissing ? error.message : describe(error));
  process.exitCode = 2;
}
