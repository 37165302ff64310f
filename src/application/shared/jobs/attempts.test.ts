import { expect, it } from 'vitest';
import { oneAttemptAfterTheOther } from './attempts.ts';
import type { JobOutcome } from './job.ts';

/** A job with that many attempts, which logs its calls; a word makes the step of that name fail. */
function rhythm(
  attempts: number,
  failing: Readonly<Record<string, true>> = {},
  over: JobOutcome = undefined,
) {
  const log: string[] = [];
  let begun = 0;
  const step = async (what: string) => {
    log.push(what);
    if (failing[what]) throw new Error(what);
  };
  return {
    log,
    begin: async () => {
      if (begun === attempts) return { over };
      begun += 1;
      await step(`begin ${begun}`);
      return { attempt: begun };
    },
    ask: async (attempt: number) => {
      await step(`ask ${attempt}`);
      return `answer ${attempt}`;
    },
    settle: (attempt: number, answer: string) => step(`settle ${attempt} with ${answer}`),
  };
}
const SETTLED = 'settle 1 with answer 1';

it('settles each attempt before the next one begins, until there is none', async () => {
  const job = rhythm(2, {}, { retryInSeconds: 7 });
  expect(await oneAttemptAfterTheOther(job)).toEqual({ retryInSeconds: 7 });
  expect(job.log).toEqual(['begin 1', 'ask 1', SETTLED, 'begin 2', 'ask 2', 'settle 2 with answer 2']);
});

it('makes room for other jobs after so many', async () => {
  const job = rhythm(9);
  expect(await oneAttemptAfterTheOther(job, 1)).toEqual({ retryInSeconds: 0 });
  expect(job.log).toEqual(['begin 1', 'ask 1', SETTLED]);
});

it('leaves to the job what becomes of a question without an answer: it ends, goes on, or fails', async () => {
  const failing = { 'ask 1': true } as const;
  const stops = { ...rhythm(2, failing), fail: async () => ({ retryInSeconds: 60 }) };
  expect(await oneAttemptAfterTheOther(stops)).toEqual({ retryInSeconds: 60 });
  expect(stops.log).toEqual(['begin 1', 'ask 1']);
  const goesOn = { ...rhythm(2, failing), fail: async () => undefined };
  expect(await oneAttemptAfterTheOther(goesOn)).toBeUndefined();
  expect(goesOn.log).toEqual(['begin 1', 'ask 1', 'begin 2', 'ask 2', 'settle 2 with answer 2']);
  await expect(oneAttemptAfterTheOther(rhythm(2, failing))).rejects.toThrow('ask 1');
});

it.each(['begin 1', SETTLED])('takes a failure of ours for no failure of the question: %s', async (what) => {
  const told: unknown[] = [];
  const fail = async (_attempt: number, error: unknown) => {
    told.push(error);
    return undefined;
  };
  const job = { ...rhythm(1, { [what]: true }), fail };
  await expect(oneAttemptAfterTheOther(job)).rejects.toThrow(what);
  expect(told).toEqual([]);
});
