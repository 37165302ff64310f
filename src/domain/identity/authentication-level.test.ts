import { describe, expect, it } from 'vitest';
import {
  ACRS,
  type Acr,
  type Factor,
  isMultiFactor,
  lastingLevel,
  levelOf,
  offeredFactors,
  reachableAcrs,
  satisfies,
  toldLevel,
} from './authentication-level.ts';

const ROOT = '-----BEGIN CERTIFICATE-----';

describe('the level of a sign-in', () => {
  it.each<[readonly Factor[], Acr, string]>([
    [['pwd'], 'eidas1', 'pwd'],
    [['pwd', 'totp'], 'eidas2', 'pwd otp mfa'],
    [['totp', 'pwd'], 'eidas2', 'pwd otp mfa'],
    [['pwd', 'recovery_code'], 'eidas1-mfa', 'pwd otp mfa'],
    [['passkey'], 'eidas2', 'pop mfa'],
    [['pwd', 'passkey'], 'eidas2', 'pwd pop mfa'],
    [['hardware_key'], 'eidas3', 'pop pin mfa'],
    [['pwd', 'hardware_key'], 'eidas3', 'pwd pop pin mfa'],
    [['pwd', 'recovery_code', 'totp'], 'eidas2', 'pwd otp mfa'],
  ])('is of %j: %s', (factors, acr, amr) => {
    expect(levelOf(factors)).toEqual({ acr, amr: amr.split(' ') });
    expect(isMultiFactor(levelOf(factors))).toBe(amr.includes('mfa'));
  });

  it.each<[readonly Factor[]]>([[[]], [['totp']], [['recovery_code']], [['totp', 'recovery_code']]])(
    'is none of %j: no sign-in begins with a second factor',
    (factors) => {
      expect(() => levelOf(factors)).toThrow('These factors make no sign-in');
    },
  );
});

describe('what can be reached', () => {
  it('has eidas3 only where the operator trusts a maker', () => {
    const offered = offeredFactors({ attestationRoots: [] });
    expect(offered).toEqual(['pwd', 'totp', 'recovery_code', 'passkey']);
    expect(reachableAcrs(offered)).toEqual(['eidas1', 'eidas1-mfa', 'eidas2']);
    expect(reachableAcrs(offeredFactors({ attestationRoots: [ROOT] }))).toEqual([
      'eidas1',
      'eidas1-mfa',
      'eidas2',
      'eidas3',
    ]);
  });
});

describe('a level that is asked for', () => {
  const CONTAINED: Readonly<Record<Acr, string>> = {
    eidas0: 'eidas0',
    'eidas0-mfa': 'eidas0 eidas0-mfa',
    eidas1: 'eidas0 eidas1',
    'eidas1-mfa': 'eidas0 eidas0-mfa eidas1 eidas1-mfa',
    eidas2: 'eidas0 eidas0-mfa eidas1 eidas1-mfa eidas2',
    eidas3: 'eidas0 eidas0-mfa eidas1 eidas1-mfa eidas2 eidas3',
  };

  it.each(ACRS.flatMap((reached) => ACRS.map((asked) => [reached, asked] as const)))(
    '%s has or has not %s',
    (reached, asked) => {
      expect(satisfies([asked], { acr: reached })).toBe(CONTAINED[reached].split(' ').includes(asked));
    },
  );

  it.each(['', 'eidas4', 'EIDAS1', 'urn:mace:incommon:iap:silver', 'eidas1 eidas2', '__proto__'])(
    'is nothing of ours: %j',
    (asked) => {
      for (const acr of ACRS) expect(satisfies([asked], { acr })).toBe(false);
    },
  );

  const PROCONNECT = ['eidas0-mfa', 'eidas1-mfa', 'eidas2', 'eidas3'];
  it.each<[readonly string[], Acr, string]>([
    [PROCONNECT, 'eidas2', 'eidas2'],
    [PROCONNECT, 'eidas3', 'eidas3'],
    [PROCONNECT, 'eidas1-mfa', 'eidas1-mfa'],
    [['eidas1'], 'eidas2', 'eidas1'],
    [['eidas0-mfa', 'eidas1'], 'eidas1-mfa', 'eidas1'],
    [['eidas1', 'eidas0-mfa'], 'eidas2', 'eidas1'],
    [['eidas0'], 'eidas1', 'eidas0'],
    [['eidas3'], 'eidas2', 'eidas2'],
    [[], 'eidas2', 'eidas2'],
  ])('of %j, who reached %s is told %s', (asked, acr, told) => {
    const amr = ['pwd', 'otp', 'mfa'];
    expect(toldLevel(asked, { acr, amr })).toEqual({ acr: told, amr });
  });

  it.each<[Acr, Acr]>([
    ['eidas0', 'eidas0'],
    ['eidas0-mfa', 'eidas0-mfa'],
    ['eidas1', 'eidas1'],
    ['eidas1-mfa', 'eidas1-mfa'],
    ['eidas2', 'eidas1-mfa'],
    ['eidas3', 'eidas1-mfa'],
  ])('is, later in a session of %s, %s: the two highest are always fresh', (acr, lasting) => {
    const amr = ['pop', 'mfa'];
    expect(lastingLevel({ acr, amr })).toEqual({ acr: lasting, amr });
  });
});
