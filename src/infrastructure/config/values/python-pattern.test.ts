import { describe, expect, it } from 'vitest';
import { PRODUCTION } from '../../../../tests/support/production-environment.ts';
import { refuses, takes } from '../../../../tests/support/tried-settings.ts';
import { loadSettings } from '../settings.ts';
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

describe('k17-regex-z expressions of Python in the configuration', () => {
  const origins = (written: string) =>
    loadSettings({ ...PRODUCTION, DJANGO_CORS_ALLOWED_ORIGIN_REGEXES: written }).cors.allowedOriginPatterns;
  it.each([
    ['^https://\\w+\\.example\\.fr\\Z', 'https://desk.example.fr', true],
    ['https://.*\\.example\\.fr', 'https://desk.example.fr.evil.net', false],
    ['^https://a{1,3}\\.fr$, ^https://[b,]+\\.fr$', 'https://aaa.fr', true],
    ['^https://a{1,3}\\.fr$, ^https://[b,]+\\.fr$', 'https://b,b.fr', true],
    ['^https://a{1,3}\\.fr$, ^https://[b,]+\\.fr$', 'https://aaaa.fr', false],
  ])('are read as Python means them: %s', (written, origin, expected) => {
    expect(origins(written).some((pattern) => pattern.test(origin))).toBe(expected);
  });
  refuses(
    'DJANGO_CORS_ALLOWED_ORIGIN_REGEXES',
    ["['^https://a.fr$']", '["^https://a.fr$"]', "r'^https://a.fr$'", '(?i)^https://a.fr$', '[', '^\\Q'],
    /./,
  );
  const validator = (options: object) =>
    JSON.stringify([{ NAME: 'django.core.validators.RegexValidator', OPTIONS: options }]);
  refuses(
    'ORGANIZATION_REGISTRATION_ID_VALIDATORS',
    [
      validator({ regex: '(?i)a' }),
      validator({ regex: 'a', inverse_match: true }),
      validator({ regex: 'a', flags: 2 }),
      "[{'NAME': 'x.RegexValidator'}]",
      'None',
    ],
    /./,
  );
  takes('ORGANIZATION_REGISTRATION_ID_VALIDATORS', [
    validator({ regex: '^\\d{14}\\Z', message: 'No', code: 'x' }),
  ]);
});
