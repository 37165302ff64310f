import { describe, expect, it } from 'vitest';
import type { UserId } from '../shared/ids.ts';
import { readIdentity, withIdentity } from './identity.ts';
import type { User } from './user.ts';

const settings = {
  fullNameClaims: ['first_name', 'last_name'],
  registrationIdClaim: 'siret',
  essentialClaims: [],
  registrationIdPattern: null,
  emailVerifiedRequired: false,
  registrationIdChecksum: false,
};
const read = (claims: Record<string, unknown>, over = {}) => readIdentity(claims, { ...settings, ...over });

describe('identity from claims', () => {
  it('reads what a provider usually gives', () => {
    expect(
      read({
        sub: 'abc',
        email: 'Jean@EVRY.fr',
        first_name: 'Jean',
        last_name: 'Valjean',
        siret: '13002526500013',
      }),
    ).toEqual({
      sub: 'abc',
      email: 'Jean@evry.fr',
      emailVerified: true,
      name: 'Jean Valjean',
      registrationId: '13002526500013',
    });
  });

  it.each([
    ['names absent', { sub: 'a' }, { name: null }],
    ['one name', { sub: 'a', first_name: ' ', last_name: 'Valjean' }, { name: 'Valjean' }],
    ['a long name', { sub: 'a', first_name: 'é'.repeat(150) }, { name: 'é'.repeat(100) }],
    ['an e-mail that is none', { sub: 'a', email: 'nope' }, { email: null }],
    ['an unverified e-mail', { sub: 'a', email: 'a@b.fr', email_verified: false }, { emailVerified: false }],
    ['a sub with unusual characters', { sub: 'é/ü|1' }, { sub: 'é/ü|1' }],
    ['k7-nul-name a name with NUL', { sub: 'a', first_name: 'A', last_name: 'a\0b' }, { name: 'A ab' }],
    [
      'a name on two lines',
      { sub: 'a', first_name: 'Ana\r\n', last_name: 'Petit\nRoy' },
      { name: 'Ana Petit Roy' },
    ],
    ['half a character in a name', { sub: 'a', first_name: 'Ana\ud800' }, { name: 'Ana' }],
    [
      'k14-invisible a name of nothing to see',
      { sub: 'a', first_name: '\u200b', last_name: '\u2800' },
      { name: null },
    ],
    ['a name in letters and accents of their own', { sub: 'a', first_name: 'Jose\u0301' }, { name: 'José' }],
    ['a name from right to left', { sub: 'a', first_name: 'أحمد' }, { name: 'أحمد' }],
    ['a sub in letters and accents of their own', { sub: 'e\u0301' }, { sub: 'e\u0301' }],
    ['a registration id too long to be one', { sub: 'a', siret: '1'.repeat(129) }, { registrationId: null }],
    [
      'a number as registration id',
      { sub: 'a', siret: 13002526500013 },
      { registrationId: '13002526500013' },
    ],
    [
      'several registration ids',
      { sub: 'a', siret: ['N/A', '130 025 265 00013'] },
      { registrationId: '13002526500013' },
    ],
    ['no registration id in so many words', { sub: 'a', siret: '[ND]' }, { registrationId: null }],
  ])('%s', (_name, claims, expected) => expect(read(claims)).toMatchObject(expected));

  it.each(['a\0b', 'a\ud800', 'a\nb', '\u200b', '', 1])('refuses the sub %j', (sub) => {
    expect(() => read({ sub })).toThrow(expect.objectContaining({ params: { reason: 'sub' } }));
  });

  it('counts an essential claim of nothing to see as missing', () => {
    expect(() => read({ sub: 'a', job: '\u200b' }, { essentialClaims: ['job'] })).toThrow(
      expect.objectContaining({ params: { reason: 'job' } }),
    );
  });

  it('drops a registration id of another form when one is configured', () => {
    const registrationIdPattern = /^[0-9]{14}$/;
    expect(read({ sub: 'a', siret: '123' }, { registrationIdPattern }).registrationId).toBeNull();
    expect(read({ sub: 'a', siret: '12345678901234' }, { registrationIdPattern }).registrationId).toBe(
      '12345678901234',
    );
  });

  it('asks for right check digits only where it is told to', () => {
    const siret = '12345678901234';
    expect(read({ sub: 'a', siret }).registrationId).toBe(siret);
    expect(read({ sub: 'a', siret }, { registrationIdChecksum: true }).registrationId).toBeNull();
    expect(read({ sub: 'a', siret: '0755890Z' }, { registrationIdChecksum: true }).registrationId).toBe(
      '0755890Z',
    );
  });

  it.each([
    ['a number', 13002526500013],
    ['a list', ['13002526500013']],
    ['text', 'x'],
    ['true', true],
  ])('takes %s for an essential claim that is present', (_what, siret) => {
    expect(read({ sub: 'a', siret }, { essentialClaims: ['siret'] }).sub).toBe('a');
  });

  it.each([[[]], [['', ' ']], [null], [false], [' '], [undefined]])(
    'takes %j for an essential claim that is missing',
    (siret) => {
      expect(() => read({ sub: 'a', siret }, { essentialClaims: ['siret'] })).toThrow(
        expect.objectContaining({ code: 'sign_in.refused', params: { reason: 'siret' } }),
      );
    },
  );

  it.each([
    ['no sub', {}, {}, 'sub'],
    ['an empty sub', { sub: '' }, {}, 'sub'],
    ['a sub of another type', { sub: 5 }, {}, 'sub'],
    ['a sub that is too long', { sub: 'x'.repeat(256) }, {}, 'sub'],
    ['an essential claim missing', { sub: 'a', email: '' }, { essentialClaims: ['email'] }, 'email'],
  ])('refuses %s', (_name, claims, over, reason) => {
    expect(() => read(claims, over)).toThrow(
      expect.objectContaining({ code: 'sign_in.refused', params: { reason } }),
    );
  });
});

describe('user after a sign-in', () => {
  const at = new Date('2026-03-01T10:00:00Z');
  const later = new Date('2026-03-02T10:00:00Z');
  const user: User = {
    id: 'u' as UserId,
    sub: 'abc',
    email: 'jean@evry.fr',
    emailVerified: true,
    name: 'Jean',
    language: 'fr-fr',
    timezone: 'UTC',
    isDevice: false,
    isStaff: false,
    isSuperuser: false,
    isActive: true,
    organizationId: null,
    lastLoginAt: null,
    createdAt: at,
    updatedAt: at,
  };

  it('is the same when nothing changed', () => {
    expect(withIdentity(user, read({ sub: 'abc', email: 'jean@evry.fr', first_name: 'Jean' }), later)).toBe(
      user,
    );
  });

  it('keeps what the provider no longer says and takes what it says anew', () => {
    expect(withIdentity(user, read({ sub: 'other', last_name: 'Valjean' }), later)).toEqual({
      ...user,
      sub: 'other',
      name: 'Valjean',
      updatedAt: later,
    });
  });
});
