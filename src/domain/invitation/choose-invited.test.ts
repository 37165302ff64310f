import { describe, expect, it } from 'vitest';
import type { User } from '../people/user.ts';
import type { UserId } from '../shared/ids.ts';
import { chooseInvited } from './choose-invited.ts';

const at = new Date('2026-01-01T00:00:00Z');
const user = (id: string, isActive: boolean, lastLogin: string | null): User => ({
  id: id as UserId,
  sub: id,
  email: 'a@b.fr',
  emailVerified: true,
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

describe('an invitation', () => {
  it.each<[string, readonly User[], string | undefined]>([
    ['nobody', [], undefined],
    ['the only account, active or not', [user('a', false, null)], 'a'],
    ['the active one signed in last', [user('a', true, old), user('b', true, recent)], 'b'],
    [
      'the active one signed in last, whatever the order',
      [user('a', true, recent), user('b', true, old)],
      'a',
    ],
    [
      'the one signed in last of three',
      [user('a', true, null), user('b', true, recent), user('c', true, old)],
      'b',
    ],
    ['never an inactive one of several', [user('a', true, old), user('b', false, recent)], 'a'],
    ['the only active one, signed in or not', [user('a', true, null), user('b', false, recent)], 'a'],
    ['one who signed in rather than one who did not', [user('a', true, null), user('b', true, old)], 'b'],
  ])('reaches %s', (_name, accounts, expected) => {
    expect(chooseInvited(accounts, 'team_invitation.ambiguous_email')?.id).toBe(expected);
  });

  it.each<[string, readonly User[]]>([
    ['nobody signed in', [user('a', true, null), user('b', true, null)]],
    ['both signed in at once', [user('a', true, old), user('b', true, old)]],
    ['nobody is active', [user('a', false, old), user('b', false, recent)]],
  ])('cannot tell when %s', (_name, accounts) => {
    for (const code of [
      'team_invitation.ambiguous_email',
      'mail_domain_invitation.ambiguous_email',
    ] as const) {
      expect(() => chooseInvited(accounts, code)).toThrow(expect.objectContaining({ code }));
    }
  });
});
