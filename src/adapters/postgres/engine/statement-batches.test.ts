import { expect, it, vi } from 'vitest';
import { StatementBatches } from './statement-batches.ts';

/** Answers each number with its double, on demand. */
function doubling() {
  const sent: (readonly number[])[] = [];
  const answers: (() => void)[] = [];
  const batches = new StatementBatches<number, number>(async (questions) => {
    sent.push(questions);
    await new Promise<void>((resolve) => answers.push(resolve));
    if (questions.includes(13)) throw new Error('thirteen');
    return questions.map((question) => question * 2);
  });
  return {
    batches,
    sent,
    /** Answers the statement that has waited longest; waits for one if there is none. */
    answer: async (): Promise<void> => {
      await vi.waitFor(() => expect(answers).not.toEqual([]));
      answers.shift()?.();
    },
  };
}

it('sends the first question at once and those that come meanwhile together', async () => {
  const { batches, sent, answer } = doubling();
  const asked = [1, 2, 3].map((question) => batches.ask(question));
  expect(sent).toEqual([[1]]);
  await answer();
  expect(await asked[0]).toBe(2);
  await vi.waitFor(() => expect(sent).toEqual([[1], [2, 3]]));
  const later = batches.ask(4);
  await answer();
  expect(await Promise.all(asked)).toEqual([2, 4, 6]);
  await answer();
  expect(await later).toBe(8);
  expect(sent).toEqual([[1], [2, 3], [4]]);
});

it('bounds the wait behind a statement that is held up', async () => {
  const { batches, sent, answer } = doubling();
  const first = batches.ask(1);
  const second = batches.ask(2);
  await vi.waitFor(() => expect(sent).toEqual([[1], [2]]));
  await answer();
  await answer();
  expect(await Promise.all([first, second])).toEqual([2, 4]);
});

it('gives each question the failure that it causes itself', async () => {
  const { batches, sent, answer } = doubling();
  const asked = [1, 13, 3].map((question) => batches.ask(question));
  const settled = Promise.allSettled(asked);
  for (let statement = 0; statement < 4; statement += 1) await answer();
  expect(await settled).toEqual([
    { status: 'fulfilled', value: 2 },
    { status: 'rejected', reason: new Error('thirteen') },
    { status: 'fulfilled', value: 6 },
  ]);
  expect(sent).toEqual([[1], [13, 3], [13], [3]]);
});
