import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { UserId } from '../shared/ids.ts';
import {
  ensureMayAddAccess,
  ensureMayOnAccess,
  ensureMaySetRole,
  mayGrantRole,
  operatorAccessAbilities,
  TEAM_ROLES,
  type TeamRole,
  teamAccessAbilities,
} from './team-access.ts';

const me = 'me' as UserId;
const other = 'other' as UserId;
type Role = TeamRole | undefined;

/** The caller's role, the number of owners, whose access it is and its role; the expected abilities. */
const TABLE: readonly [Role, number, UserId, TeamRole, boolean, readonly TeamRole[]][] = [
  ['owner', 1, me, 'owner', false, []],
  ['owner', 2, me, 'owner', true, ['administrator', 'member']],
  ['owner', 2, other, 'owner', false, []],
  ['owner', 1, other, 'administrator', true, ['owner', 'member']],
  ['owner', 1, other, 'member', true, ['owner', 'administrator']],
  ['administrator', 1, other, 'owner', false, []],
  ['administrator', 2, other, 'owner', false, []],
  ['administrator', 1, me, 'administrator', true, ['member']],
  ['administrator', 1, other, 'administrator', true, ['member']],
  ['administrator', 1, other, 'member', true, ['administrator']],
  ['member', 1, me, 'member', false, []],
  ['member', 2, other, 'administrator', false, []],
  ['member', 2, other, 'owner', false, []],
  [undefined, 2, other, 'member', false, []],
  [undefined, 2, other, 'owner', false, []],
];

it.each([
  ['the last owner', 1, 'owner', false, []],
  ['one of two owners', 2, 'owner', true, ['administrator', 'member']],
  ['an administrator', 1, 'administrator', true, ['owner', 'member']],
  ['a member of a team without owner', 0, 'member', true, ['owner', 'administrator']],
] as const)(
  'lets operators change any access but that of %s, where that is one',
  (_who, owners, role, may, roles) => {
    const abilities = { delete: may, get: true, patch: may, put: may, setRoleTo: roles };
    expect(operatorAccessAbilities(owners, { role })).toEqual(abilities);
  },
);

describe('team access', () => {
  it.each(TABLE)('%s among %i owner(s), of %s who is %s: delete %s, set_role_to %j', (...row) => {
    const [role, owners, userId, held, mayDelete, setRoleTo] = row;
    expect(teamAccessAbilities({ role, owners }, me, { userId, role: held })).toEqual({
      delete: mayDelete,
      get: role !== undefined,
      patch: setRoleTo.length > 0,
      put: setRoleTo.length > 0,
      setRoleTo,
    });
  });

  it.each<[Role, TeamRole, string | undefined]>([
    [undefined, 'member', 'team_access.management_forbidden'],
    ['member', 'member', 'team_access.management_forbidden'],
    ['administrator', 'owner', 'team_access.owner_grant_forbidden'],
    ['administrator', 'administrator', undefined],
    ['administrator', 'member', undefined],
    ['owner', 'owner', undefined],
  ])('answers %s who adds a person as %s with %s', (role, granted, code) => {
    const attempt = () => ensureMayAddAccess(role, granted);
    if (code === undefined) expect(attempt).not.toThrow();
    else expect(attempt).toThrow(expect.objectContaining({ code }));
  });

  it('says which roles may be set', () => {
    const abilities = teamAccessAbilities({ role: 'owner', owners: 1 }, me, {
      userId: other,
      role: 'member',
    });
    expect(() => ensureMaySetRole(abilities, 'administrator')).not.toThrow();
    expect(() => ensureMaySetRole(abilities, 'member')).toThrow(
      expect.objectContaining({
        code: 'team_access.role_forbidden',
        params: { allowed: 'owner, administrator' },
      }),
    );
  });

  it('hides accesses from outsiders and keeps members from changing them', () => {
    const seenBy = (role: Role) =>
      teamAccessAbilities({ role, owners: 1 }, me, { userId: other, role: 'member' });
    const code = (expected: string) => expect.objectContaining({ code: expected });
    expect(() => ensureMayOnAccess(seenBy(undefined), 'delete')).toThrow(code('team_access.not_found'));
    expect(() => ensureMayOnAccess(seenBy('member'), 'delete')).toThrow(code('team_access.action_forbidden'));
    expect(() => ensureMayOnAccess(seenBy('member'), 'get')).not.toThrow();
  });

  it('refuses a role above one’s own, and to remove the last owner', () => {
    const role = fc.constantFrom(...TEAM_ROLES);
    fc.assert(
      fc.property(role, role, fc.boolean(), fc.integer({ min: 1, max: 5 }), (own, held, isOwn, owners) => {
        const access = isOwn ? { userId: me, role: own } : { userId: other, role: held };
        const abilities = teamAccessAbilities({ role: own, owners }, me, access);
        for (const candidate of abilities.setRoleTo) {
          expect(mayGrantRole(own, candidate)).toBe(true);
          expect(candidate).not.toBe(access.role);
        }
        const losesOwner = abilities.delete || abilities.setRoleTo.length > 0;
        if (access.role === 'owner' && losesOwner) expect(isOwn && owners > 1).toBe(true);
      }),
    );
  });
});
