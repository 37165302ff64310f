import { describe, expect, it } from 'vitest';
import { OtpauthOneTimeCodes } from './otpauth-one-time-codes.ts';

const codes = new OtpauthOneTimeCodes();
/** The secret of RFC 6238, appendix B, in base32. */
const SECRET = 'GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ';

describe('codes of an authenticator application', () => {
  // The last six of the eight digits that the RFC has for SHA-1.
  it.each([
    [59, '287082'],
    [1_111_111_109, '081804'],
    [1_111_111_111, '050471'],
    [1_234_567_890, '005924'],
    [2_000_000_000, '279037'],
    [20_000_000_000, '353130'],
  ])('are those of RFC 6238: at %i s %s', (seconds, code) => {
    const step = Math.floor(seconds / 30);
    const at = (steps: number) => new Date((seconds + 30 * steps) * 1000);
    for (const steps of [-1, 0, 1]) expect(codes.stepOf(SECRET, code, at(steps), 0)).toBe(step);
    for (const steps of [-2, 2]) expect(codes.stepOf(SECRET, code, at(steps), 0)).toBeUndefined();
    expect(codes.stepOf(SECRET, code, at(0), step - 1)).toBe(step);
    expect(codes.stepOf(SECRET, code, at(0), step)).toBeUndefined();
  });

  it.each(['', '28708', '2870820', '287 0 8', '２８７０８２', '-87082', '0x1234', '287082\0', '2.8e10'])(
    'are six digits, which %j are not',
    (code) => {
      expect(codes.stepOf(SECRET, code, new Date(59_000), 0)).toBeUndefined();
    },
  );

  it('come of a secret of 160 bits, another each time', () => {
    const secrets = Array.from({ length: 20 }, () => codes.newSecret());
    for (const secret of secrets) expect(secret).toMatch(/^[A-Z2-7]{32}$/);
    expect(new Set(secrets).size).toBe(20);
  });

  it('are listed under the name that is given, whatever it has in it', () => {
    const uri = codes.uriOf(SECRET, { issuer: 'Régie: é & ?x=1', account: 'ada@varzy.example' });
    const { pathname, searchParams } = new URL(uri);
    expect(searchParams.get('issuer')).toBe('Régie  é & ?x=1');
    expect(decodeURIComponent(pathname)).toBe('/Régie  é & ?x=1:ada@varzy.example');
    expect(searchParams.get('secret')).toBe(SECRET);
  });
});
