import { describe, expect, it } from 'vitest';
import { askedLevels, asksForLevels, commonLevels, presentsLevel, toldLevel } from './sign-in-level.ts';

const LEVELS = { staff: ['eidas2', 'eidas3'], administrators: ['eidas1-mfa', 'eidas2'] };
const NOBODY = { isStaff: false, isSuperuser: false };
const STAFF = { isStaff: true, isSuperuser: false };
const SUPERUSER = { isStaff: false, isSuperuser: true };

describe('who is asked for what', () => {
  it.each([
    ['anybody else', NOBODY, false, []],
    ['an administrator', NOBODY, true, ['eidas1-mfa', 'eidas2']],
    ['staff', STAFF, false, ['eidas2', 'eidas3']],
    ['a superuser', SUPERUSER, false, ['eidas2', 'eidas3']],
    ['staff who administer something', STAFF, true, ['eidas2']],
  ] as const)('%s', (_who, rights, administers, asked) => {
    expect(askedLevels(LEVELS, rights, administers)).toEqual(asked);
  });

  it.each([
    ['staff, where only administrators are asked', { ...LEVELS, staff: [] }, STAFF, false, []],
    ['staff who administer, there', { ...LEVELS, staff: [] }, STAFF, true, LEVELS.administrators],
    ['an administrator, where only staff are asked', { ...LEVELS, administrators: [] }, NOBODY, true, []],
    ['staff who administer, there', { ...LEVELS, administrators: [] }, STAFF, true, LEVELS.staff],
  ] as const)('%s', (_who, levels, rights, administers, asked) => {
    expect(askedLevels(levels, rights, administers)).toEqual(asked);
  });

  it('knows whether anybody is asked, and what satisfies both', () => {
    expect(asksForLevels({ staff: [], administrators: [] })).toBe(false);
    expect(asksForLevels({ staff: [], administrators: ['a'] })).toBe(true);
    expect(asksForLevels({ staff: ['a'], administrators: [] })).toBe(true);
    expect(commonLevels(LEVELS)).toEqual(['eidas2']);
  });
});

describe('what a claim tells', () => {
  it.each([
    ['eidas2', 'eidas2'],
    ['https://refeds.org/profile/mfa', 'https://refeds.org/profile/mfa'],
    ['', undefined],
    [undefined, undefined],
    [null, undefined],
    [2, undefined],
    [true, undefined],
    [['eidas2'], undefined],
    [{ value: 'eidas2' }, undefined],
    ['a\0b', undefined],
    ['\ud800', undefined],
    ['x'.repeat(256), undefined],
  ])('%j: %j', (claim, told) => expect(toldLevel(claim)).toBe(told));
});

describe('what presents a level', () => {
  it.each([
    ['eidas2', true],
    ['eidas3', true],
    ['eidas1', false],
    ['EIDAS2', false],
    ['eidas2 ', false],
    ['eidas', false],
    ['eidas2 eidas3', false],
    [undefined, false],
  ] as const)('%j of staff: %j', (reached, isEnough) =>
    expect(presentsLevel(LEVELS.staff, reached)).toBe(isEnough),
  );

  it('anything, where nothing is asked', () => {
    expect([presentsLevel([], undefined), presentsLevel([], 'eidas0')]).toEqual([true, true]);
  });
});
