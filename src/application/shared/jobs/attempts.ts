import type { JobOutcome } from './job.ts';

type Rhythm<Attempt, Answer> = Readonly<{
  /** Notes, in a transaction, that the next attempt is made; `over`: there is none, and what becomes of the job. */
  begin: () => Promise<{ readonly attempt: Attempt } | { readonly over: JobOutcome }>;
  /** Asks the outside world, outside of any transaction. */
  ask: (attempt: Attempt) => Promise<Answer>;
  /** Stores what came of it, in a transaction, unless a later attempt has begun. */
  settle: (attempt: Attempt, answer: Answer) => Promise<void>;
  /** What becomes of the job when there is no answer; undefined: it goes on. When absent, the error is that of the job. */
  fail?: (attempt: Attempt, error: unknown) => Promise<JobOutcome>;
}>;

/**
 * Makes one attempt after the other, up to `most`, then makes room for other jobs. Whoever dies in between leaves the
 * attempt begun: the next run of the job makes it again, which `ask` must bear.
 */
export async function oneAttemptAfterTheOther<Attempt, Answer>(
  { begin, ask, settle, fail }: Rhythm<Attempt, Answer>,
  most = Number.POSITIVE_INFINITY,
): Promise<JobOutcome> {
  for (let made = 0; made < most; made += 1) {
    const begun = await begin();
    if ('over' in begun) return begun.over;
    const { attempt } = begun;
    const outcome = await ask(attempt).then(
      (answer) => settle(attempt, answer).then(() => undefined),
      (error: unknown) => (fail ? fail(attempt, error) : Promise.reject(error)),
    );
    if (outcome) return outcome;
  }
  return { retryInSeconds: 0 };
}
