import { expect, it } from 'vitest';
import { displayNameOf, hasSameNames, parseMailboxAddress } from './mailbox.ts';

const parse = (localPart: string, secondaryEmail: string | null = null) =>
  parseMailboxAddress({ localPart, secondaryEmail }, 'evry.fr');

it.each([
  ['Elodie.Durand', 'elodie.durand'],
  ['a_b-c.1', 'a_b-c.1'],
])('stores %s as %s', (written, stored) => expect(parse(written, 'e@perso.fr')).toBe(stored));

it('needs no secondary e-mail', () => expect(parse('jean')).toBe('jean'));

it.each([
  'a b',
  'é',
  'a+b',
  'a@b',
  'a..b',
  '.a',
  'a.',
  '',
  '../users',
  'x'.repeat(250),
  'x'.repeat(65),
  '-rf',
])('refuses the local part %j', (written) =>
  expect(() => parse(written)).toThrow(expect.objectContaining({ code: 'mailbox.invalid_local_part' })),
);

it('refuses the mailbox itself as secondary e-mail, whatever the letter case', () => {
  expect(() => parse('jean', 'JEAN@Evry.fr')).toThrow(
    expect.objectContaining({ code: 'mailbox.secondary_email_is_itself' }),
  );
});

it.each([
  ['Jean', 'Dupont', 'Jean Dupont'],
  ['Jean', '', 'Jean'],
  ['', 'Accueil', 'Accueil'],
  ['', '', ''],
])('of the names %j and %j, shows %j', (firstName, lastName, shown) => {
  expect(displayNameOf({ firstName, lastName })).toBe(shown);
});

it.each([
  ['Jean', 'Dupont', true],
  ['JEAN', 'dupont', true],
  ['Jeanne', 'Dupont', false],
  ['Jean', 'Dupond', false],
  ['Dupont', 'Jean', false],
])('compares the names Jean Dupont with %s %s: %s', (firstName, lastName, expected) => {
  expect(hasSameNames({ firstName: 'Jean', lastName: 'Dupont' }, { firstName, lastName })).toBe(expected);
});
