import { describe, expect, it } from 'vitest';
import { makeMailAlias } from '../../../tests/builders/make-mail-alias.ts';
import { makeMailAliasChange } from '../../../tests/builders/make-mail-alias-change.ts';
import { CREATED_AT, minutesLater } from '../../../tests/builders/moments.ts';
import { newId } from '../../../tests/builders/new-id.ts';
import type { MailDomainId } from '../shared/ids.ts';
import { aliasGroup } from './alias-group.ts';
import type { MailAliasChange } from './mail-alias-change.ts';

const mailDomainId = newId<MailDomainId>();
const alias = (destination: string) => makeMailAlias({ mailDomainId, localPart: 'contact', destination });
const change = (given: Partial<MailAliasChange>) => makeMailAliasChange({ mailDomainId, ...given });
const REFUSED = {
  progress: { state: 'refused', code: 'alias.refused', params: { reason: 'no' } },
  updatedAt: minutesLater(5),
} as const;
const group = (
  destinations: readonly string[],
  changes: readonly MailAliasChange[] = [],
  hasMailbox = false,
) => {
  const aliases = destinations.map(alias);
  return aliasGroup({ localPart: 'contact', aliases, changes, hasMailbox }, 'contact@evry.fr');
};
const states = (...given: Parameters<typeof group>) =>
  group(...given).destinations.map(({ destination, progress }) => [destination, progress?.state ?? null]);

it('puts the mailbox of its own address first, then goes by the destinations', () => {
  expect(states(['z@b.fr', 'Contact@evry.fr', 'a@b.fr'])).toEqual([
    ['Contact@evry.fr', null],
    ['a@b.fr', null],
    ['z@b.fr', null],
  ]);
});

describe('what waits', () => {
  it('is beside what is in place, with its reason', () => {
    const trouble = 'mail_provisioner.unavailable';
    const coming = change({ destination: 'b@b.fr', progress: { state: 'open', attempts: 2, trouble } });
    const going = change({ destination: 'A@a.fr', kind: 'removal' });
    const { destinations } = group(['a@a.fr', 'c@c.fr'], [coming, going]);
    expect(destinations).toEqual([
      {
        destination: 'a@a.fr',
        alias: expect.anything(),
        progress: { state: 'to_be_removed', changeId: going.id, since: CREATED_AT, trouble: null },
      },
      {
        destination: 'b@b.fr',
        alias: null,
        progress: { state: 'to_be_added', changeId: coming.id, since: CREATED_AT, trouble },
      },
      { destination: 'c@c.fr', alias: expect.anything(), progress: null },
    ]);
  });

  it('is each of them when all are to go, but not what was asked for since', () => {
    const all = change({ kind: 'removal_of_all', destination: null });
    const given = [
      ['a@a.fr', 'c@c.fr'],
      [all, change({ destination: 'b@b.fr' })],
    ] as const;
    expect(states(...given)).toEqual([
      ['a@a.fr', 'to_be_removed'],
      ['b@b.fr', 'to_be_added'],
      ['c@c.fr', 'to_be_removed'],
    ]);
    expect(group(...given).removal).toMatchObject({ state: 'to_be_removed', changeId: all.id });
  });
});

describe('what was refused', () => {
  it('is told with its reason', () => {
    const changes = [
      change({ destination: 'b@b.fr', ...REFUSED }),
      change({ destination: 'a@a.fr', kind: 'removal', ...REFUSED }),
      change({ kind: 'removal_of_all', destination: null, ...REFUSED }),
    ];
    expect(states(['a@a.fr'], changes)).toEqual([
      ['a@a.fr', 'removal_refused'],
      ['b@b.fr', 'addition_refused'],
    ]);
    const { removal } = group(['a@a.fr'], changes);
    expect(removal).toMatchObject({ state: 'removal_refused', reason: 'no', since: minutesLater(5) });
  });

  it('is not told of what is in place, or was withdrawn or made', () => {
    const withdrawn = { state: 'refused', code: 'alias.withdrawn', params: {} } as const;
    const changes = [
      change({ destination: 'a@a.fr', ...REFUSED }),
      change({ destination: 'b@b.fr', progress: withdrawn }),
      change({ destination: 'c@c.fr', progress: { state: 'done', wasAbsent: false } }),
    ];
    expect(states(['a@a.fr'], changes)).toEqual([['a@a.fr', null]]);
  });
});

it('warns of what its destinations mean for a mailbox of its address', () => {
  expect(group(['a@a.fr'], [], true).warnings).toEqual(['mailbox_shadowed']);
  expect(group(['a@a.fr', 'contact@evry.fr'], [], true).warnings).toEqual(['copy_kept']);
  expect(group(['a@a.fr']).warnings).toEqual([]);
});
