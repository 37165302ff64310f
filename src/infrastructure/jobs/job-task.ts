import type { JobHelpers, Task } from 'graphile-worker';
import type { Job, JobHandler, JobName, JobOutcome } from '../../application/jobs/job.ts';
import { queueOf } from '../../application/jobs/queue-of.ts';
import type { Logger } from '../../application/ports/logger.ts';
import type { Clock, Randomness } from '../../application/ports/system.ts';
import { retryDelaySeconds } from '../../domain/shared/backoff.ts';
import { isOutage } from '../../domain/shared/errors.ts';

type Deps = { clock: Clock; randomness: Randomness; logger: Logger };

/** Longest delay, in seconds, that another system may impose on us. */
const LONGEST_IMPOSED_SECONDS = 60 * 60;

/** What the queue stores besides the job itself. */
type Payload = { readonly attempt?: number; readonly _cron?: unknown };

/**
 * A queue task that carries out jobs of one name. An outage of another system is no failure of ours: the job is queued
 * again, with growing delays and without end, under the same key. Anything else thrown is logged and left to the
 * queue's own retries.
 */
export function makeJobTask<Name extends JobName>(
  name: Name,
  handler: JobHandler<Name>,
  { clock, randomness, logger }: Deps,
): Task {
  const again = async (
    { addJob, job: { key } }: JobHelpers,
    payload: object,
    attempt: number,
    seconds: number,
  ): Promise<void> => {
    const runAt = new Date(clock.now().getTime() + seconds * 1000);
    const queueName = queueOf({ ...payload, name } as Job);
    await addJob(
      name as string,
      { ...payload, attempt },
      {
        runAt,
        ...(key === null ? {} : { jobKey: key }),
        ...(queueName === undefined ? {} : { queueName }),
      },
    );
  };

  const carryOut = async (job: Extract<Job, { name: Name }>, attempt: number): Promise<JobOutcome> => {
    try {
      return await handler(job);
    } catch (error) {
      if (!isOutage(error)) {
        logger.error('job failed', { job: name, attempt }, error);
        throw error;
      }
      const delay = retryDelaySeconds(attempt, randomness.next());
      const imposed = Math.min(error.retryAfterSeconds ?? 0, LONGEST_IMPOSED_SECONDS);
      const retryInSeconds = Math.max(delay, imposed);
      logger.warn('job postponed', { job: name, attempt, code: error.code, retryInSeconds }, error);
      return { retryInSeconds };
    }
  };

  return async (stored, helpers) => {
    const { attempt: attempts = 0, _cron, ...payload } = stored as Payload;
    const attempt = attempts + 1;
    const outcome = await carryOut({ ...payload, name } as Extract<Job, { name: Name }>, attempt);
    if (outcome) await again(helpers, payload, attempt, outcome.retryInSeconds);
  };
}
