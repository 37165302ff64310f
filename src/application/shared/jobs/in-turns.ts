import type { Clock } from '../system.ts';
import type { JobOutcome } from './job.ts';
import { isTooLong, nextTurnSize } from './next-turn-size.ts';

/** How long one job goes on with what waits behind its own before others get their turn. */
const LONGEST_MS = 2_000;

type Failure = Readonly<{ error: unknown }>;
/** What was done of a turn. `failure`: why the one after those answered could not be done. */
export type Done<T> = Readonly<{ answers: readonly T[]; failure: Failure | undefined }>;
/** Whether there is time for another one in this turn. */
export type HasTime = () => boolean;

/** How a job does several at once. */
export type Turns<Item, Result extends Done<unknown>> = Readonly<{
  /** What the job itself is about, taken up; nothing when there is nothing to do. */
  begin: () => Promise<Item | undefined>;
  /** Does one after the other, up to the first that fails or as long as there is time. */
  carryOut: (items: readonly Item[], hasTime: HasTime) => Promise<Result>;
  /** Stores what was done, takes the jobs of it off, and takes up to `limit` of those that follow, in one transaction. */
  store: (items: readonly Item[], result: Result, limit: number) => Promise<readonly Item[]>;
  /** What becomes of the job when what it is about fails. */
  giveUp: (item: Item, error: unknown) => Promise<JobOutcome>;
}>;

/**
 * Does what a job is about, then goes on with what waits behind it: more at a time as long as a turn is quick. What fails
 * behind the first ends it, and is left to its own job, which is next.
 */
export async function inTurns<Item, Result extends Done<unknown>>(
  clock: Clock,
  { begin, carryOut, store, giveUp }: Turns<Item, Result>,
): Promise<JobOutcome> {
  const end = clock.now().getTime() + LONGEST_MS;
  const first = await begin();
  if (first === undefined) return undefined;
  let size = 1;
  for (let items: readonly Item[] = [first]; items.length > 0; ) {
    const startedAt = clock.now().getTime();
    const result = await carryOut(items, () => !isTooLong(clock.now().getTime() - startedAt));
    if (result.failure && items[0] === first) return giveUp(first, result.failure.error);
    const now = clock.now().getTime();
    size = nextTurnSize(size, now - startedAt);
    const goesOn = !result.failure && now < end;
    items = await store(items, result, goesOn ? size : 0);
  }
  return undefined;
}

/** Does `ask` with the first item and those after it, up to one that fails or as long as there is time. */
export async function oneByOne<Item, Answer>(
  items: readonly Item[],
  hasTime: HasTime,
  ask: (item: Item) => Promise<Answer>,
): Promise<Done<Answer> & Readonly<{ undone: readonly Item[] }>> {
  const answers: Answer[] = [];
  for (const [index, item] of items.entries()) {
    if (index > 0 && !hasTime()) return { answers, failure: undefined, undone: items.slice(index) };
    try {
      answers.push(await ask(item));
    } catch (error) {
      return { answers, failure: { error }, undone: items.slice(index + 1) };
    }
  }
  return { answers, failure: undefined, undone: [] };
}
