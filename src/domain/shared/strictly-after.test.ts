import { expect, it } from 'vitest';
import { strictlyAfter } from './strictly-after.ts';

const at = (ms: number) => new Date(ms);

it.each([
  ['nothing before', null, at(5), at(5)],
  ['time went on', at(4), at(5), at(5)],
  ['the same millisecond', at(5), at(5), at(6)],
  ['the clock went back', at(9), at(5), at(10)],
])('%s', (_case, previous, now, expected) => {
  expect(strictlyAfter(previous, now)).toEqual(expected);
});
