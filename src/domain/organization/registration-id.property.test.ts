import fc from 'fast-check';
import { expect, it } from 'vitest';
import { isUsableId, normalizeRegistrationId, registrationIdInClaim } from './registration-id.ts';

const RULES = { pattern: null, checksum: false };
const siret = fc.stringMatching(/^[1-9][0-9]{13}$/);
const separator = fc
  .array(
    fc.constantFrom(' ', '\u00a0', '\u202f', '\u2009', '\u200b', '\t', '.', '-', '\u2011', '’', '\ufeff'),
    {
      maxLength: 3,
    },
  )
  .map((characters) => characters.join(''));

it('a SIRET is the same whatever stands between its digits', () => {
  const gaps = fc.array(separator, { minLength: 15, maxLength: 15 });
  fc.assert(
    fc.property(siret, gaps, (digits, between) => {
      const written = [...digits, ''].map((digit, index) => `${between[index]}${digit}`).join('');
      expect(normalizeRegistrationId(written)).toBe(digits);
      expect(registrationIdInClaim(written, RULES)).toBe(digits);
    }),
  );
});

it('a SIRET is the same as text, as a number and as the first of a list', () => {
  fc.assert(
    fc.property(siret, (digits) => {
      for (const claim of [
        Number(digits),
        [digits],
        [Number(digits)],
        ['-', digits],
        `${digits},${digits}`,
      ]) {
        expect(registrationIdInClaim(claim, RULES)).toBe(digits);
      }
    }),
  );
});

it('writing an id as it is stored changes nothing', () => {
  const text = fc.oneof(fc.string({ unit: 'binary' }), fc.string({ unit: 'grapheme' }), fc.string());
  fc.assert(
    fc.property(text, (written) => {
      const id = normalizeRegistrationId(written);
      expect(normalizeRegistrationId(id)).toBe(id);
    }),
    { numRuns: 2000 },
  );
});

it('a claim of any shape gives an id that can be stored, or none', () => {
  fc.assert(
    fc.property(fc.oneof(fc.anything(), fc.string({ unit: 'binary' })), (claim) => {
      const id = registrationIdInClaim(claim, RULES);
      if (id === null) return;
      expect(isUsableId(id, null)).toBe(true);
      expect(normalizeRegistrationId(id)).toBe(id);
    }),
  );
});
