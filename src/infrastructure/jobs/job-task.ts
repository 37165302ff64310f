import type { JobHelpers, Task } from 'graphile-worker';
import type { Job, JobHandler, JobName, JobOutcome } from '../../application/shared/jobs/job.ts';
import { queueOf } from '../../application/shared/jobs/queue-of.ts';
import type { Logger } from '../../application/shared/logger.ts';
import { StorageUnavailable } from '../../application/shared/storage-unavailable.ts';
import type { Clock, Randomness } from '../../application/shared/system.ts';
import { retryDelaySeconds } from '../../domain/shared/backoff.ts';
import { isOutage } from '../../domain/shared/errors.ts';

/** How a run of a job ended: done, to be repeated later, postponed by an outage, or failed. */
export type JobEnd = 'done' | 'again' | 'postponed' | 'failed';
/** Carries out a job. `traceparent`: where in a trace it was asked for (W3C Trace Context), if it was. */
export type AroundJob = <T>(job: JobName, traceparent: unknown, work: () => Promise<T>) => Promise<T>;
export type OnJobEnd = (job: JobName, end: JobEnd, seconds: number) => void;

type Deps = {
  clock: Clock;
  randomness: Randomness;
  logger: Logger;
  /** Called after each run of a job. */
  onEnd?: OnJobEnd | undefined;
  around?: AroundJob | undefined;
};

/** Members stored beside the job; the heartbeat reports `postponed` to operators. */
type Payload = {
  readonly attempt?: number;
  readonly postponed?: Postponed;
  readonly traceparent?: unknown;
  readonly _cron?: unknown;
};
/** Since when, in ISO 8601, and the stable code of the outage; absent when a job is not postponed. */
type Postponed = { readonly since: string; readonly code: string };
type Again = { readonly retryInSeconds: number; readonly code?: string };

const carryOutAlone: AroundJob = (_job, _traceparent, work) => work();

const endOf = (outcome: Again | JobOutcome): JobEnd => {
  if (!outcome) return 'done';
  return 'code' in outcome ? 'postponed' : 'again';
};

/**
 * A queue task that carries out jobs of one name. During an outage of another system or of the storage, the job is
 * queued again, with growing delays and without end, under the same key. Any other error is logged and left to the
 * queue's own retries.
 */
export function makeJobTask<Name extends JobName>(
  name: Name,
  handler: JobHandler<Name>,
  { clock, randomness, logger, onEnd, around = carryOutAlone }: Deps,
): Task {
  const again = async (
    { addJob, job: { key, priority } }: JobHelpers,
    payload: object,
    attempt: number,
    postponedBefore: Postponed | undefined,
    { retryInSeconds, code }: Again,
  ): Promise<void> => {
    const now = clock.now();
    const runAt = new Date(now.getTime() + retryInSeconds * 1000);
    const queueName = queueOf({ ...payload, name } as Job);
    const since = postponedBefore?.since ?? now.toISOString();
    await addJob(
      name as string,
      { ...payload, attempt, ...(code === undefined ? {} : { postponed: { since, code } }) },
      {
        runAt,
        ...(key === null ? {} : { jobKey: key }),
        ...(priority ? { priority } : {}),
        ...(queueName === undefined ? {} : { queueName }),
      },
    );
  };

  const carryOut = async (
    job: Extract<Job, { name: Name }>,
    attempt: number,
  ): Promise<Again | JobOutcome> => {
    try {
      return await handler(job);
    } catch (error) {
      const isOfStorage = error instanceof StorageUnavailable;
      if (!isOfStorage && !isOutage(error)) {
        logger.error('job failed', { job: name, attempt }, error);
        throw error;
      }
      const { code } = error;
      const imposed = isOfStorage ? undefined : error.retryAfterSeconds;
      const retryInSeconds = retryDelaySeconds(attempt, randomness.next(), imposed);
      logger.warn('job postponed', { job: name, attempt, code, retryInSeconds }, error);
      return { retryInSeconds, code };
    }
  };

  return async (stored, helpers) => {
    const { attempt: attempts = 0, postponed, traceparent, _cron, ...payload } = stored as Payload;
    const attempt = attempts + 1;
    const startedAt = performance.now();
    const ended = (end: JobEnd) => onEnd?.(name, end, (performance.now() - startedAt) / 1000);
    const job = { ...payload, name } as Extract<Job, { name: Name }>;
    const outcome = await around(name, traceparent, () => carryOut(job, attempt)).catch((error: unknown) => {
      ended('failed');
      throw error;
    });
    ended(endOf(outcome));
    const kept = traceparent === undefined ? payload : { ...payload, traceparent };
    if (outcome) await again(helpers, kept, attempt, postponed, outcome);
  };
}
