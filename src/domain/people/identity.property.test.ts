import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  EMAIL_MAX_LENGTH,
  emailDomain,
  isEmailAddress,
  isSameEmail,
  normalizeEmail,
} from '../shared/email-address.ts';
import { readIdentity } from './identity.ts';
import { USER_NAME_MAX_LENGTH } from './user.ts';

const SETTINGS = {
  fullNameClaims: ['first_name', 'last_name'],
  registrationIdClaim: 'siret',
  essentialClaims: [],
  registrationIdPattern: null,
  emailVerifiedRequired: false,
  registrationIdChecksum: false,
};
const SIRET_ONLY = { ...SETTINGS, registrationIdPattern: /^[0-9]{14}$/ };

const label = fc.stringMatching(/^[a-zA-Z0-9]([a-zA-Z0-9-]{0,8}[a-zA-Z0-9])?$/);
const address = fc
  .tuple(fc.stringMatching(/^[a-zA-Z0-9_.+-]{1,20}$/), fc.array(label, { minLength: 1, maxLength: 3 }))
  .map(([local, labels]) => `${local}@${labels.join('.')}.fr`)
  .filter(isEmailAddress);
/** The same text with the case of each letter changed. */
const recased = (text: string) =>
  fc
    .array(fc.boolean(), { minLength: text.length, maxLength: text.length })
    .map((upper) =>
      [...text].map((letter, i) => (upper[i] ? letter.toUpperCase() : letter.toLowerCase())).join(''),
    );
const withRecased = address.chain((one) => recased(one).map((other) => [one, other] as const));
const anything = fc.oneof(
  fc.string({ unit: 'binary' }),
  fc.constant(null),
  fc.integer(),
  fc.object(),
  fc.boolean(),
);

describe('addresses', () => {
  it('are the same in any letter case, and lead to the same organization', () => {
    fc.assert(
      fc.property(withRecased, ([one, other]) => {
        expect(isSameEmail(one, other)).toBe(true);
        expect(emailDomain(one)).toBe(emailDomain(other));
      }),
    );
  });

  it('that are the same differ in letter case only', () => {
    fc.assert(
      fc.property(address, address, (one, other) => {
        expect(isSameEmail(one, other)).toBe(one.toLowerCase() === other.toLowerCase());
      }),
    );
  });

  it('are stored so that they stay the same, once and for all', () => {
    fc.assert(
      fc.property(address, (one) => {
        const stored = normalizeEmail(one);
        expect(isSameEmail(stored, one)).toBe(true);
        expect(normalizeEmail(stored)).toBe(stored);
        expect(isEmailAddress(stored)).toBe(true);
      }),
    );
  });

  it('have the domain after their last sign, never one that only ends like it', () => {
    fc.assert(
      fc.property(address, label, (one, prefix) => {
        const [local = '', domain = ''] = one.split('@');
        expect(emailDomain(`${local}@${prefix}${domain}`)).not.toBe(emailDomain(one));
        expect(emailDomain(`${local}@${prefix}.${domain}`)).not.toBe(emailDomain(one));
      }),
    );
  });
});

describe('claims', () => {
  it('of any shape make an identity that can be stored, or name nobody', () => {
    const claims = fc.record(
      { sub: anything, email: anything, first_name: anything, last_name: anything, siret: anything },
      { requiredKeys: [] },
    );
    fc.assert(
      fc.property(claims, (given) => {
        let identity: ReturnType<typeof readIdentity>;
        try {
          identity = readIdentity(given, SIRET_ONLY);
        } catch (error) {
          expect(error).toMatchObject({ code: 'sign_in.refused' });
          return;
        }
        expect(identity.sub).toBe(String(given.sub).trim());
        if (identity.email !== null) {
          expect(isEmailAddress(identity.email) && identity.email.length <= EMAIL_MAX_LENGTH).toBe(true);
        }
        expect([...(identity.name ?? '')].length).toBeLessThanOrEqual(USER_NAME_MAX_LENGTH);
        if (identity.registrationId !== null) expect(identity.registrationId).toMatch(/^[0-9]{14}$/);
      }),
    );
  });

  it('give the registration id as it is, but for the spaces around it', () => {
    const id = fc.stringMatching(/^[1-9][A-Za-z]-[0-9A-Za-z-]{0,37}$/);
    fc.assert(
      fc.property(id, fc.stringMatching(/^[ \t]{0,3}$/), (registrationId, space) => {
        const claims = { sub: 'x', siret: `${space}${registrationId}${space}` };
        expect(readIdentity(claims, SETTINGS).registrationId).toBe(registrationId);
      }),
    );
  });

  it('vouch for an e-mail by true alone, whatever else is said of it', () => {
    const claim = fc.oneof(
      anything,
      fc.constantFrom('true', 'false', 'True', 'TRUE', ' true', '1', 1, 0, [true]),
    );
    fc.assert(
      fc.property(address, claim, fc.boolean(), (email, said, emailVerifiedRequired) => {
        const settings = { ...SETTINGS, emailVerifiedRequired };
        const { emailVerified } = readIdentity({ sub: 'x', email, email_verified: said }, settings);
        expect(emailVerified).toBe(said === true || said === 'true');
        expect(readIdentity({ sub: 'x', email }, settings).emailVerified).toBe(!emailVerifiedRequired);
        expect(readIdentity({ sub: 'x', email_verified: said }, settings).emailVerified).toBe(false);
      }),
    );
  });
});
