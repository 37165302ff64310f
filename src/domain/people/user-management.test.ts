import { describe, expect, it } from 'vitest';
import type { UserId } from '../shared/ids.ts';
import {
  ensureMayChangeFlags,
  ensureMayMove,
  ensureMayReadAccounts,
  userManagement,
} from './user-management.ts';

const ME = 'me' as UserId;
const OTHER = 'other' as UserId;

describe('who may change whose flags', () => {
  it.each([
    ['anybody', { isStaff: false, isSuperuser: false }, OTHER, false, 'none', 'user.not_found'],
    ['staff', { isStaff: true, isSuperuser: false }, OTHER, false, 'activity', 'user.action_forbidden'],
    [
      'staff, of a superuser',
      { isStaff: true, isSuperuser: false },
      OTHER,
      true,
      'none',
      'user.action_forbidden',
    ],
    ['staff, their own', { isStaff: true, isSuperuser: false }, ME, false, 'none', 'user.action_forbidden'],
    ['a superuser', { isStaff: false, isSuperuser: true }, OTHER, true, 'both', undefined],
    [
      'a superuser, their own',
      { isStaff: true, isSuperuser: true },
      ME,
      true,
      'none',
      'user.action_forbidden',
    ],
  ] as const)('%s', (_name, flags, id, isSuperuser, allowed, refusal) => {
    const manager = { userId: ME, ...flags };
    const managed = { id, isSuperuser };
    expect(userManagement(manager, managed)).toEqual({
      changeActivity: allowed !== 'none',
      changeStaff: allowed === 'both',
      changeSuperuser: false,
      changeOrganization: allowed !== 'none',
    });
    const move = () => ensureMayMove(manager, managed);
    if (allowed === 'none') expect(move).toThrow(expect.objectContaining({ code: refusal }));
    else expect(move).not.toThrow();
    const both = () => ensureMayChangeFlags(manager, managed, { isActive: false, isStaff: true });
    if (refusal === undefined) expect(both).not.toThrow();
    else expect(both).toThrow(expect.objectContaining({ code: refusal }));
    const activity = () => ensureMayChangeFlags(manager, managed, { isActive: false });
    if (allowed === 'none') expect(activity).toThrow();
    else expect(activity).not.toThrow();
  });

  it('an operator changes all of anybody, and only an operator makes superusers', () => {
    const operator = { userId: null, isStaff: true, isSuperuser: true };
    const all = { isActive: false, isStaff: true, isSuperuser: false };
    for (const isSuperuser of [true, false]) {
      expect(() => ensureMayChangeFlags(operator, { id: OTHER, isSuperuser }, all)).not.toThrow();
      const superuser = { ...operator, userId: ME };
      expect(() =>
        ensureMayChangeFlags(superuser, { id: OTHER, isSuperuser }, { isSuperuser: true }),
      ).toThrow(expect.objectContaining({ code: 'user.action_forbidden' }));
    }
  });

  it.each([
    [true, false, true],
    [false, true, true],
    [false, false, false],
  ])('staff %s, superuser %s: reads all accounts %s', (isStaff, isSuperuser, isAllowed) => {
    const read = () => ensureMayReadAccounts({ userId: ME, isStaff, isSuperuser });
    if (isAllowed) expect(read).not.toThrow();
    else expect(read).toThrow(expect.objectContaining({ code: 'user.action_forbidden' }));
  });

  it('flags of an absent account cannot be changed', () => {
    const attempt = () =>
      ensureMayChangeFlags({ userId: ME, isStaff: true, isSuperuser: true }, undefined, {});
    expect(attempt).toThrow(expect.objectContaining({ code: 'user.not_found' }));
    const move = () => ensureMayMove({ userId: ME, isStaff: true, isSuperuser: true }, undefined);
    expect(move).toThrow(expect.objectContaining({ code: 'user.not_found' }));
  });
});
