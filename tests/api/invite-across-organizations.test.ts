import { afterEach, describe, expect, it } from 'vitest';
import type { User } from '../../src/domain/people/user.ts';
import { makeOrganization } from '../builders/make-organization.ts';
import type { ApiWorld } from '../support/api-world.ts';
import { countStatements } from '../support/count-statements.ts';
import type { Answer } from '../support/http-exchange.ts';
import { postgresStorageOn } from '../support/postgres-harness.ts';
import { openTestDatabase } from '../support/test-database.ts';
import { addUser, type Evry, openEvry } from './evry.ts';
import { openServed } from './served.ts';
import { trpcFailure } from './trpc-failure.ts';

const ACCEPT = { useCases: { inviteAcrossOrganizations: 'accept' } } as const;
const UNKNOWN = 'nobody@lyon.fr';
const NO_ID = '11111111-2222-4333-8444-555555555555';

const closing: (() => Promise<void>)[] = [];
afterEach(async () => {
  for (const close of closing.splice(0).reverse()) await close();
});

async function addStranger(world: Pick<ApiWorld, 'unitOfWork'>): Promise<User> {
  const organization = makeOrganization();
  await world.unitOfWork.run(({ organizations }) => organizations.insertOrFind(organization));
  return addUser(world as ApiWorld, { email: 'known@lyon.fr', organizationId: organization.id });
}

async function open(over: Parameters<typeof openEvry>[0] = {}) {
  const evry = await openEvry({ ...ACCEPT, ...over });
  closing.push(() => evry.world.close());
  const stranger = await addStranger(evry.world);
  const { id: teamId } = await evry.alice.regie.teams.create.mutate({ name: 'Voirie' });
  return { ...evry, stranger, teamId };
}

/** What an answer says, without what differs between any two invitations. */
const shown = ({ status, headers, text }: Answer, email: string) => ({
  status,
  headers: {
    ...headers,
    date: undefined,
    etag: undefined,
    'content-length': undefined,
    'x-request-id': undefined,
  },
  text: text
    .replace(email, 'ADDRESS')
    .replace(/"id":"[-0-9a-f]{36}"/, '"id":"ID"')
    .replace(/"created_at":"[^"]+"/, '"created_at":"AT"'),
});

async function expectSame(invite: (email: string) => Promise<Answer>): Promise<void> {
  const known = shown(await invite('known@lyon.fr'), 'known@lyon.fr');
  const unknown = shown(await invite(UNKNOWN), UNKNOWN);
  expect(known).toEqual(unknown);
  expect(known.status).toBe(201);
  expect(known.text).toContain('"email":"ADDRESS"');
  const again = [await invite('known@lyon.fr'), await invite(UNKNOWN)];
  expect(again.map(({ status }) => status)).toEqual([400, 400]);
  expect(again[0]?.text).toBe(again[1]?.text);
}

describe('somebody of another organization is answered for as an address without account', () => {
  it('in invitations to teams and mail domains, over REST', async () => {
    const { world, alice, teamId } = await open();
    for (const [path, role] of [
      [`teams/${teamId}/invitations/`, 'member'],
      ['mail-domains/evryfr/invitations/', 'viewer'],
    ] as const) {
      await expectSame((email) => alice.rest('POST', path, { email, role }));
    }
    await world.jobs.run();
    const told = world.mailer.sent.map(({ to, content }) => [to, content.kind]).sort();
    expect(told).toEqual([
      ['known@lyon.fr', 'mail_domain_invitation'],
      ['known@lyon.fr', 'team_invitation'],
      [UNKNOWN, 'mail_domain_invitation'],
      [UNKNOWN, 'team_invitation'],
    ]);
  });

  it('in lists of invitations, and when they are repeated', async () => {
    const { world, alice } = await open();
    for (const email of ['known@lyon.fr', UNKNOWN]) {
      await alice.rest('POST', 'mail-domains/evryfr/invitations/', { email, role: 'viewer' });
    }
    await world.jobs.run();
    world.clock.advance(3600);
    const { items } = await alice.regie.mailDomainInvitations.list.query({ domainSlug: 'evryfr' });
    const without = items.map(
      ({ id: _id, email: _email, createdAt: _at, expiresAt: _until, ...rest }) => rest,
    );
    expect(without[0]).toEqual(without[1]);
    const repeated: Answer[] = [];
    for (const { id } of items) {
      repeated.push(await alice.rest('POST', `mail-domains/evryfr/invitations/${id}/refresh/`));
    }
    expect(repeated.map(({ status }) => status)).toEqual([200, 200]);
  });

  it('in invitations through another service', async () => {
    const served = await openServed(ACCEPT);
    closing.push(() => served.world.close());
    await addStranger(served.world);
    const drive = served.through('drive', served.people.alice);
    const path = `teams/${served.teams.own.id}/invitations/`;
    await expectSame((email) => drive('POST', path, { email, role: 'member' }));
    expect(Object.keys(await served.members(served.teams.own)).sort()).toEqual(['Alice', 'Bob']);
  });

  it('in members of a group through another service', async () => {
    const served = await openServed(ACCEPT);
    closing.push(() => served.world.close());
    const { id } = await addStranger(served.world);
    const drive = served.through('drive', served.people.alice);
    const group = `scim/Groups/${served.teams.own.externalId}`;
    const add = (value: string) =>
      drive('PATCH', group, {
        schemas: ['urn:ietf:params:scim:api:messages:2.0:PatchOp'],
        Operations: [{ op: 'add', path: 'members', value: [{ value }] }],
      });
    const [known, unknown] = [await add(id), await add(NO_ID)];
    expect(known.status).toBe(unknown.status);
    expect(known.status).toBeGreaterThanOrEqual(400);
    expect(known.text.replaceAll(id, 'ID')).toBe(unknown.text.replaceAll(NO_ID, 'ID'));
    expect((await add(served.people.eve.id)).status).toBeLessThan(300);
  });

  it('in accesses by id, whatever else is wrong with the request', async () => {
    const { alice, stranger, teamId, people } = await open();
    const paths = [`teams/${teamId}/accesses/`, 'mail-domains/evryfr/accesses/'];
    for (const path of paths) {
      for (const role of [undefined, 'nothing']) {
        const [known, unknown] = [
          await alice.rest('POST', path, { user: stranger.id, role }),
          await alice.rest('POST', path, { user: NO_ID, role }),
        ];
        expect(known.status).toBe(400);
        expect(known.text.replaceAll(stranger.id, 'ID')).toBe(unknown.text.replaceAll(NO_ID, 'ID'));
      }
    }
    const failures = await Promise.all(
      [stranger.id, NO_ID].map((userId) =>
        trpcFailure(alice.regie.teamAccesses.create.mutate({ teamId, userId, role: 'member' })),
      ),
    );
    expect(failures[0]).toMatchObject({ domainCode: 'team_access.unknown_user' });
    expect(failures[1]).toMatchObject({ domainCode: 'team_access.unknown_user' });
    expect((await alice.rest('POST', paths[0] ?? '', { user: people.bob.id })).status).toBe(201);
  });

  it('by the same statements', async () => {
    const database = await openTestDatabase();
    closing.push(() => database.close());
    const statements = countStatements(database.pool);
    const storage = postgresStorageOn(database.pool);
    closing.push(() => storage.close());
    const { alice } = await open({ ...ACCEPT, adapters: storage });
    const invite = (email: string) =>
      alice.rest('POST', 'mail-domains/evryfr/invitations/', { email, role: 'viewer' });
    await invite('first@lyon.fr');
    const sent: (readonly string[])[] = [];
    for (const email of ['known@lyon.fr', UNKNOWN]) {
      const during = await statements.during(async () => expect((await invite(email)).status).toBe(201));
      sent.push(during);
    }
    expect(sent[0]?.length).toBeGreaterThan(5);
    expect(sent[0]).toEqual(sent[1]);
  });
});

it('a member of another organization may be given another role, by PUT as well', async () => {
  const { world, alice, stranger, teamId } = await open();
  await alice.rest('POST', `teams/${teamId}/invitations/`, { email: 'known@lyon.fr', role: 'member' });
  const guest = await world.signIn(stranger);
  const [invitation] = await guest.regie.invitations.own.query();
  expect(invitation).toMatchObject({ kind: 'team', teamId, name: 'Voirie', role: 'member' });
  expect(await guest.regie.invitations.accept.mutate({ id: invitation?.id ?? '' })).toEqual({
    kind: 'team',
    teamId,
    name: 'Voirie',
    role: 'member',
  });
  expect(await guest.regie.invitations.own.query()).toEqual([]);
  expect(
    await trpcFailure(guest.regie.invitations.accept.mutate({ id: invitation?.id ?? '' })),
  ).toMatchObject({
    httpStatus: 404,
    domainCode: 'invitation.not_found',
  });
  const { items } = await alice.regie.teamAccesses.list.query({ teamId });
  const access = items.find(({ user }) => user.id === stranger.id);
  const form = { user: stranger.id, role: 'administrator' };
  expect((await alice.rest('PUT', `teams/${teamId}/accesses/${access?.id}/`, form)).status).toBe(200);
});

it('whoever declines is invited no more', async () => {
  const { world, alice, stranger }: Evry & { stranger: User } = await open();
  await alice.rest('POST', 'mail-domains/evryfr/invitations/', { email: 'known@lyon.fr', role: 'viewer' });
  const guest = await world.signIn(stranger);
  const [invitation] = await guest.regie.invitations.own.query();
  expect(invitation).toMatchObject({ kind: 'mail_domain', name: 'evry.fr', role: 'viewer' });
  await guest.regie.invitations.decline.mutate({ id: invitation?.id ?? '' });
  expect(await guest.regie.invitations.own.query()).toEqual([]);
  expect((await guest.rest('GET', 'mail-domains/evryfr/')).status).toBe(404);
  expect((await alice.regie.mailDomainInvitations.list.query({ domainSlug: 'evryfr' })).total).toBe(0);
});
