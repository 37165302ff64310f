import { expect, it } from 'vitest';
import { readRecoveryCode, recoveryCodeOf } from './recovery-code.ts';

it.each([
  ['0'.repeat(64), '0000-0000-0000-0000'],
  ['f'.repeat(64), 'ZZZZ-ZZZZ-ZZZZ-ZZZZ'],
  [`${'0'.repeat(19)}1${'f'.repeat(44)}`, '0000-0000-0000-0001'],
  ['8000000000000000000000', 'G000-0000-0000-0000'],
])('makes of the first 80 bits of %s the code %s', (hex, code) => {
  expect(recoveryCodeOf(hex)).toBe(code);
  expect(readRecoveryCode(code)).toBe(code.replaceAll('-', ''));
});

it.each([
  ['ABCD-EFGH-JKMN-PQRS', 'ABCDEFGHJKMNPQRS'],
  ['abcd efgh jkmn pqrs', 'ABCDEFGHJKMNPQRS'],
  [' abcdefgh\tJKMNPQRS\n', 'ABCDEFGHJKMNPQRS'],
  ['ABCD–EFGH—JKMN‑PQRS', 'ABCDEFGHJKMNPQRS'],
  ['OIL0-OIL0-oil0-oil0', '0110011001100110'],
  ['ABCD-EFGH-JKMN-PQR', undefined],
  ['ABCD-EFGH-JKMN-PQRST', undefined],
  ['ABCD-EFGH-JKMN-PQRU', undefined],
  ['ABCD.EFGH.JKMN.PQRS', undefined],
  ['ＡBCDEFGHJKMNPQRS', undefined],
  ['', undefined],
  ['A'.repeat(100_000), undefined],
  [`${' '.repeat(100_000)}ABCDEFGHJKMNPQRS`, undefined],
])('reads %j as %j', (written, code) => {
  expect(readRecoveryCode(written)).toBe(code);
});
