import { expect, it } from 'vitest';
import { isSharedMailDomain } from './shared-mail-domains.ts';

const SHARED = {
  listed: new Set(['orange.fr', 'gmail.com', 'private.mairie.orange.fr']),
  exempt: new Set(['mairie.orange.fr']),
};

it.each([
  ['orange.fr', true],
  ['ORANGE.fr', true],
  ['ｏｒａｎｇｅ.fr', true],
  ['pop.orange.fr', true],
  ['mairie.orange.fr', false],
  ['elus.mairie.orange.fr', false],
  ['private.mairie.orange.fr', true],
  ['a.private.mairie.orange.fr', true],
  ['notorange.fr', false],
  ['orange.fr.evil.com', false],
  ['orange', false],
  ['fr', false],
  ['', false],
])('k6-free-mail: whether anybody gets an address at %j: %s', (domain, expected) => {
  expect(isSharedMailDomain(domain, SHARED)).toBe(expected);
});
