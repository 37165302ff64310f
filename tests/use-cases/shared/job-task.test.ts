import fc from 'fast-check';
import type { JobHelpers, TaskSpec } from 'graphile-worker';
import { beforeEach, describe, expect, it } from 'vitest';
import type { Job, JobOutcome } from '../../../src/application/shared/jobs/job.ts';
import { DomainError } from '../../../src/domain/shared/errors.ts';
import type { OutgoingMailId } from '../../../src/domain/shared/ids.ts';
import { makeJobTask } from '../../../src/infrastructure/jobs/job-task.ts';
import { RecordingLogger } from '../../plugins/recording-logger.ts';
import { ManualClock } from '../../support/manual-clock.ts';
import { START } from '../../support/use-case-world.ts';

type Added = { readonly name: string; readonly payload: Record<string, unknown>; readonly spec: TaskSpec };

const PAYLOAD = { outgoingMailId: 'mail' as OutgoingMailId };
const outage = (retryAfterSeconds?: number) =>
  new DomainError('mailer.unavailable', 'down', retryAfterSeconds === undefined ? {} : { retryAfterSeconds });

let logger: RecordingLogger;
let added: Added[];
let handled: Job[];

beforeEach(() => {
  logger = new RecordingLogger();
  added = [];
  handled = [];
});

/** Runs a job whose handler ends that way; returns the job that was queued again, if any. */
async function run(
  outcome: () => JobOutcome,
  { payload = PAYLOAD as object, key = 'the key' as string | null, random = 0.5 } = {},
): Promise<Added | undefined> {
  const handler = async (job: Job) => {
    handled.push(job);
    return outcome();
  };
  const deps = { clock: new ManualClock(START), randomness: { next: () => random }, logger };
  const helpers = {
    job: { key },
    addJob: async (name: string, stored: Record<string, unknown>, spec: TaskSpec) =>
      void added.push({ name, payload: stored, spec }),
  };
  await makeJobTask('deliver_mail', handler, deps)(payload, helpers as unknown as JobHelpers);
  return added.at(-1);
}
const fail = (error: unknown) => (): JobOutcome => {
  throw error;
};
const delayOf = ({ spec }: Added) => ((spec.runAt?.getTime() ?? Number.NaN) - START.getTime()) / 1000;

it('hands the job to its handler, without what only the queue needs, and is done', async () => {
  const payload = { ...PAYLOAD, attempt: 3, _cron: { ts: 'x' } };
  expect(await run(() => undefined, { payload })).toBeUndefined();
  expect(handled).toEqual([{ name: 'deliver_mail', ...PAYLOAD }]);
  expect(logger.entries).toEqual([]);
});

it('queues the same job again, after the delay that the handler names', async () => {
  const again = await run(() => ({ retryInSeconds: 42 }));
  expect(again).toEqual({
    name: 'deliver_mail',
    payload: { ...PAYLOAD, attempt: 1 },
    spec: { runAt: new Date(START.getTime() + 42_000), jobKey: 'the key' },
  });
});

describe('an outage', () => {
  it('queues the job again under the same key, and is no error', async () => {
    const again = await run(fail(outage()));
    expect(again).toMatchObject({ payload: { ...PAYLOAD, attempt: 1 }, spec: { jobKey: 'the key' } });
    expect(logger.entries).toMatchObject([
      { level: 'warn', message: 'job postponed', fields: { attempt: 1, code: 'mailer.unavailable' } },
    ]);
  });

  it('queues a job without key without key', async () => {
    expect((await run(fail(outage()), { key: null }))?.spec).not.toHaveProperty('jobKey');
  });

  it('doubles the delay, attempt after attempt, up to a quarter of an hour, without end', async () => {
    const delays: number[] = [];
    let payload: object = PAYLOAD;
    for (let attempt = 1; attempt <= 30; attempt += 1) {
      const again = await run(fail(outage()), { payload });
      if (!again) throw new Error('the job was lost');
      payload = again.payload;
      delays.push(delayOf(again));
    }
    expect(delays.slice(0, 4)).toEqual([0.75, 1.5, 3, 6]);
    expect(delays.slice(-10)).toEqual(Array.from({ length: 10 }, () => 675));
  });

  it('spreads the delay over the upper half', async () => {
    const payload = { ...PAYLOAD, attempt: 5 };
    const delays: number[] = [];
    for (const random of [0, 0.5, 0.999]) {
      const again = await run(fail(outage()), { payload, random });
      delays.push(again ? delayOf(again) : Number.NaN);
    }
    expect(delays).toEqual([16, 24, 31.984]);
  });

  it.each([
    ['waits as long as it is asked to', 0, 90, 90],
    ['waits longer than it is asked to when many attempts failed', 10, 90, 675],
    ['waits for an hour at most', 0, 86_400, 3600],
    ['waits for an hour at most, whatever the other system says', 0, 1e300, 3600],
  ])('%s', async (_case, attempt, asked, seconds) => {
    const again = await run(fail(outage(asked)), { payload: { ...PAYLOAD, attempt } });
    expect(again && delayOf(again)).toBe(seconds);
  });

  it('never loses the job nor runs it in a hurry, whatever was asked and however often it failed', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.nat(1000),
        fc.option(fc.integer({ min: 0, max: 1_000_000 }), { nil: undefined }),
        fc.double({ min: 0, max: 0.999, noNaN: true }),
        async (attempt, asked, random) => {
          const again = await run(fail(outage(asked)), { payload: { ...PAYLOAD, attempt }, random });
          const delay = again ? delayOf(again) : Number.NaN;
          expect(delay).toBeGreaterThanOrEqual(Math.max(0.5, Math.min(asked ?? 0, 3600)) - 0.001);
          expect(delay).toBeLessThanOrEqual(3600);
          expect(again?.payload).toEqual({
            ...PAYLOAD,
            attempt: attempt + 1,
            postponed: { since: expect.any(String), code: 'mailer.unavailable' },
          });
        },
      ),
    );
  });
});

it.each([
  ['a defect of ours', new TypeError('undefined is not a function')],
  ['a refusal of another system', new DomainError('mail_provisioner.forbidden', 'who are you')],
])('%s is logged, and left to the retries of the queue', async (_case, error) => {
  await expect(run(fail(error), { payload: { ...PAYLOAD, attempt: 2 } })).rejects.toBe(error);
  expect(added).toEqual([]);
  expect(logger.entries).toMatchObject([
    { level: 'error', message: 'job failed', fields: { job: 'deliver_mail', attempt: 3 }, error },
  ]);
});
