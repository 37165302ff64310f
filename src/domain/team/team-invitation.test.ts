import { describe, expect, it } from 'vitest';
import { isExpired } from '../invitation/invitation-lifetime.ts';
import type { TeamId, TeamInvitationId, UserId } from '../shared/ids.ts';
import type { User } from '../user/user.ts';
import type { TeamRole } from './team-access.ts';
import { chooseInvited, ensureMayInvite, ensureMayWithdraw } from './team-invitation.ts';

const at = new Date('2026-01-01T00:00:00Z');
const user = (id: string, isActive: boolean, lastLogin: string | null): User => ({
  id: id as UserId,
  sub: id,
  email: 'a@b.fr',
  name: null,
  language: 'fr-fr',
  timezone: 'UTC',
  isDevice: false,
  isStaff: false,
  isSuperuser: false,
  isActive,
  organizationId: null,
  lastLoginAt: lastLogin === null ? null : new Date(lastLogin),
  createdAt: at,
  updatedAt: at,
});
const old = '2026-01-02T00:00:00Z';
const recent = '2026-01-03T00:00:00Z';

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

  it.each<[string, readonly User[], string | undefined]>([
    ['nobody', [], undefined],
    ['the only account, active or not', [user('a', false, null)], 'a'],
    ['the active one signed in last', [user('a', true, old), user('b', true, recent)], 'b'],
    ['never an inactive one of several', [user('a', true, old), user('b', false, recent)], 'a'],
    ['the only active one, signed in or not', [user('a', true, null), user('b', false, recent)], 'a'],
    ['one who signed in rather than one who did not', [user('a', true, null), user('b', true, old)], 'b'],
  ])('reaches %s', (_name, accounts, expected) => {
    expect(chooseInvited(accounts)?.id).toBe(expected);
  });

  it.each<[string, readonly User[]]>([
    ['nobody signed in', [user('a', true, null), user('b', true, null)]],
    ['both signed in at once', [user('a', true, old), user('b', true, old)]],
    ['nobody is active', [user('a', false, old), user('b', false, recent)]],
  ])('cannot tell when %s', (_name, accounts) => {
    expect(() => chooseInvited(accounts)).toThrow(
      expect.objectContaining({ code: 'team_invitation.ambiguous_email' }),
    );
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
});
