import { expect, it } from 'vitest';
import type { ContactId, UserId } from '../shared/ids.ts';
import { profileContact } from './contact.ts';
import type { User } from './user.ts';

const at = new Date('2026-03-01T10:00:00Z');
const user = {
  id: 'u' as UserId,
  sub: 's'.repeat(200),
  email: 'jean@evry.fr',
  emailVerified: true,
  name: 'Jean Valjean',
} as User;

it.each([
  ['the name', user, 'Jean Valjean', { emails: [{ type: 'Work', value: 'jean@evry.fr' }] }],
  [
    'else the e-mail',
    { ...user, name: null },
    'jean@evry.fr',
    { emails: [{ type: 'Work', value: 'jean@evry.fr' }] },
  ],
  [
    'else the e-mail, cut',
    { ...user, name: null, email: `jean@${'e'.repeat(60)}.${'v'.repeat(60)}.${'r'.repeat(60)}.fr` },
    `jean@${'e'.repeat(60)}.${'v'.repeat(60)}.${'r'.repeat(23)}`,
    {
      emails: [{ type: 'Work', value: `jean@${'e'.repeat(60)}.${'v'.repeat(60)}.${'r'.repeat(60)}.fr` }],
    },
  ],
  [
    'the name, with no address that nobody vouches for',
    { ...user, emailVerified: false },
    'Jean Valjean',
    {},
  ],
  ['the sub rather than such an address', { ...user, emailVerified: false, name: null }, 's'.repeat(150), {}],
  ['else the sub, cut', { ...user, name: null, email: null }, 's'.repeat(150), {}],
])('a profile is called by %s', (_name, person, fullName, data) => {
  expect(profileContact('c' as ContactId, person, at)).toMatchObject({
    fullName,
    data,
    ownerId: 'u',
    userId: 'u',
    overrideId: null,
  });
});
