import { expect, it } from 'vitest';
import { parseMailboxAddress } from './mailbox.ts';

const parse = (localPart: string, secondaryEmail: string | null = null) =>
  parseMailboxAddress({ localPart, secondaryEmail }, 'evry.fr');

it.each([
  ['Elodie.Durand', 'elodie.durand'],
  ['a_b-c.1', 'a_b-c.1'],
])('stores %s as %s', (written, stored) => expect(parse(written, 'e@perso.fr')).toBe(stored));

it.each(['a b', 'é', 'a+b', 'a@b', 'a..b', '.a', 'a.', '', '../users', 'x'.repeat(250)])(
  'refuses the local part %j',
  (written) =>
    expect(() => parse(written)).toThrow(expect.objectContaining({ code: 'mailbox.invalid_local_part' })),
);

it('refuses the mailbox itself as secondary e-mail, whatever the letter case', () => {
  expect(() => parse('jean', 'JEAN@Evry.fr')).toThrow(
    expect.objectContaining({ code: 'mailbox.secondary_email_is_itself' }),
  );
});
