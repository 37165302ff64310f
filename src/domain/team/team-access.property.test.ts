import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { ensureMayInvite, ensureMayWithdraw } from '../invitation/team-invitation.ts';
import type { UserId } from '../shared/ids.ts';
import {
  ensureMayAddAccess,
  ensureMayOnAccess,
  ensureMaySetRole,
  mayGrantRole,
  TEAM_ROLES,
  type TeamRole,
  teamAccessAbilities,
} from './team-access.ts';

const role = fc.constantFrom(...TEAM_ROLES);
const rank = (held: TeamRole | undefined) => (held === undefined ? -1 : TEAM_ROLES.indexOf(held));
const allows = (check: () => void): boolean => {
  try {
    check();
    return true;
  } catch {
    return false;
  }
};

type Team = ReadonlyMap<UserId, TeamRole>;
const PEOPLE = ['a', 'b', 'c', 'd'] as readonly string[] as readonly UserId[];
const person = fc.constantFrom(...PEOPLE);
/** A team with at least one owner, as all are. */
const team = fc
  .dictionary(fc.constantFrom(...PEOPLE), role)
  .filter((members) => Object.values(members).includes('owner'))
  .map((members): Team => new Map(Object.entries(members) as [UserId, TeamRole][]));

const standing = (members: Team, userId: UserId) => ({
  role: members.get(userId),
  owners: [...members.values()].filter((held) => held === 'owner').length,
});
const abilities = (members: Team, actor: UserId, subject: UserId, held: TeamRole) =>
  teamAccessAbilities(standing(members, actor), actor, { userId: subject, role: held });

describe('roles in a team', () => {
  it('are never given above one’s own, by any way', () => {
    fc.assert(
      fc.property(fc.option(role, { nil: undefined }), role, (held, granted) => {
        const isAbove = rank(granted) > rank(held);
        if (allows(() => ensureMayAddAccess(held, granted))) expect(isAbove).toBe(false);
        if (allows(() => ensureMayInvite(held, granted))) expect(isAbove).toBe(false);
        if (held !== undefined) expect(mayGrantRole(held, granted)).toBe(!isAbove);
      }),
    );
  });

  it('are given by invitation and by access to the same people', () => {
    fc.assert(
      fc.property(fc.option(role, { nil: undefined }), role, (held, granted) => {
        expect(allows(() => ensureMayInvite(held, granted))).toBe(
          allows(() => ensureMayAddAccess(held, granted)),
        );
      }),
    );
  });

  it('offered are roles within reach, never the present one, and no outsider is offered any', () => {
    fc.assert(
      fc.property(team, person, person, (members, actor, subject) => {
        const held = members.get(subject);
        fc.pre(held !== undefined);
        if (held === undefined) return;
        const { setRoleTo, get } = abilities(members, actor, subject, held);
        expect(setRoleTo).not.toContain(held);
        for (const offered of setRoleTo) expect(rank(offered)).toBeLessThanOrEqual(rank(members.get(actor)));
        if (!get) expect(setRoleTo).toEqual([]);
      }),
    );
  });

  it('of owners are changed by owners alone', () => {
    fc.assert(
      fc.property(team, person, person, (members, actor, subject) => {
        fc.pre(members.get(subject) === 'owner' && actor !== subject);
        expect(abilities(members, actor, subject, 'owner')).toMatchObject({ delete: false, setRoleTo: [] });
      }),
    );
  });

  it('are advertised as they are enforced', () => {
    fc.assert(
      fc.property(team, person, person, role, (members, actor, subject, wanted) => {
        const held = members.get(subject);
        fc.pre(held !== undefined);
        if (held === undefined) return;
        const shown = abilities(members, actor, subject, held);
        for (const action of ['get', 'patch', 'put', 'delete'] as const) {
          expect(allows(() => ensureMayOnAccess(shown, action))).toBe(shown[action]);
        }
        expect(allows(() => ensureMaySetRole(shown, wanted))).toBe(shown.setRoleTo.includes(wanted));
        expect(shown.patch).toBe(shown.setRoleTo.length > 0);
      }),
    );
  });

  it('leave an owner, whatever everybody does that they are allowed to', () => {
    const deed = fc.record({ actor: person, subject: person, to: fc.option(role, { nil: undefined }) });
    fc.assert(
      fc.property(team, fc.array(deed, { maxLength: 30 }), (members, deeds) => {
        const now = new Map(members);
        for (const { actor, subject, to } of deeds) {
          const held = now.get(subject);
          const given = now.get(actor);
          if (held === undefined) {
            if (to !== undefined && allows(() => ensureMayAddAccess(given, to))) now.set(subject, to);
            continue;
          }
          const shown = abilities(now, actor, subject, held);
          if (to === undefined && shown.delete) now.delete(subject);
          if (to !== undefined && shown.setRoleTo.includes(to)) now.set(subject, to);
          expect([...now.values()]).toContain('owner');
        }
      }),
    );
  });

  it('that may not invite may not withdraw an invitation either', () => {
    fc.assert(
      fc.property(fc.option(role, { nil: undefined }), (held) => {
        expect(allows(() => ensureMayWithdraw(held))).toBe(allows(() => ensureMayInvite(held, 'member')));
      }),
    );
  });
});
