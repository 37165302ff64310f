import { expect, it } from 'vitest';
import { jsonBytes } from './json-bytes.ts';

it.each([
  [undefined, 0],
  [null, 4],
  ['a', 3],
  ['é', 4],
  ['€', 5],
  ['🦆', 6],
  ['\ud800', 8],
  ['"\n', 6],
  [{ a: [1, true] }, 14],
])('%j takes %i bytes', (value, expected) => {
  expect(jsonBytes(value)).toBe(expected);
  expect(Buffer.byteLength(JSON.stringify(value) ?? '')).toBe(expected);
});
