import { describe, expect, it } from 'vitest';
import { CONTACT_DATA_MAX_BYTES, CONTACT_NOTES_MAX_LENGTH, ensureContactFits } from './contact-bounds.ts';

/** Contact information of `bytes` bytes. */
const dataOf = (bytes: number, character = 'x') => {
  const rest = bytes - '{"customFields":{"a":""}}'.length;
  return { customFields: { a: character.repeat(rest / Buffer.byteLength(character)) } };
};
const duck = '🦆';

describe('what a contact may hold', () => {
  it.each([
    ['nothing', '', {}, undefined],
    ['notes at the bound', 'x'.repeat(CONTACT_NOTES_MAX_LENGTH), {}, undefined],
    ['notes at the bound, beyond the basic plane', duck.repeat(CONTACT_NOTES_MAX_LENGTH), {}, undefined],
    ['notes above it', 'x'.repeat(CONTACT_NOTES_MAX_LENGTH + 1), {}, 'contact.notes_too_long'],
    ['notes above it, beyond', duck.repeat(CONTACT_NOTES_MAX_LENGTH + 1), {}, 'contact.notes_too_long'],
    ['information at the bound', '', dataOf(CONTACT_DATA_MAX_BYTES), undefined],
    ['information above it', '', dataOf(CONTACT_DATA_MAX_BYTES + 1), 'contact.data_too_large'],
    ['information of few characters and many bytes', '', dataOf(100_025, '€'), 'contact.data_too_large'],
  ] as const)('%s: %#', (_what, notes, data, code) => {
    const check = () => ensureContactFits({ notes, data });
    if (code === undefined) expect(check).not.toThrow();
    else expect(check).toThrow(expect.objectContaining({ code, params: { max: expect.any(String) } }));
  });

  it('keeps what it had from before there were bounds, and takes nothing else in its place', () => {
    const before = { notes: 'n'.repeat(20_000), data: dataOf(90_000) };
    expect(() => ensureContactFits(before, before)).not.toThrow();
    expect(() => ensureContactFits({ ...before, notes: '' }, before)).not.toThrow();
    expect(() => ensureContactFits({ ...before, data: {} }, before)).not.toThrow();
    expect(() => ensureContactFits({ ...before, notes: 'm'.repeat(20_000) }, before)).toThrow(
      expect.objectContaining({ code: 'contact.notes_too_long' }),
    );
    expect(() => ensureContactFits({ ...before, data: dataOf(80_000) }, before)).toThrow(
      expect.objectContaining({ code: 'contact.data_too_large' }),
    );
  });
});
