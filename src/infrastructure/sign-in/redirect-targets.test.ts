import { expect, it } from 'vitest';
import { safeNext, withParameter } from './redirect-targets.ts';

const settings = {
  allowedHosts: ['regie.example.fr', 'localhost:3000', 'xn--rgie-bpa.example.net'],
  requireHttps: false,
};

it.each([
  ['/teams/?a=b', '/teams/?a=b'],
  ['http://api.example.fr/x', 'http://api.example.fr/x'],
  ['https://regie.example.fr/teams', 'https://regie.example.fr/teams'],
  ['http://localhost:3000/', 'http://localhost:3000/'],
  ['/équipes/œuvre?q=é', '/équipes/œuvre?q=é'],
  ['https://régie.example.net/é', 'https://xn--rgie-bpa.example.net/%C3%A9'],
])('follows %s', (next, expected) => expect(safeNext(next, 'api.example.fr', settings)).toBe(expected));

it.each([
  undefined,
  '',
  ['a'],
  'https://evil.example/',
  '//evil.example/',
  '/\\evil.example/',
  '\\\\evil.example',
  'https:evil.example',
  'javascript:alert(1)',
  'https://regie.example.fr@evil.example/',
  ' https://regie.example.fr/',
  '/\t/evil.example',
  'https://regie.example.fr.evil.example/',
  'teams/',
])('does not follow %j', (next) => expect(safeNext(next, 'api.example.fr', settings)).toBeNull());

it('wants HTTPS where it is set', () => {
  const strict = { ...settings, requireHttps: true };
  expect(safeNext('http://regie.example.fr/', 'api.example.fr', strict)).toBeNull();
  expect(safeNext('https://regie.example.fr/', 'api.example.fr', strict)).toBe('https://regie.example.fr/');
});

it('adds a parameter to a URL that has some', () => {
  expect(withParameter('https://a.fr/x?y=1', 'error', 'é&')).toBe('https://a.fr/x?y=1&error=%C3%A9%26');
});
