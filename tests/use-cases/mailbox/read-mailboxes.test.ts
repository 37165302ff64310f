import { beforeEach, describe, expect, it } from 'vitest';
import type { Actor } from '../../../src/application/shared/actor.ts';
import type { MailDomain } from '../../../src/domain/mail-domain/mail-domain.ts';
import type { Mailbox } from '../../../src/domain/mailbox/mailbox.ts';
import type { MailboxId } from '../../../src/domain/shared/ids.ts';
import { newId } from '../../builders/new-id.ts';
import { openUseCaseWorld, type UseCaseWorld } from '../../support/use-case-world.ts';

const WHO = ['owner', 'administrator', 'viewer', 'owner of the mailbox', 'outsider'] as const;
type Who = (typeof WHO)[number];
const PAGE = { number: 1, size: 10, order: [] };
const MANAGES = {
  get: true,
  update: true,
  enable: true,
  disable: true,
  resetPassword: true,
  sendLoginLink: true,
  delete: false,
};
const LOOKS = Object.fromEntries(Object.keys(MANAGES).map((action) => [action, action === 'get']));

let world: UseCaseWorld;
let domain: MailDomain;
let jean: Mailbox;
let people: Record<Who, Actor>;

beforeEach(async () => {
  world = await openUseCaseWorld();
  domain = await world.addMailDomain({ name: 'evry.fr', slug: 'evryfr', status: 'enabled' });
  jean = await world.addMailbox({
    mailDomainId: domain.id,
    localPart: 'jean',
    firstName: 'Jean',
    lastName: 'Valjean',
    secondaryEmail: 'jean@perso.fr',
    status: 'enabled',
  });
  const person = async (email: string) => (await world.addPerson({ email })).actor;
  people = {
    owner: await person('alice@evry.fr'),
    administrator: await person('bob@evry.fr'),
    viewer: await person('carol@evry.fr'),
    'owner of the mailbox': await person('jean@evry.fr'),
    outsider: await person('dave@evry.fr'),
  };
  await world.giveAccess(people.owner, domain, 'owner');
  await world.giveAccess(people.administrator, domain, 'administrator');
  for (const who of ['viewer', 'owner of the mailbox'] as const) {
    await world.giveAccess(people[who], domain, 'viewer');
  }
});

const ABILITIES: Readonly<Record<Exclude<Who, 'outsider'>, object>> = {
  owner: MANAGES,
  administrator: MANAGES,
  viewer: LOOKS,
  'owner of the mailbox': { ...LOOKS, update: true },
};

it.each(Object.entries(ABILITIES))(
  'shows a mailbox with what the %s may do with it',
  async (who, abilities) => {
    const actor = people[who as Who];
    expect(await world.useCases.getMailbox(actor, 'evryfr', jean.id)).toMatchObject({
      id: jean.id,
      abilities,
    });
    const { items } = await world.useCases.viewMailboxes(actor, 'evryfr', {}, PAGE);
    expect(items).toMatchObject([{ id: jean.id, abilities }]);
    const listed = await world.useCases.listMailboxes(actor, 'evryfr', {}, PAGE);
    expect(listed.items.map(({ id }) => id)).toEqual([jean.id]);
  },
);

it('shows nothing to outsiders, not even that there is a domain', async () => {
  const { outsider } = people;
  for (const slug of ['evryfr', 'nowhere']) {
    for (const attempt of [
      () => world.useCases.disableMailbox(outsider, slug, jean.id),
      () => world.useCases.deleteMailbox(outsider, slug, jean.id),
      () => world.useCases.getMailbox(outsider, slug, jean.id),
      () => world.useCases.viewMailboxes(outsider, slug, {}, PAGE),
      () => world.useCases.listMailboxes(outsider, slug, {}, PAGE),
    ]) {
      await expect(attempt()).rejects.toMatchObject({ code: 'mail_domain.not_found' });
    }
  }
});

it.each([
  ['owner', undefined],
  ['administrator', undefined],
  ['viewer', 'mailbox.action_forbidden'],
  ['owner of the mailbox', undefined],
  ['outsider', 'mail_domain.not_found'],
] as const)('knows before a change is looked at whether the %s may make any: %s', async (who, code) => {
  const check = world.useCases.checkMailboxUpdate(people[who], 'evryfr', jean.id);
  if (code === undefined) await expect(check).resolves.toBeUndefined();
  else await expect(check).rejects.toMatchObject({ code });
});

it.each([
  ['jean@evry.fr', 1],
  ['valjean', 1],
  ['jean@lyon.fr', 0],
  ['cosette', 0],
])('finds by %j: %i', async (search, total) => {
  expect(await world.useCases.viewMailboxes(people.viewer, 'evryfr', { search }, PAGE)).toMatchObject({
    total,
  });
  expect(await world.useCases.listMailboxes(people.viewer, 'evryfr', { search }, PAGE)).toMatchObject({
    total,
  });
});

describe('a mailbox that is not one of the domain', () => {
  it.each([
    [
      'of another one of the same owner',
      async () => {
        const other = await world.addMailDomain({ name: 'lyon.fr', slug: 'lyonfr', status: 'enabled' });
        await world.giveAccess(people.owner, other, 'owner');
        return (await world.addMailbox({ mailDomainId: other.id, status: 'enabled' })).id;
      },
    ],
    ['of none', async () => newId<MailboxId>()],
  ])('is not there for its owner: %s', async (_what, find) => {
    const id = await find();
    const before = world.tables().mailboxes.all(() => true);
    const { useCases } = world;
    const { owner } = people;
    for (const attempt of [
      () => useCases.getMailbox(owner, 'evryfr', id),
      () => useCases.checkMailboxUpdate(owner, 'evryfr', id),
      () => useCases.updateMailbox(owner, { slug: 'evryfr', id, firstName: 'x' }),
      () => useCases.enableMailbox(owner, 'evryfr', id),
      () => useCases.disableMailbox(owner, 'evryfr', id),
      () => useCases.resetMailboxPassword(owner, 'evryfr', id),
      () => useCases.sendLoginLink(owner, 'evryfr', id),
      () => useCases.deleteMailbox(owner, 'evryfr', id),
    ]) {
      await expect(attempt()).rejects.toMatchObject({ code: 'mailbox.not_found' });
    }
    expect(world.tables().mailboxes.all(() => true)).toEqual(before);
    expect(world.jobs.names()).toEqual([]);
    expect(world.audited()).toEqual([]);
  });
});
