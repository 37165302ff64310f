/**
 * Runs Régie on a developer's machine with nothing but Node: an embedded PostgreSQL in `.data/`, the companions that
 * stand for other systems, and the application. Whatever the environment or `.env` already provides is used instead.
 *
 * Ends with code 0 when it was asked to stop and everything ended, else with 1.
 */
import { stopRequested } from '../companion/stop-requested.ts';
import { addressTable } from './address-table.ts';
import { withEnvironmentFile } from './environment-file.ts';
import { npmGone } from './npm-gone.ts';
import { readSetup } from './read-setup.ts';
import { RunningParts } from './running-parts.ts';
import { type Started, startEverything } from './start-everything.ts';

const say = (line: string): void => console.log(`[start] ${line}`);
const running = new RunningParts(say);

const asked = new AbortController();
const askedToStop = Promise.race([stopRequested(), npmGone()]).then((reason) => {
  say(`${reason}: stopping everything`);
  asked.abort();
});

/** @throws Error naming the program that is the first to end: each is needed by the others */
const untilOneEnds = ({ programs }: Started): Promise<never> =>
  Promise.race(
    programs.map(async ({ name, process }) => {
      const { code, signal } = await process.ended;
      throw new Error(`${name} ended by itself (${signal ?? `code ${code}`})`);
    }),
  );

try {
  // Companions and the application inherit it.
  Object.assign(process.env, withEnvironmentFile(process.env));
  const setup = readSetup(process.env);
  const started = await startEverything(setup, { running, say, signal: asked.signal });
  console.log(addressTable(setup, started.databaseUrl, started.startPageUrl));
  await Promise.race([askedToStop, untilOneEnds(started)]);
} catch (error) {
  // A stop during the start is no failure.
  if (!asked.signal.aborted) console.error(`\n${error instanceof Error ? error.message : error}\n`);
}
const allEnded = await running.stopAll();
say(allEnded ? 'everything is stopped' : 'not everything is stopped');
process.exit(asked.signal.aborted && allEnded ? 0 : 1);
