import type { Clock } from '../ports/system.ts';
import type { JobOutcome } from './job.ts';
import { nextTurnSize } from './next-turn-size.ts';

/** How long one job goes on with what waits behind its own before others get their turn. */
const LONGEST_MS = 2_000;

type Failure = Readonly<{ error: unknown }>;
/** `failure`: why something could not be done; what comes after it was not tried. */
export type Done<T> = Readonly<{ answers: readonly T[]; failure: Failure | undefined }>;

/** How a job does several at once. */
export type Turns<Item, Result extends Done<unknown>> = Readonly<{
  /** What the job itself is about, taken up; nothing when there is nothing to do. */
  begin: () => Promise<Item | undefined>;
  /** Does one after the other, up to the first that fails. */
  carryOut: (items: readonly Item[]) => Promise<Result>;
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
    const result = await carryOut(items);
    if (result.failure && items[0] === first) return giveUp(first, result.failure.error);
    const now = clock.now().getTime();
    size = nextTurnSize(size, now - startedAt);
    const goesOn = !result.failure && now < end;
    items = await store(items, result, goesOn ? size : 0);
  }
  return undefined;
}

/** Does `ask` with one item after the other, up to the first that fails. */
export async function oneByOne<Item, Answer>(
  items: readonly Item[],
  ask: (item: Item) => Promise<Answer>,
): Promise<Done<Answer> & Readonly<{ undone: readonly Item[] }>> {
  const answers: Answer[] = [];
  for (const [index, item] of items.entries()) {
    try {
      answers.push(await ask(item));
    } catch (error) {
      return { answers, failure: { error }, undone: items.slice(index + 1) };
    }
  }
  return { answers, failure: undefined, undone: [] };
}
