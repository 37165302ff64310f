import { describe, expect, test } from 'vitest';
import { cutText, isLongerThan, textLength } from './text-length.ts';

const ASTRAL = '𝔸';

describe('textLength', () => {
  test.each([
    ['', 0],
    ['abc', 3],
    ['é', 1],
    // A letter and a combining accent are two, as in PostgreSQL.
    ['e\u0301', 2],
    [ASTRAL, 1],
    ['\ud835', 1],
  ])('%j has %i characters', (text, length) => {
    expect(textLength(text)).toBe(length);
  });
});

describe('isLongerThan', () => {
  test.each(['a', 'é', ASTRAL])(
    'a text of as many %s as there may be is not too long, one more is',
    (character) => {
      expect(isLongerThan(character.repeat(150), 150)).toBe(false);
      expect(isLongerThan(character.repeat(151), 150)).toBe(true);
      expect(isLongerThan(character.repeat(1_000), 150)).toBe(true);
    },
  );

  test('characters of one and of two units count alike', () => {
    expect(isLongerThan(`${'a'.repeat(100)}${ASTRAL.repeat(50)}`, 150)).toBe(false);
    expect(isLongerThan(`${'a'.repeat(101)}${ASTRAL.repeat(50)}`, 150)).toBe(true);
  });
});

describe('cutText', () => {
  test.each(['a', ASTRAL])('keeps as many %s as there may be, whole', (character) => {
    expect(cutText(character.repeat(7), 5)).toBe(character.repeat(5));
    expect(cutText(character.repeat(5), 5)).toBe(character.repeat(5));
  });

  test('never cuts a character in two', () => {
    expect(cutText(`${'a'.repeat(4)}${ASTRAL}b`, 5)).toBe(`${'a'.repeat(4)}${ASTRAL}`);
  });
});
