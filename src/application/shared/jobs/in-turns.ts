import type { Repositories, UnitOfWork } from '../../unit-of-work.ts';
import type { Clock } from '../system.ts';
import type { Job, JobName, JobOutcome } from './job.ts';
import { isTooLong, nextTurnSize } from './next-turn-size.ts';
import type { WaitingJob } from './waiting-jobs.ts';

/** How long one job continues with jobs behind it before others get their turn. */
const LONGEST_MS = 2_000;

type Failure = Readonly<{ error: unknown }>;
/** The completed part of a turn. `failure`: why the item after it failed. */
export type Done<T> = Readonly<{ answers: readonly T[]; failure: Failure | undefined }>;
/** Whether there is time for another item in this turn. */
export type HasTime = () => boolean;

type JobOf<Name extends JobName> = Extract<Job, { name: Name }>;

/** A claimed item and its job: a waiting one, unless it is the one being carried out. */
type Claimed<Name extends JobName, Work> = Readonly<{ job: JobOf<Name>; work: Work }>;
type Item<Name extends JobName, Work> = Claimed<Name, Work> & Readonly<{ waiting?: WaitingJob<Name> }>;

/** The steps of a job that handles several at once. */
export type Turns<
  Name extends JobName,
  Stores extends Pick<Repositories, 'waitingJobs'>,
  Work,
  Result extends Done<unknown>,
> = Readonly<{
  unitOfWork: UnitOfWork<Stores>;
  clock: Clock;
  job: JobOf<Name>;
  /** Claims the items of jobs, in their order: each item once, without those that need no work. */
  claim: (stores: Stores, jobs: readonly JobOf<Name>[]) => Promise<readonly Claimed<Name, Work>[]>;
  /** Asks for one item after the other, up to the first failure or as long as there is time. */
  ask: (claimed: readonly Work[], hasTime: HasTime) => Promise<Result>;
  /** Stores the results. */
  settle: (stores: Stores, result: Result) => Promise<void>;
  /** The outcome of the job when its own item fails. */
  fail: (work: Work, error: unknown) => Promise<JobOutcome>;
}>;

/**
 * Handles a job's item, then continues with the jobs behind it: more at a time as long as a turn is quick. In one
 * transaction, the results are stored, their jobs removed from the queue, and the next batch claimed. The first failure
 * behind the job's own item ends the run; that item is left to its own job, which comes next.
 */
export async function inTurns<
  Name extends JobName,
  Stores extends Pick<Repositories, 'waitingJobs'>,
  Work,
  Result extends Done<unknown>,
>({
  unitOfWork,
  clock,
  job,
  claim,
  ask,
  settle,
  fail,
}: Turns<Name, Stores, Work, Result>): Promise<JobOutcome> {
  /** Claims the jobs behind `job`; jobs without items are finished. */
  const nextBatch = async (stores: Stores, limit: number): Promise<readonly Item<Name, Work>[]> => {
    if (limit === 0) return [];
    const following = await stores.waitingJobs.following(job, limit);
    const jobs = following.map((waiting) => waiting.job);
    const claimed = new Map((await claim(stores, jobs)).map((one) => [one.job, one]));
    await stores.waitingJobs.finish(following.filter((waiting) => !claimed.has(waiting.job)));
    return following.flatMap((waiting) => {
      const one = claimed.get(waiting.job);
      return one ? [{ ...one, waiting }] : [];
    });
  };

  const end = clock.now().getTime() + LONGEST_MS;
  const [first] = await unitOfWork.run((stores) => claim(stores, [job]));
  if (first === undefined) return undefined;
  let size = 1;
  for (let items: readonly Item<Name, Work>[] = [first]; items.length > 0; ) {
    const startedAt = clock.now().getTime();
    const works = items.map(({ work }) => work);
    const result = await ask(works, () => !isTooLong(clock.now().getTime() - startedAt));
    if (result.failure && items[0] === first) return fail(first.work, result.failure.error);
    const now = clock.now().getTime();
    size = nextTurnSize(size, now - startedAt);
    const limit = !result.failure && now < end ? size : 0;
    const answered = items.slice(0, result.answers.length);
    items = await unitOfWork.run(async (stores) => {
      await settle(stores, result);
      await stores.waitingJobs.finish(answered.flatMap(({ waiting }) => waiting ?? []));
      return nextBatch(stores, limit);
    });
  }
  return undefined;
}

/** Applies `ask` to the first item and those after it, up to one that fails or as long as there is time. */
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
