/**
 * `npm run drill:bounds`: one account attacks the built application, whose heap has 512 MB. It stores as much as it may,
 * with contacts from before the bounds existed, lists all of it concurrently and very slowly, and sends input that could
 * block the event loop. Prints the waiting times of others meanwhile and the memory used; fails when the process does
 * not survive.
 */
import { buildApplication, print, stopOnSignal } from '../http/benchmark-program.ts';
import { startSurroundings } from '../http/surroundings.ts';
import { makeAttacker } from './attacker.ts';
import { addContactsFromBefore } from './contacts-from-before.ts';
import { watchOthers } from './watch-others.ts';

const HEAP_MB = 512;
const CONTACTS = 1_000;
const LISTS_AT_ONCE = 12;
const SLOW_READERS = 100;
const BRACKETS = 60;

if (!process.argv.includes('--skip-build')) buildApplication();
const surroundings = await startSurroundings({ nodeOptions: [`--max-old-space-size=${HEAP_MB}`] });
stopOnSignal(() => surroundings.stop());
const { server, headers } = surroundings.application;
const attacker = makeAttacker(server.port, headers);
const others = watchOthers(server);

/** Runs an attack, and prints the answers, the waiting times of others and the peak memory of the process. */
async function drill(what: string, attack: () => Promise<Readonly<Record<string, number>>>): Promise<void> {
  others.restart();
  const start = performance.now();
  const answers = await attack();
  const seconds = ((performance.now() - start) / 1000).toFixed(1);
  const { longestMs, failures, peakMb } = await others.figures();
  const counts = Object.entries(answers).map(([answer, count]) => `${count} × ${answer}`);
  print(
    `${what}: ${seconds} s, ${counts.join(', ')}; others waited ${longestMs} ms at most, ${failures} without answer; peak ${peakMb} MB`,
  );
  if (failures > 0) throw new Error('others were not answered');
}

try {
  await drill('contacts with notes of 2.4 MB', () => attacker.createContacts(25, 2_400_000));
  await drill('contacts at their bounds', () => attacker.createContacts(CONTACTS + 20, 10_000));
  await addContactsFromBefore(surroundings.application, 25, 2_400_000);
  print('25 contacts with notes of 2.4 MB are there from before');
  await drill(`${LISTS_AT_ONCE} lists of all contacts at once`, () => attacker.listContacts(LISTS_AT_ONCE));
  await drill(`${SLOW_READERS} lists that nobody reads`, () => attacker.listWithoutReading(SLOW_READERS));
  await drill('lists over tRPC, four in a request', () => attacker.listOverTrpc(LISTS_AT_ONCE, 4));
  await drill('lists over tRPC, twenty in a request', () => attacker.listOverTrpc(LISTS_AT_ONCE, 20));
  await drill('1.2 million brackets', () => attacker.sendBrackets(BRACKETS, 1_240_000));
  await drill('90 thousand brackets', () => attacker.sendBrackets(BRACKETS, 45_000));
  process.kill(server.pid, 0);
  print(`the process ${server.pid} lives on`);
} finally {
  await others.stop();
  await surroundings.stop();
}
