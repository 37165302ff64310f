import { expect, it } from 'vitest';
import { meAbilities } from './me-abilities.ts';

const all = (value: boolean) => ({
  teamsDisplay: value,
  teamsCreate: value,
  contactsDisplay: value,
  contactsCreate: value,
  mailboxesCreate: value,
});

it.each([
  ['everything on, nobody in particular', all(true), false, false, [true, true, true, true, false, false]],
  ['everything on, has a domain', all(true), false, true, [true, true, true, true, true, true]],
  ['everything off', all(false), false, false, [false, false, false, false, false, false]],
  [
    'everything off, manages a team and a domain',
    all(false),
    true,
    true,
    [false, false, true, false, true, false],
  ],
  [
    'creation of contacts without display',
    { ...all(false), contactsCreate: true },
    false,
    false,
    Array(6).fill(false),
  ],
  [
    'creation of teams for a manager',
    { ...all(false), teamsCreate: true },
    true,
    false,
    [false, false, true, true, false, false],
  ],
])('%s', (_name, flags, managesTeam, hasMailDomain, expected) => {
  const { contacts, teams, mailboxes } = meAbilities(flags, { managesTeam, hasMailDomain });
  expect([contacts, teams, mailboxes].flatMap(({ canView, canCreate }) => [canView, canCreate])).toEqual(
    expected,
  );
});
