import { expect, it } from 'vitest';
import { visibleKeyPrefix } from './key-prefix.ts';

it.each([
  ['', ''],
  ['abc', ''],
  ['key-1', 'k'],
  ['0123456789abcdef', '0123'],
  ['gq1Zc8mY-VdJ5pXkJQ9o2yH7sBfA0rT3uW6xE4nLiCw', 'gq1Zc8mY'],
])('shows of %j only %j', (key, prefix) => {
  expect(visibleKeyPrefix(key)).toBe(prefix);
});
