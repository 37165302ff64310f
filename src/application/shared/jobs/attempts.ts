import type { JobOutcome } from './job.ts';

type Rhythm<Attempt, Answer> = Readonly<{
  /** Notes, in a transaction, that the next attempt begins; `over`: there is none, and the outcome of the job. */
  begin: () => Promise<{ readonly attempt: Attempt } | { readonly over: JobOutcome }>;
  /** Asks the outside world, outside of any transaction. */
  ask: (attempt: Attempt) => Promise<Answer>;
  /** Stores the answer, in a transaction, unless a later attempt has begun. */
  settle: (attempt: Attempt, answer: Answer) => Promise<void>;
  /**
   * The outcome of the job when an attempt has no answer; undefined: the job goes on. Without `fail`, the job fails with
   * the error.
   */
  fail?: (attempt: Attempt, error: unknown) => Promise<JobOutcome>;
}>;

/**
 * Makes one attempt after the other, up to `most`, then makes room for other jobs. If the process dies in between, the
 * attempt stays begun and the next run of the job makes it again, so `ask` must be repeatable.
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
