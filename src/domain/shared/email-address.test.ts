import { describe, expect, it } from 'vitest';
import { emailDomain, isEmailAddress, isSameEmail, normalizeEmail } from './email-address.ts';

describe('e-mail address', () => {
  it.each([
    ['a@b.fr', true],
    ["o'neil+tag@sous.domaine.fr", true],
    ['a@évry.fr', true],
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

  it('compares without letter case', () => {
    expect(isSameEmail('A@b.fr', 'a@B.FR')).toBe(true);
    expect(isSameEmail('a@b.fr', 'b@b.fr')).toBe(false);
  });
});
