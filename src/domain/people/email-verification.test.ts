import { describe, expect, it } from 'vitest';
import { claimedEmail, isVouchedFor, publicLabel, verifiedEmail } from './email-verification.ts';

describe('a claim vouches for an address', () => {
  it.each([
    [true, true],
    ['true', true],
    [false, false],
    ['false', false],
    ['False', false],
    ['True', false],
    ['TRUE', false],
    [' true', false],
    ['true ', false],
    ['yes', false],
    ['no', false],
    ['1', false],
    ['', false],
    [1, false],
    [0, false],
    [null, false],
    [{}, false],
    [{ value: true }, false],
    [[true], false],
    [['true'], false],
  ])('that says %j: %s, whatever the installation asks for', (claim, expected) => {
    expect(isVouchedFor(claim, false)).toBe(expected);
    expect(isVouchedFor(claim, true)).toBe(expected);
  });

  it('when it is absent, unless the installation asks for it', () => {
    expect(isVouchedFor(undefined, false)).toBe(true);
    expect(isVouchedFor(undefined, true)).toBe(false);
  });
});

describe('the address kept after a sign-in', () => {
  const none = { email: null, emailVerified: true };
  const proven = { email: 'ada@evry.fr', emailVerified: true };
  const unproven = { email: 'ada@evry.fr', emailVerified: false };
  const other = { email: 'ada@paris.fr', emailVerified: true };
  const otherUnproven = { email: 'ada@paris.fr', emailVerified: false };
  const nothing = { email: null, emailVerified: false };

  it.each([
    ['none, and none claimed', none, nothing, none],
    ['none, and a verified one claimed', none, other, other],
    ['none, and an unverified one claimed', none, otherUnproven, otherUnproven],
    ['a verified one, and none claimed', proven, nothing, proven],
    ['a verified one, and another claimed', proven, other, other],
    ['a verified one, and an unverified one claimed', proven, otherUnproven, proven],
    ['a verified one, and the same claimed without proof', proven, unproven, proven],
    ['an unverified one, and none claimed', unproven, nothing, unproven],
    ['an unverified one, and the same claimed with proof', unproven, proven, proven],
    ['an unverified one, and another claimed with proof', unproven, other, other],
    ['an unverified one, and another claimed without proof', unproven, otherUnproven, otherUnproven],
  ])('%s', (_case, stored, claimed, kept) => {
    expect(claimedEmail(stored, claimed)).toEqual(kept);
  });
});

describe('somebody', () => {
  it.each([
    ['a verified address', { email: 'ada@evry.fr', emailVerified: true }, 'ada@evry.fr', 'ada@evry.fr'],
    ['an unverified address', { email: 'ada@evry.fr', emailVerified: false }, null, 'Ada'],
    ['neither address nor name', { email: null, emailVerified: true, name: null }, null, 'sub-of-ada'],
  ])('with %s is known by and called', (_case, given, email, label) => {
    const user = { sub: 'sub-of-ada', name: 'Ada', ...given };
    expect([verifiedEmail(user), publicLabel(user)]).toEqual([email, label]);
  });
});
