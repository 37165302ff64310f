import { describe, expect, it } from 'vitest';
import { pythonPattern } from './python-pattern.ts';

describe('a regular expression of Python', () => {
  it.each([
    ['^\\d{14}\\Z', '13002526500013', true],
    ['^\\d{14}\\Z', '13002526500013Z', false],
    ['\\A\\d+$', '12', true],
    ['\\A\\d+$', 'A12', false],
    ['^\\d{,3}$', '12', true],
    ['^\\d{,3}$', '1234', false],
    ['^[]a]+$', 'a]a', true],
    ['^[^]a]+$', 'bc', true],
    ['^[^]a]+$', 'b]', false],
    ['^a\\.fr$', 'a.fr', true],
    ['^\\\\Z$', '\\Z', true],
  ])('k17-regex-z %s finds in %j: %s', (written, text, expected) => {
    expect(pythonPattern(written).test(text)).toBe(expected);
  });

  it.each(['(?i)^a$', '(?P<a>b)', '\\N{DASH}', '\\a', 'a++', '[', "r'^a$'", '"^a$"'])(
    'k17-regex-z refuses %s',
    (written) => {
      expect(() => pythonPattern(written)).toThrow();
    },
  );
});
