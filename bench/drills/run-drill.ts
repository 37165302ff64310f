import { print } from '../http/benchmark-program.ts';
import type { Comparison } from './compare-mailboxes.ts';

/** Registers how to end what was started; the last is ended first. */
export type Started = (end: () => unknown) => void;

const SHOWN = 40;

/**
 * Runs a drill, ends all that it started also when it is interrupted, and exits with code 1 when it failed or found
 * something wrong.
 */
export async function runDrill(drill: (started: Started) => Promise<Comparison>): Promise<void> {
  const ends: (() => unknown)[] = [];
  const endAll = async () => {
    for (let end = ends.pop(); end !== undefined; end = ends.pop()) {
      await Promise.resolve(end()).catch((error: Error) => print(`cannot end something: ${error.message}`));
    }
  };
  for (const signal of ['SIGINT', 'SIGTERM'] as const) {
    process.once(signal, () => void endAll().finally(() => process.exit(1)));
  }
  try {
    const { counts, wrong } = await drill((end) => void ends.push(end));
    for (const line of counts) print(line);
    for (const line of wrong.slice(0, SHOWN)) print(`WRONG ${line}`);
    if (wrong.length > SHOWN) print(`WRONG … and ${wrong.length - SHOWN} more`);
    print(wrong.length === 0 ? 'everything holds' : `${wrong.length} things are wrong`);
    if (wrong.length > 0) process.exitCode = 1;
  } catch (error) {
    process.exitCode = 1;
    for (let cause: unknown = error; cause instanceof Error; cause = cause.cause)
      print(`FAILED ${cause.message}`);
  } finally {
    await endAll();
  }
}
