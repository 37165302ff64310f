import { describe, expect, it } from 'vitest';
import type { TeamId, TeamInvitationId, UserId } from '../shared/ids.ts';
import type { TeamRole } from '../team/team-access.ts';
import { isEndingSoon, isExpired } from './invitation-lifetime.ts';
import { ensureMayInvite, ensureMayWithdraw, teamInvitationAbilities } from './team-invitation.ts';

const at = new Date('2026-01-01T00:00:00Z');

describe('team invitation', () => {
  it.each<[TeamRole | undefined, TeamRole, string | undefined]>([
    [undefined, 'member', 'team_invitation.management_forbidden'],
    ['member', 'member', 'team_invitation.management_forbidden'],
    ['administrator', 'owner', 'team_invitation.role_too_high'],
    ['administrator', 'administrator', undefined],
    ['owner', 'owner', undefined],
  ])('answers %s who invites as %s with %s', (role, granted, code) => {
    const attempt = () => ensureMayInvite(role, granted);
    if (code === undefined) expect(attempt).not.toThrow();
    else expect(attempt).toThrow(expect.objectContaining({ code }));
  });

  it.each<[TeamRole | undefined, string | undefined]>([
    [undefined, 'team_invitation.not_found'],
    ['member', 'team_invitation.action_forbidden'],
    ['administrator', undefined],
    ['owner', undefined],
  ])('answers %s who withdraws one with %s', (role, code) => {
    if (code === undefined) expect(() => ensureMayWithdraw(role)).not.toThrow();
    else expect(() => ensureMayWithdraw(role)).toThrow(expect.objectContaining({ code }));
  });

  it.each<[TeamRole, TeamRole]>(
    (['member', 'administrator', 'owner'] as const).flatMap((role) =>
      (['member', 'administrator', 'owner'] as const).map((granted): [TeamRole, TeamRole] => [role, granted]),
    ),
  )('is what %s may do with it as the rules say, invited as %s', (role, granted) => {
    const allows = (attempt: () => void) => {
      try {
        attempt();
        return true;
      } catch {
        return false;
      }
    };
    const shown = teamInvitationAbilities(role, { role: granted });
    expect(shown).toMatchObject({
      get: true,
      refresh: allows(() => ensureMayInvite(role, granted)),
      delete: allows(() => ensureMayWithdraw(role)),
    });
    expect(shown.allowedFor.refresh.includes(role)).toBe(shown.refresh);
    expect(shown.allowedFor.delete.includes(role)).toBe(shown.delete);
  });

  it('expires at its last instant', () => {
    const invitation = {
      id: 'i' as TeamInvitationId,
      email: 'a@b.fr',
      teamId: 't' as TeamId,
      role: 'member' as const,
      issuerId: 'u' as UserId,
      expiresAt: at,
      createdAt: at,
      updatedAt: at,
    };
    expect(isExpired(invitation, new Date(at.getTime() - 1))).toBe(false);
    expect(isExpired(invitation, at)).toBe(true);
  });

  it.each([
    [48 * 3600 + 1, false],
    [48 * 3600, true],
    [1, true],
    [0, false],
  ])('ends soon, %i seconds before its end: %s', (seconds, isSoon) => {
    const now = new Date(at.getTime() - seconds * 1000);
    expect(isEndingSoon({ expiresAt: at }, now)).toBe(isSoon);
  });
});
