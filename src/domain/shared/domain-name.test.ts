import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { asciiDomainName, domainSpellings, normalizeDomain, readableDomain } from './domain-name.ts';

describe('the one spelling of a domain', () => {
  it.each([
    ['evry.fr', 'evry.fr'],
    ['Évry-Test.FR', 'xn--vry-test-90a.fr'],
    ['e\u0301vry-test.fr', 'xn--vry-test-90a.fr'],
    ['xn--vry-test-90a.fr', 'xn--vry-test-90a.fr'],
    ['XN--VRY-TEST-90A.fr', 'xn--vry-test-90a.fr'],
    ['évry。fr', 'xn--vry-9la.fr'],
    ['ｅｖｒｙ．fr', 'evry.fr'],
    ['straße.de', 'xn--strae-oqa.de'],
    ['例え.jp', 'xn--r8jz45g.jp'],
    ['قطر.example', 'xn--wgbl6a.example'],
    ['r3---sn.example', 'r3---sn.example'],
    ['LOCALHOST', 'localhost'],
    ['not a domain!', 'not a domain!'],
    ['xn--é.fr', 'xn--é.fr'],
    ['xn--a.fr', 'xn--a.fr'],
    [`${'é'.repeat(64)}.fr`, `${'é'.repeat(64)}.fr`],
  ])('of %s is %s', (written, spelling) => expect(normalizeDomain(written)).toBe(spelling));

  it('is that of itself, and of what people read', () => {
    const label = fc.string({
      unit: fc.constantFrom('a', 'é', 'ß', 'ж', 'Ω', 'ς', 'İ', '例', 'ا', '1', '-', '\u0301', '\u200d'),
      minLength: 1,
      maxLength: 8,
    });
    fc.assert(
      fc.property(fc.array(label, { minLength: 2, maxLength: 3 }), (labels) => {
        const ascii = asciiDomainName(labels.join('.'));
        fc.pre(ascii !== undefined);
        expect(ascii).toMatch(/^[a-z0-9.-]+$/);
        for (const spelling of domainSpellings(ascii)) expect(asciiDomainName(spelling)).toBe(ascii);
        expect(asciiDomainName(readableDomain(ascii))).toBe(ascii);
      }),
    );
  });
});

it.each([
  ['evry.fr', 'evry.fr'],
  ['xn--vry-test-90a.fr', 'évry-test.fr'],
  ['xn--r8jz45g.jp', '例え.jp'],
  // With a Cyrillic а, it would pass for paris.fr.
  [normalizeDomain('p\u0430ris.fr'), normalizeDomain('p\u0430ris.fr')],
  [normalizeDomain('москва.example'), 'москва.example'],
  ['xn--a.fr', 'xn--a.fr'],
  ['localhost', 'localhost'],
])('people read %s as %s', (stored, shown) => expect(readableDomain(stored)).toBe(shown));
