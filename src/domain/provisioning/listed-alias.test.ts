import { expect, it } from 'vitest';
import { aliasKey, isAliasOf, judgeListedAlias, type ListedAlias } from './listed-alias.ts';

const listed = (given: Partial<ListedAlias> = {}): ListedAlias => ({
  localPart: 'contact',
  destination: 'a@b.fr',
  domain: 'commune.fr',
  ...given,
});

it.each([
  ['commune.fr', true],
  ['Commune.FR', true],
  ['ailleurs.fr', false],
  ['no domain', false],
  [undefined, true],
])('an alias listed as one of %j is one of commune.fr: %s', (domain, expected) => {
  expect(isAliasOf(listed({ domain }), 'commune.fr')).toBe(expected);
});

it.each([
  ['as it is written', {}, { localPart: 'contact', destination: 'a@b.fr' }],
  ['in lower case', { localPart: 'Contact' }, { localPart: 'contact', destination: 'a@b.fr' }],
  [
    'to nowhere',
    { destination: 'devnull@devnull' },
    { localPart: 'contact', destination: 'devnull@devnull' },
  ],
  ['without a domain', { domain: undefined }, { localPart: 'contact', destination: 'a@b.fr' }],
])('is taken %s', (_how, given, alias) => {
  expect(judgeListedAlias(listed(given), 'commune.fr')).toEqual({ verdict: 'take', alias });
});

it.each([
  ['of another domain', { domain: 'ailleurs.fr' }, 'other_domain'],
  ['with no local part', { localPart: 'not one' }, 'invalid_local_part'],
  ['to no address', { destination: 'nowhere' }, 'invalid_destination'],
  ['of which nothing is right', { domain: 'x.fr', localPart: '', destination: '' }, 'other_domain'],
])('is skipped when it is one %s', (_what, given, reason) => {
  expect(judgeListedAlias(listed(given), 'commune.fr')).toEqual({ verdict: 'skip', reason });
});

it.each([
  ['the same', {}, true],
  ['in other letters', { localPart: 'CONTACT', destination: 'A@B.fr' }, true],
  ['another local part', { localPart: 'other' }, false],
  ['another destination', { destination: 'c@b.fr' }, false],
  ['a destination in another domain', { destination: 'a@c.fr' }, false],
  ['both parts run together otherwise', { localPart: 'contacta', destination: '@b.fr' }, false],
])('%s is the same alias as contact to a@b.fr', (_what, given, isSame) => {
  expect(aliasKey(listed(given)) === aliasKey(listed())).toBe(isSame);
});

it('compares the domain of a destination in its ASCII form, and what has none as it is', () => {
  expect(aliasKey(listed({ destination: 'a@évry.fr' }))).toBe(
    aliasKey(listed({ destination: 'a@xn--vry-9la.fr' })),
  );
  expect(aliasKey(listed({ destination: 'a@devnull' }))).not.toBe(
    aliasKey(listed({ destination: 'a@localhost' })),
  );
});
