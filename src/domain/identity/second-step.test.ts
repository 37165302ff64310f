import { describe, expect, it } from 'vitest';
import { offeredFactors } from './authentication-level.ts';
import { heldFactors, needsSecondFactor, type SecondFactor, secondStepOf } from './second-step.ts';

const WITHOUT_ROOTS = offeredFactors({ attestationRoots: [] });
const WITH_ROOTS = offeredFactors({ attestationRoots: ['a certificate'] });
const PROCONNECT_MFA = ['eidas0-mfa', 'eidas1-mfa', 'eidas2', 'eidas3'];
const CODES: readonly SecondFactor[] = ['totp', 'recovery_code'];

describe('the second step of a sign-in', () => {
  it.each<[string, Partial<Parameters<typeof secondStepOf>[0]>, ReturnType<typeof secondStepOf>]>([
    ['nobody asks for one', {}, { kind: 'none' }],
    ['a password is what is asked for', { essentialAcrs: ['eidas1'] }, { kind: 'none' }],
    ['one is held', { held: CODES }, { kind: 'factor', factors: CODES }],
    ['one is held, and required', { held: CODES, isRequired: true }, { kind: 'factor', factors: CODES }],
    [
      'one is held, and a password would do',
      { held: CODES, essentialAcrs: ['eidas1'] },
      { kind: 'factor', factors: CODES },
    ],
    [
      'any of two factors is asked for',
      { held: CODES, essentialAcrs: PROCONNECT_MFA },
      { kind: 'factor', factors: CODES },
    ],
    [
      'a recovery code is too little',
      { held: CODES, essentialAcrs: ['eidas2'] },
      { kind: 'factor', factors: ['totp'] },
    ],
    [
      'only attested hardware will do, and is not held',
      { held: [...CODES, 'passkey'], essentialAcrs: ['eidas3'], offered: WITH_ROOTS },
      { kind: 'unreachable' },
    ],
    [
      'only attested hardware will do, and is held',
      { held: ['totp', 'hardware_key'], essentialAcrs: ['eidas3'] },
      { kind: 'factor', factors: ['hardware_key'] },
    ],
    ['the domain requires one', { isRequired: true }, { kind: 'enrolment' }],
    ['the service needs one', { essentialAcrs: PROCONNECT_MFA }, { kind: 'enrolment' }],
    ['hardware can be enrolled', { essentialAcrs: ['eidas3'], offered: WITH_ROOTS }, { kind: 'enrolment' }],
    ['hardware cannot be enrolled', { essentialAcrs: ['eidas3'] }, { kind: 'unreachable' }],
    ['a level is unknown', { essentialAcrs: ['urn:nobody:knows'] }, { kind: 'unreachable' }],
    [
      'a level is unknown, and one is held',
      { held: CODES, essentialAcrs: ['urn:nobody:knows'] },
      { kind: 'unreachable' },
    ],
  ])('%s', (_name, facts, step) => {
    const usual = { held: [], isRequired: false, essentialAcrs: undefined, offered: WITHOUT_ROOTS };
    expect(secondStepOf({ ...usual, ...facts })).toEqual(step);
  });
});

describe('what somebody holds', () => {
  it('is each kind once, and recovery codes beside an authenticator only', () => {
    const totp = { kind: 'totp', isHardware: false } as const;
    const synced = { kind: 'passkey', isHardware: false } as const;
    const key = { kind: 'passkey', isHardware: true } as const;
    expect(heldFactors([totp, totp, synced, key], 3)).toEqual([
      'totp',
      'passkey',
      'hardware_key',
      'recovery_code',
    ]);
    expect(heldFactors([totp], 0)).toEqual(['totp']);
    expect(heldFactors([], 3)).toEqual([]);
  });
});

it('a domain requires a second factor from its date on, and whoever has one needs it before', () => {
  const now = new Date('2027-02-28T00:00:00Z');
  const before = new Date(now.getTime() - 1);
  expect(needsSecondFactor({ isEnrolled: false, requiredFrom: null }, now)).toBe(false);
  expect(needsSecondFactor({ isEnrolled: true, requiredFrom: null }, now)).toBe(true);
  expect(needsSecondFactor({ isEnrolled: false, requiredFrom: now }, before)).toBe(false);
  expect(needsSecondFactor({ isEnrolled: false, requiredFrom: now }, now)).toBe(true);
});
