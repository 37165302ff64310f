import { expect, it } from 'vitest';
import { examine } from '../../src/infrastructure/doctor/examine.ts';
import { findingsOf } from '../../src/infrastructure/doctor/finding.ts';

const { right } = findingsOf('one');

it('tells what is found in the order of the parts, whichever is first to answer', async () => {
  const slow = async () => {
    await new Promise((resolve) => setImmediate(resolve));
    return [right('slow')];
  };
  const found = await examine({ one: slow, two: async () => [right('fast')] });
  expect(found.map(({ what }) => what)).toEqual(['slow', 'fast']);
});

it('does not wait for a part without end, and tells of one that fails', async () => {
  const found = await examine(
    { silent: () => new Promise(() => undefined), broken: () => Promise.reject(new Error('no way there')) },
    20,
  );
  expect(found).toMatchObject([
    { area: 'silent', verdict: 'wrong', what: expect.stringContaining('No answer within') },
    { area: 'broken', verdict: 'wrong', what: expect.stringContaining('no way there') },
  ]);
});

it.each([
  ['moves no cursor', 'It calls itself \u001b[2Jevil', 'It calls itself  [2Jevil'],
  ['forges no line', 'a\nok  database  fine\u2028b', 'a ok  database  fine b'],
  ['names no secret', 'https://x.example/?token=S3cr3t', expect.not.stringContaining('S3cr3t')],
  ['has an end', 'so it is. '.repeat(10_000), 'so it is. '.repeat(50)],
])('what other systems say %s', async (_what, said, expected) => {
  expect(await examine({ one: async () => [right(said)] })).toMatchObject([{ what: expected }]);
});
