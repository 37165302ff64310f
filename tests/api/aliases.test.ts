import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import type { MailAlias } from '../../src/domain/alias/mail-alias.ts';
import { BY_JOB } from '../../src/domain/audit/audit-entry.ts';
import { makeMailAlias } from '../builders/make-mail-alias.ts';
import type { ApiClient } from '../support/api-client.ts';
import { describeFailures, type Row } from './both-transports.ts';
import { addUser, type Evry, openEvry } from './evry.ts';
import { expectWireText } from './expect-wire-text.ts';
import { trpcFailure } from './trpc-failure.ts';

const UNKNOWN = '11111111-2222-4333-8444-555555555555';
const FORBIDDEN = { detail: 'You do not have permission to perform this action.' };
const NO_DOMAIN = { detail: 'No MailDomain matches the given query.' };
const NO_ALIAS = { detail: 'No Alias matches the given query.' };
const ALL = 'mail-domains/evryfr/aliases/';

let evry: Evry;
let theirs: MailAlias;

const store = async (given: Partial<MailAlias>): Promise<MailAlias> => {
  const alias = makeMailAlias({ mailDomainId: evry.evry.id, ...given });
  await evry.world.unitOfWork.run(({ mailAliases }) => mailAliases.insertIfAbsent(alias));
  const { localPart, destination } = alias;
  await evry.world.mailProvisioner.createAlias({ domain: 'evry.fr', localPart, destination });
  return alias;
};

beforeAll(async () => {
  evry = await openEvry({ useCases: { waits: { registrationMs: 300, usualMs: 300 } } });
  theirs = await store({ localPart: 'mairie', destination: 'maire@evry.fr' });
});
afterEach(() => {
  evry.world.mailProvisioner.setTrouble(undefined);
  evry.world.outsideGate.isClosed = false;
});
afterAll(() => evry.world.close());

const create = (localPart: string, destination: string, slug = 'evryfr') => ({
  rest: (c: ApiClient) =>
    c.rest('POST', `mail-domains/${slug}/aliases/`, { local_part: localPart, destination }),
  trpc: (c: ApiClient) => c.regie.aliases.create.mutate({ domainSlug: slug, localPart, destination }),
});
const remove = (id: string) => ({
  rest: (c: ApiClient) => c.rest('DELETE', `${ALL}${id}/`),
  trpc: (c: ApiClient) => c.regie.aliases.delete.mutate({ domainSlug: 'evryfr', id }),
});
const removeAll = (localPart: string) => ({
  rest: (c: ApiClient) => c.rest('DELETE', `${ALL}?local_part=${localPart}`),
  trpc: (c: ApiClient) => c.regie.aliases.deleteAll.mutate({ domainSlug: 'evryfr', localPart }),
});

const who: Row['who'] = ({ alice }) => alice;
const down: NonNullable<Row['arrange']> = ({ world }) =>
  world.mailProvisioner.setTrouble({ kind: 'unavailable' });
const UNAVAILABLE = {
  detail:
    'The mail service does not answer; your request is kept and will be carried out as soon as it does.',
  code: 'dimail_unavailable',
};

const QUARANTINED = {
  detail:
    'This is a copy that is being looked at: your request is kept and will be carried out once the people who run it release it.',
  code: 'installation_quarantined',
};

describeFailures(
  [
    ...[
      ['creation', () => create('x', 'a@b.fr')],
      ['removal', () => remove(theirs.id)],
      ['removal of all', () => removeAll('mairie')],
    ].flatMap(([what, call]): Row[] => [
      {
        what: `a viewer: ${what}`,
        who: ({ carol }) => carol,
        call: call as Row['call'],
        code: 'mail_domain.action_forbidden',
        body: FORBIDDEN,
      },
      {
        what: `an outsider: ${what}`,
        who: ({ dave }) => dave,
        call: call as Row['call'],
        code: 'mail_domain.not_found',
        body: NO_DOMAIN,
      },
      {
        what: `the mail service down: ${what}`,
        who,
        call: call as Row['call'],
        code: 'mail_provisioner.unavailable',
        body: UNAVAILABLE,
        retryAfter: null,
        arrange: down,
      },
      {
        what: `a copy in quarantine: ${what}`,
        who,
        call: call as Row['call'],
        code: 'installation.quarantined',
        body: QUARANTINED,
        retryAfter: null,
        arrange: async (e) => {
          await down(e);
          e.world.outsideGate.isClosed = true;
        },
      },
    ]),
    { what: 'no such alias', who, call: () => remove(UNKNOWN), code: 'alias.not_found', body: NO_ALIAS },
    { what: 'no such local part', who, call: () => removeAll('z'), code: 'alias.not_found', body: NO_ALIAS },
    {
      what: 'a path for a local part',
      who,
      call: () => create('../../users', 'a@b.fr'),
      code: 'alias.invalid_local_part',
      body: { local_part: ['Enter a valid value.'] },
    },
    {
      what: 'the alias itself',
      who,
      call: () => create('loop', 'Loop@EVRY.fr'),
      code: 'alias.loop',
      body: { destination: ['Mail to this alias would come back to it.'] },
    },
    {
      what: 'a domain that is not enabled',
      who,
      call: () => create('x', 'a@b.fr', 'oldfr'),
      code: 'alias.domain_not_enabled',
      body: { non_field_errors: ['Aliases can only be created on an enabled domain.'] },
    },
    {
      what: 'a refusal of the mail service',
      who,
      call: () => create('refused', 'a@b.fr'),
      code: 'alias.refused',
      body: { non_field_errors: ['The mail service refused the request: Too many of them'] },
      arrange: ({ world }) => world.mailProvisioner.refuseNext('Too many of them'),
    },
  ],
  () => evry,
);

describe('aliases over the API', () => {
  beforeAll(async () => {
    await evry.world.advance(3600); // The changes requested above have been made by now.
    for (const { localPart } of (await evry.alice.regie.aliases.list.query({ domainSlug: 'evryfr' })).items) {
      await evry.alice.rest('DELETE', `${ALL}?local_part=${localPart}`);
    }
  });

  it('shows each with its domain as the caller sees it', async () => {
    const created = await evry.bob.rest('POST', ALL, {
      local_part: 'Contact',
      destination: 'devnull@devnull',
    });
    expect(created.status).toBe(201);
    const { id } = created.body as { id: string };
    const seenBy = async (client: ApiClient) => ({
      id,
      local_part: 'contact',
      destination: 'devnull@devnull',
      domain: (await client.rest('GET', 'mail-domains/evryfr/')).body,
    });
    expectWireText(created.text, await seenBy(evry.bob));
    for (const client of [evry.alice, evry.carol]) {
      const list = await client.rest('GET', ALL);
      expectWireText(list.text, { count: 1, next: null, previous: null, results: [await seenBy(client)] });
    }
    const again = { local_part: 'contact', destination: 'devnull@devnull', domain: 'whatever' };
    expect(await evry.alice.rest('POST', ALL, again)).toMatchObject({
      status: 400,
      body: { non_field_errors: ['The fields domain, local_part, destination must make a unique set.'] },
    });
    expect(await evry.dave.rest('GET', ALL)).toMatchObject({ status: 404, body: NO_DOMAIN });
    expect(await evry.alice.rest('DELETE', `${ALL}${id}/`)).toMatchObject({ status: 204 });
  });

  it('tells by field what is wrong', async () => {
    const long = 'x'.repeat(101);
    for (const [body, answer] of [
      [{}, { local_part: ['This field is required.'], destination: ['This field is required.'] }],
      [
        { local_part: long, destination: 'nope' },
        {
          local_part: ['Ensure this field has no more than 100 characters.'],
          destination: ['Enter a valid email address.'],
        },
      ],
      [{ local_part: 'x'.repeat(65), destination: 'a@b.fr' }, { local_part: ['Enter a valid value.'] }],
    ]) {
      expect(await evry.alice.rest('POST', ALL, body)).toMatchObject({ status: 400, body: answer });
    }
    for (const path of [ALL, `${ALL}delete/`]) {
      const missing = { local_part: ['This field is required.'] };
      expect(await evry.alice.rest('DELETE', path)).toMatchObject({ status: 400, body: missing });
      expect(await evry.alice.rest('DELETE', `${path}?local_part=`)).toMatchObject({
        status: 404,
        body: NO_ALIAS,
      });
    }
    expect(await evry.alice.rest('GET', `${ALL}${UNKNOWN}/`)).toMatchObject({ status: 405 });
  });

  it('says that the mail service knew nothing of an alias, which is gone all the same', async () => {
    const lost = makeMailAlias({ mailDomainId: evry.evry.id });
    await evry.world.unitOfWork.run(({ mailAliases }) => mailAliases.insertIfAbsent(lost));
    const answer = await evry.alice.rest('DELETE', `${ALL}${lost.id}/`);
    const text = 'Domain out of sync with mailbox provider, please contact our support.';
    expect(answer).toMatchObject({ status: 200, body: text });
    expect(await evry.alice.rest('GET', ALL)).toMatchObject({ body: { count: 0 } });
  });

  it('removes all of a local part by either path, and a viewer what points to them', async () => {
    for (const path of [ALL, `${ALL}delete/`]) {
      await store({ localPart: 'multi', destination: 'a@b.fr' });
      await store({ localPart: 'multi', destination: 'c@d.fr' });
      expect(await evry.bob.rest('DELETE', `${path}?local_part=multi`)).toMatchObject({ status: 204 });
    }
    const viewer = await addUser(evry.world, { email: 'me@perso.fr' });
    const access = { domainSlug: 'evryfr', userId: viewer.id };
    await evry.alice.regie.mailDomainAccesses.create.mutate(access);
    const client = await evry.world.signIn(viewer);
    const mine = await store({ destination: 'ME@perso.fr' });
    const other = await store({});
    expect(await client.rest('DELETE', `${ALL}${other.id}/`)).toMatchObject({ status: 403, body: FORBIDDEN });
    expect(await client.rest('DELETE', `${ALL}${mine.id}/`)).toMatchObject({ status: 204 });
    const { regie } = evry.alice;
    expect(await regie.aliases.list.query({ domainSlug: 'evryfr' })).toMatchObject({
      total: 1,
      items: [{ id: other.id }],
    });
    expect(await regie.aliases.delete.mutate({ domainSlug: 'evryfr', id: other.id })).toEqual({
      wasAbsent: false,
    });
    expect(evry.world.mailProvisioner.listAliases('evry.fr')).toEqual([]);
  });

  it('sends one local part on to several destinations in one call, all or none', async () => {
    const { aliases } = evry.alice.regie;
    const input = { domainSlug: 'evryfr', localPart: 'Several' };
    const made = await aliases.createSeveral.mutate({
      ...input,
      destinations: ['a@b.fr', 'devnull@devnull'],
    });
    expect(made).toMatchObject([
      { destination: 'a@b.fr', outcome: 'created', alias: { localPart: 'several', destination: 'a@b.fr' } },
      { destination: 'devnull@devnull', outcome: 'created' },
    ]);
    const failure = async (destinations: string[], client = evry.alice) =>
      trpcFailure(client.regie.aliases.createSeveral.mutate({ ...input, destinations }));
    expect(await failure(['x@y.fr', 'a@b.fr'])).toMatchObject({
      code: 'CONFLICT',
      domainCode: 'alias.already_exists',
      params: { destinations: 'a@b.fr' },
    });
    expect(await failure(['x@y.fr', 'X@y.fr'])).toMatchObject({
      code: 'BAD_REQUEST',
      domainCode: 'alias.repeated_destination',
      params: { destinations: 'x@y.fr' },
    });
    expect(await failure(['x@y.fr', 'several@evry.fr'])).toMatchObject({
      domainCode: 'alias.loop',
      params: { destination: 'several@evry.fr' },
    });
    expect(await failure(['x@y.fr'], evry.carol)).toMatchObject({
      domainCode: 'mail_domain.action_forbidden',
    });
    for (const wrong of [[], ['x@y.fr', 'nowhere'], Array.from({ length: 51 }, (_, n) => `${n}@y.fr`)]) {
      expect(await failure(wrong)).toMatchObject({ code: 'BAD_REQUEST', domainCode: null });
    }
    const listed = await aliases.list.query({ domainSlug: 'evryfr', search: 'several' });
    expect(listed.total).toBe(2);
    const kept = await evry.alice.rest('GET', ALL);
    expect(kept.text).not.toContain('x@y.fr');

    evry.world.mailProvisioner.setTrouble({ kind: 'unavailable' });
    const waiting = await aliases.createSeveral.mutate({ ...input, destinations: ['later@b.fr'] });
    expect(waiting).toEqual([
      {
        destination: 'later@b.fr',
        outcome: 'waiting',
        code: 'mail_provisioner.unavailable',
        params: {},
      },
    ]);
    evry.world.outsideGate.isClosed = true;
    const quarantined = await aliases.createSeveral.mutate({ ...input, destinations: ['copy@b.fr'] });
    expect(quarantined).toMatchObject([{ outcome: 'waiting', code: 'installation.quarantined' }]);
  });
});

describe('aliases.history', () => {
  const history = (client: ApiClient, localPart: string, page: { limit?: number; cursor?: string } = {}) =>
    client.regie.aliases.history.query({ domainSlug: 'evryfr', localPart, ...page });

  it('tells everybody who sees an alias what happened to it, page by page, also when it is gone', async () => {
    const { world, alice, bob, carol } = evry;
    world.mailProvisioner.setTrouble(undefined);
    await create('past', 'a@b.fr').trpc(alice);
    world.clock.advance(60);
    await create('past', 'e@exämple.fr').trpc(bob);
    world.clock.advance(60);
    world.mailProvisioner.setTrouble({ kind: 'unavailable' });
    await create('past', 'never@b.fr')
      .trpc(alice)
      .catch(() => undefined);
    const { items } = await alice.regie.aliases.byLocalPart.query({
      domainSlug: 'evryfr',
      localPart: 'past',
    });
    const waiting = items[0]?.destinations.find(({ progress }) => progress !== null)?.progress;
    await alice.regie.mailChanges.cancel.mutate({ domainSlug: 'evryfr', id: waiting?.changeId ?? '' });
    world.clock.advance(60);
    world.mailProvisioner.setTrouble(undefined);
    await removeAll('past').trpc(bob);

    const told = await history(carol, 'past');
    const by = (name: string) => ({ name, email: expect.any(String) });
    const entry = { id: expect.any(String), occurredAt: expect.any(String), isOfComparison: false };
    const nothing = { withdrawn: null, destination: null, displayDestination: null };
    expect(told).toEqual({
      items: [
        { ...entry, ...nothing, action: 'mail_alias.deleted', actor: by('Bob') },
        {
          ...entry,
          action: 'mail_alias.change_withdrawn',
          withdrawn: 'creation',
          destination: 'never@b.fr',
          displayDestination: 'never@b.fr',
          actor: by('Alice Martin'),
        },
        {
          ...entry,
          ...nothing,
          action: 'mail_alias.created',
          destination: 'e@xn--exmple-cua.fr',
          displayDestination: 'e@exämple.fr',
          actor: by('Bob'),
        },
        {
          ...entry,
          ...nothing,
          action: 'mail_alias.created',
          destination: 'a@b.fr',
          displayDestination: 'a@b.fr',
          actor: by('Alice Martin'),
        },
      ],
      nextCursor: null,
    });
    const first = await history(carol, 'past', { limit: 3 });
    expect(first.items).toEqual(told.items.slice(0, 3));
    const second = await history(carol, 'past', { limit: 3, cursor: first.nextCursor ?? '' });
    expect(second).toEqual({ items: told.items.slice(3), nextCursor: null });
    expect((await history(carol, 'pas')).items).toEqual([]);
  });

  it('tells nothing to those without an access, nor what a former domain of that name had', async () => {
    const { world, evry: domain, alice, dave } = evry;
    const staff = await world.signIn(await addUser(world, { isStaff: true }));
    for (const client of [dave, staff]) {
      expect(await trpcFailure(history(client, 'past'))).toMatchObject({
        code: 'NOT_FOUND',
        domainCode: 'mail_domain.not_found',
      });
    }
    const at = new Date(domain.createdAt.getTime() - 1);
    await world.unitOfWork.run(({ audit }) =>
      audit.append(BY_JOB, {
        at,
        action: 'mail_alias.created',
        objectId: UNKNOWN,
        label: 'former@evry.fr',
        organizationId: null,
      }),
    );
    expect(await history(alice, 'former')).toEqual({ items: [], nextCursor: null });
  });
});

describe('k13-keep-copy: an alias of the address of a mailbox', () => {
  const make = (localPart: string, destination: string) =>
    evry.alice.regie.aliases.create.mutate({ domainSlug: 'evryfr', localPart, destination });

  it('may lead to it, so that it keeps a copy, and warns that it takes its mail away without', async () => {
    const sent = await make('jean.valjean', 'ext@free.fr');
    expect(sent.warnings).toEqual(['mailbox_shadowed']);
    const kept = await make('jean.valjean', 'Jean.Valjean@evry.fr');
    expect(kept.warnings).toEqual(['copy_kept']);
    expect((await make('jean.valjean', 'other@free.fr')).warnings).toEqual([]);
    const rest = await create('jean.valjean', 'third@free.fr').rest(evry.alice);
    expect([rest.status, Object.keys(rest.body as object)]).toEqual([
      201,
      ['id', 'local_part', 'destination', 'domain'],
    ]);
    expect((await make('to.jean', 'jean.valjean@evry.fr')).warnings).toEqual([]);
  });

  it('tells who makes a mailbox where an alias is', async () => {
    const create = (localPart: string, name: string) =>
      evry.alice.regie.mailboxes.create.mutate({
        domainSlug: 'evryfr',
        localPart,
        firstName: name,
        lastName: 'Thénardier',
        secondaryEmail: 'perso@free.fr',
      });
    await make('eponine', 'ext@free.fr');
    expect((await create('eponine', 'Éponine')).warnings).toEqual(['mailbox_shadowed']);
    expect((await create('azelma', 'Azelma')).warnings).toEqual([]);
    const functional = evry.alice.regie.mailboxes.createFunctional;
    await make('accueil', 'ext@free.fr');
    const input = { domainSlug: 'evryfr', localPart: 'accueil', secondaryEmail: 'perso@free.fr' };
    expect((await functional.mutate(input)).warnings).toEqual(['mailbox_shadowed']);
  });

  it('leads to no other that leads back, and to itself only where there is a mailbox', async () => {
    for (const [localPart, destination] of [
      ['jean.valjean', 'to.jean@evry.fr'],
      ['nobody', 'nobody@evry.fr'],
    ] as const) {
      const refused = await create(localPart, destination).rest(evry.alice);
      expect(refused).toMatchObject({ status: 400, body: { destination: [expect.any(String)] } });
    }
  });
});

it.each(['-dash', '-', 'a'.repeat(65)])(
  'k12-dash: %j is no local part of an alias or mailbox',
  async (part) => {
    const alias = await create(part, 'a@b.fr').rest(evry.alice);
    expect(alias).toMatchObject({ status: 400, body: { local_part: ['Enter a valid value.'] } });
    const mailbox = await evry.alice.rest('POST', 'mail-domains/evryfr/mailboxes/', {
      first_name: 'R',
      last_name: 'F',
      local_part: part,
      secondary_email: 'a@b.fr',
    });
    expect(mailbox).toMatchObject({ status: 400, body: { local_part: ['Enter a valid value.'] } });
    const told = await trpcFailure(create(part, 'a@b.fr').trpc(evry.alice));
    expect(told).toMatchObject({
      domainCode: 'alias.invalid_local_part',
      params: { reason: part.startsWith('-') ? 'leading_dash' : 'too_long' },
    });
  },
);
