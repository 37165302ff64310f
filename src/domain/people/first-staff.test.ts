import { expect, it } from 'vitest';
import type { UserId } from '../shared/ids.ts';
import { ensureMayNameFirstStaff, newFirstStaff } from './first-staff.ts';

const NOW = new Date('2026-11-23T10:00:00Z');

it('ends after a week, and names the address in its one spelling', () => {
  expect(newFirstStaff({ email: 'Ana@Évry.FR', isSuperuser: false }, NOW)).toEqual({
    email: 'ana@xn--vry-9la.fr',
    isSuperuser: false,
    createdAt: NOW,
    expiresAt: new Date('2026-11-30T10:00:00Z'),
  });
});

it.each([
  '',
  'ana',
  '@evry.fr',
  'ana@',
  'ana@evry',
  'ana@evry.fr, bob@evry.fr',
  'ana@evry.fr\nx',
  '*@evry.fr ',
])('refuses the address %j', (email) => {
  expect(() => newFirstStaff({ email, isSuperuser: false }, NOW)).toThrow(
    expect.objectContaining({ code: 'request.invalid' }),
  );
});

it.each([
  ['a superuser', { userId: 'ana' as UserId, isStaff: true, isSuperuser: true }],
  ['staff', { userId: 'ana' as UserId, isStaff: true, isSuperuser: false }],
  ['a job', { userId: null, isStaff: false, isSuperuser: false }],
])('lets nobody name them but operators: %s', (_who, by) => {
  expect(() => ensureMayNameFirstStaff(by)).toThrow(
    expect.objectContaining({ code: 'user.action_forbidden' }),
  );
  ensureMayNameFirstStaff({ userId: null, isStaff: true, isSuperuser: true });
});
