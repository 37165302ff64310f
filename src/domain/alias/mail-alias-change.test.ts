import { expect, it } from 'vitest';
import { type MailAliasChange, supersedes, waitsFor } from './mail-alias-change.ts';

type Aim = Pick<MailAliasChange, 'kind' | 'destination'>;
const creation: Aim = { kind: 'creation', destination: 'a@b.fr' };
const removal: Aim = { kind: 'removal', destination: 'a@b.fr' };
const other: Aim = { kind: 'creation', destination: 'c@d.fr' };
const all: Aim = { kind: 'removal_of_all', destination: null };

it.each([
  ['a removal after a creation of the same', removal, creation, true, false],
  ['a creation after a removal of the same', creation, removal, true, false],
  ['a creation after one of another destination', creation, other, false, false],
  ['a removal after a creation of another destination', removal, other, false, false],
  ['a removal of all after a creation', all, creation, true, false],
  ['a removal of all after a removal', all, removal, true, false],
  ['a removal of all after another', all, all, true, false],
  ['a creation after a removal of all', creation, all, false, true],
  ['a removal after a removal of all', removal, all, false, true],
] as const)('%s', (_what, later, earlier, isSuperseding, isWaiting) => {
  expect(supersedes(later, earlier)).toBe(isSuperseding);
  expect(waitsFor(later, earlier)).toBe(isWaiting);
});
