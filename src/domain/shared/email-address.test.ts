import { describe, expect, it } from 'vitest';
import {
  emailDomain,
  emailSpellings,
  isEmailAddress,
  isSameEmail,
  normalizeEmail,
  readableEmail,
} from './email-address.ts';

describe('e-mail address', () => {
  it.each([
    ['a@b.fr', true],
    ["o'neil+tag@sous.domaine.fr", true],
    ['a@évry.fr', true],
    ['a@e\u0301vry.fr', true],
    ['a@xn--vry-9la.fr', true],
    ['a@xn--a.fr', false],
    [`a@${'é'.repeat(64)}.fr`, false],
    // It would be too long in ASCII.
    [`${'a'.repeat(40)}@${`${'é'.repeat(50)}.`.repeat(4)}fr`, false],
    ['a@b', false],
    ['@b.fr', false],
    ['a', false],
    ['a..b@c.fr', false],
    ['.a@c.fr', false],
    ['é@c.fr', false],
    ['a b@c.fr', false],
    ['a@-c.fr', false],
    ['a@c..fr', false],
    ['a@1.2.3.4', false],
    [`${'a'.repeat(250)}@b.fr`, true],
    [`${'a'.repeat(320)}@b.fr`, false],
    ['a@b.c', false],
  ])('%s -> %s', (text, expected) => expect(isEmailAddress(text)).toBe(expected));

  it('lower-cases the domain part only', () => {
    expect(normalizeEmail('Jean.Valjean@EVRY.Fr')).toBe('Jean.Valjean@evry.fr');
    expect(emailDomain('Jean@EVRY.Fr')).toBe('evry.fr');
    expect(emailDomain('nobody')).toBeUndefined();
    expect(emailDomain('nobody@')).toBeUndefined();
  });

  it('has one spelling, whatever that of its domain', () => {
    expect(normalizeEmail('Jean@Évry.Fr')).toBe('Jean@xn--vry-9la.fr');
    expect(normalizeEmail('devnull@DEVNULL')).toBe('devnull@devnull');
    expect(emailDomain('Jean@Évry.Fr')).toBe('xn--vry-9la.fr');
    expect(readableEmail('Jean@xn--vry-9la.fr')).toBe('Jean@évry.fr');
    expect(readableEmail('nobody')).toBe('nobody');
    expect(emailSpellings('Jean@Évry.Fr')).toEqual(['jean@xn--vry-9la.fr', 'jean@évry.fr']);
    expect(emailSpellings('Jean@Evry.Fr')).toEqual(['jean@evry.fr']);
  });

  it('that would be too long to store in ASCII stays as it is written', () => {
    const long = `${'a'.repeat(40)}@${`${'é'.repeat(50)}.`.repeat(4)}fr`;
    expect(normalizeEmail(long)).toBe(long);
  });

  it('compares without letter case and spelling', () => {
    expect(isSameEmail('A@b.fr', 'a@B.FR')).toBe(true);
    expect(isSameEmail('a@b.fr', 'b@b.fr')).toBe(false);
    expect(isSameEmail('A@évry.fr', 'a@XN--VRY-9LA.fr')).toBe(true);
  });
});
