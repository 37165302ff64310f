import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { User } from '../../src/domain/people/user.ts';
import type { ApiClient } from '../support/api-client.ts';
import { addUser, type Evry, openEvry } from './evry.ts';
import { expectRefusal, type RefusalRow } from './refusal-row.ts';
import { trpcFailure } from './trpc-failure.ts';

const UNKNOWN = '11111111-2222-4333-8444-555555555555';
const FORBIDDEN = { detail: 'You do not have permission to perform this action.' };
const NO_DOMAIN = { detail: 'No MailDomain matches the given query.' };
const NO_ACCESS = { detail: 'No MailDomainAccess matches the given query.' };
const ALL = 'mail-domains/evryfr/accesses/';
const INVITATIONS = 'mail-domains/evryfr/invitations/';
const domainSlug = 'evryfr';

let evry: Evry;
let alice: ApiClient;
/** Nina is of Évry, without access. */
let nina: User;
const accesses: Record<string, string> = {};

beforeAll(async () => {
  evry = await openEvry();
  alice = evry.alice;
  nina = await addUser(evry.world, {
    name: 'Nina Été',
    email: 'nina@evry.fr',
    organizationId: evry.organization.id,
  });
  for (const { id, user } of (await alice.regie.mailDomainAccesses.list.query({ domainSlug })).items) {
    accesses[user.id] = id;
  }
});
afterAll(() => evry.world.close());

const all = () => ALL;
const of = (who: keyof Evry['people']) => () => `${ALL}${accesses[evry.people[who].id]}/`;
const unknown = () => `${ALL}${UNKNOWN}/`;
const people = () => `${ALL}users/`;
const invitations = () => INVITATIONS;
const set = (role: string) => ({ role });
const onlyTo = (roles: string) => ({ detail: `You are only allowed to set role to ${roles}` });

const REFUSALS: readonly RefusalRow[] = [
  ['an outsider lists accesses', 'dave', 'GET', all, undefined, 404, NO_DOMAIN],
  ['an outsider looks for people', 'dave', 'GET', people, undefined, 404, NO_DOMAIN],
  ['an outsider uses a wrong method', 'dave', 'PUT', all, {}, 404, NO_DOMAIN],
  ['a viewer looks for people', 'carol', 'GET', people, undefined, 403, FORBIDDEN],
  ['a viewer leaves', 'carol', 'DELETE', of('carol'), undefined, 403, FORBIDDEN],
  ['a viewer changes a role', 'carol', 'PATCH', of('bob'), set('viewer'), 403, FORBIDDEN],
  ['a wrong method', 'alice', 'PUT', people, {}, 405, { detail: 'Method "PUT" not allowed.' }],
  ['an access there is none of', 'alice', 'PATCH', unknown, {}, 404, NO_ACCESS],
  ['no UUID in the path', 'alice', 'GET', () => `${ALL}abc/`, undefined, 404, { detail: 'Not found.' }],
  ['nobody named', 'alice', 'POST', all, {}, 400, { user: ['This field is required.'] }],
  ['null named', 'alice', 'POST', all, { user: null }, 400, { user: ['This field may not be null.'] }],
  ['no id', 'alice', 'POST', all, { user: 'a' }, 400, { non_field_errors: ['“a” is not a valid UUID.'] }],
  ['blank', 'alice', 'POST', all, { user: '' }, 400, { non_field_errors: ['“” is not a valid UUID.'] }],
  [
    'somebody unknown',
    'alice',
    'POST',
    all,
    { user: UNKNOWN },
    400,
    { user: [`Invalid pk "${UNKNOWN}" - object does not exist.`] },
  ],
  [
    'no role',
    'alice',
    'POST',
    all,
    { user: UNKNOWN, role: 'king' },
    400,
    {
      role: ['"king" is not a valid choice.'],
    },
  ],
  ['the present role again', 'bob', 'PATCH', of('carol'), set('viewer'), 403, onlyTo('administrator')],
  ['more than one’s own', 'bob', 'PATCH', of('carol'), set('owner'), 403, onlyTo('administrator')],
  [
    'an owner by an administrator',
    'bob',
    'PATCH',
    of('alice'),
    set('viewer'),
    403,
    {
      detail: 'You are not allowed to modify role for this user.',
    },
  ],
  [
    'the last owner steps down',
    'alice',
    'PUT',
    of('alice'),
    set('viewer'),
    403,
    {
      role: 'Cannot change the role to a non-owner role for the last owner access.',
    },
  ],
  [
    'the last owner leaves',
    'alice',
    'DELETE',
    of('alice'),
    undefined,
    403,
    {
      detail: 'Cannot delete the last owner access for the domain.',
    },
  ],
  ['a viewer invites, whatever the body', 'carol', 'POST', invitations, {}, 403, FORBIDDEN],
  ['an outsider invites', 'dave', 'POST', invitations, {}, 404, NO_DOMAIN],
  ['no e-mail', 'alice', 'POST', invitations, {}, 400, { email: ['This field is required.'] }],
  [
    'a role too high',
    'bob',
    'POST',
    invitations,
    { email: 'n@evry.fr', role: 'owner' },
    403,
    {
      role: 'You cannot grant a role higher than your own.',
    },
  ],
  [
    'an invitation there is none of',
    'alice',
    'POST',
    () => `${INVITATIONS}${UNKNOWN}/refresh/`,
    {},
    404,
    {
      detail: 'No MailDomainInvitation matches the given query.',
    },
  ],
];

describe('people of mail domains over the API', () => {
  it.each(REFUSALS)('refuses: %s', (...row) => expectRefusal(evry, row));

  it('refuses the same over tRPC', async () => {
    const bob = evry.bob.regie.mailDomainAccesses;
    const carols = { domainSlug, id: accesses[evry.people.carol.id] ?? '' };
    const alices = { domainSlug, id: accesses[evry.people.alice.id] ?? '' };
    const mine = alice.regie.mailDomainAccesses;
    const failures: readonly (readonly [() => Promise<unknown>, string, number])[] = [
      [() => bob.create.mutate({ domainSlug, userId: nina.id, role: 'owner' }), 'owner_grant_forbidden', 403],
      [() => bob.setRole.mutate({ ...carols, role: 'viewer' }), 'role_forbidden', 403],
      [() => bob.setRole.mutate({ ...alices, role: 'viewer' }), 'role_change_forbidden', 403],
      [() => mine.setRole.mutate({ ...alices, role: 'viewer' }), 'last_owner', 403],
      [() => mine.delete.mutate(alices), 'last_owner_stays', 403],
      [() => mine.create.mutate({ domainSlug, userId: UNKNOWN }), 'unknown_user', 400],
      [() => mine.create.mutate({ domainSlug, userId: evry.people.carol.id }), 'already_exists', 409],
      [() => mine.get.query({ domainSlug, id: UNKNOWN }), 'not_found', 404],
    ];
    for (const [call, code, httpStatus] of failures) {
      expect(await trpcFailure(call())).toMatchObject({
        domainCode: `mail_domain_access.${code}`,
        httpStatus,
      });
    }
    const outsider = evry.dave.regie.mailDomainAccesses.availableUsers.query({ domainSlug });
    expect(await trpcFailure(outsider)).toMatchObject({ domainCode: 'mail_domain.not_found' });
    const lowly = evry.carol.regie.mailDomainInvitations.create.mutate({ domainSlug, email: 'a@b.fr' });
    expect(await trpcFailure(lowly)).toMatchObject({ domainCode: 'mail_domain.action_forbidden' });
  });

  it('tells with the accesses what one may give, whom to ask, and why an owner stays', async () => {
    const list = ({ regie }: ApiClient, wanted: { search?: string; roles?: 'owner'[] } = {}) =>
      regie.mailDomainAccesses.list.query({
        domainSlug,
        ...wanted,
        page: { orderBy: 'user__name', descending: false },
      });
    const managers = ['administrator', 'owner'];
    const rows: readonly (readonly [ApiClient, readonly boolean[]])[] = [
      [alice, [true, true, true]],
      [evry.bob, [false, true, true]],
      [evry.carol, [false, false, false]],
    ];
    for (const [client, may] of rows) {
      const { management } = await list(client);
      expect(management.roles.map(({ isAllowed }) => isAllowed)).toEqual(may);
      expect(management.grant).toEqual({ isAllowed: may.includes(true), allowedFor: managers });
    }
    const refusals = async (client: ApiClient) =>
      (await list(client)).items.map(({ abilities }) => [abilities.refusal, abilities.allowedFor]);
    expect(await refusals(alice)).toEqual([
      ['last_owner', ['owner']],
      [null, managers],
      [null, managers],
    ]);
    expect((await refusals(evry.bob))[0]).toEqual(['role', ['owner']]);
    const names = async (wanted: Parameters<typeof list>[1]) =>
      (await list(evry.carol, wanted)).items.map(({ user }) => user.name);
    expect(await names({ search: 'martin  ALICE' })).toEqual(['Alice Martin']);
    expect(await names({ roles: ['owner'] })).toEqual(['Alice Martin']);
    expect(await names({ search: 'bob', roles: ['owner'] })).toEqual([]);
  });

  it('offers as many colleagues as one asks for', async () => {
    const { availableUsers } = alice.regie.mailDomainAccesses;
    const before = await availableUsers.query({ domainSlug });
    expect(before.map(({ id }) => id)).toContain(nina.id);
    expect(await availableUsers.query({ domainSlug, limit: 1 })).toEqual(before.slice(0, 1));
    expect(await availableUsers.query({ domainSlug, search: 'nina', limit: 20 })).toHaveLength(1);
  });

  it('gives accesses, changes and takes them away, and tells the audit log', async () => {
    const offered = await alice.rest('GET', `${ALL}users/?q=ETE`);
    expect(offered).toMatchObject({
      status: 200,
      body: [{ id: nina.id, organization: { name: "Mairie d'Évry" } }],
    });
    const given = await evry.bob.rest('POST', ALL, { user: nina.id, role: 'administrator' });
    expect(given).toMatchObject({ status: 201 });
    const { id } = given.body as { id: string };
    expect(given.body).toEqual({
      id,
      user: { id: nina.id, email: 'nina@evry.fr', name: 'Nina Été' },
      role: 'administrator',
      can_set_role_to: ['viewer'],
    });
    expect(await alice.rest('GET', `${ALL}users/`)).toMatchObject({ body: [] });
    const taken = { __all__: ['User/mail domain relation with this User and Domain already exists.'] };
    expect(await alice.rest('POST', ALL, { user: nina.id })).toMatchObject({ status: 400, body: taken });
    expect(await alice.rest('PUT', `${ALL}${id}/`, {})).toMatchObject({ body: { role: 'administrator' } });
    const raised = await alice.rest('PATCH', `${ALL}${id}`, { role: 'owner' });
    expect(raised).toMatchObject({ status: 200, body: { can_set_role_to: ['administrator', 'viewer'] } });
    expect(await evry.bob.rest('DELETE', `${ALL}${id}/`)).toMatchObject({ status: 403, body: FORBIDDEN });
    expect(await alice.rest('DELETE', `${ALL}${id}/`)).toMatchObject({ status: 204 });
    const listed = await evry.carol.rest('GET', `${ALL}?ordering=-role&page_size=1`);
    expect(listed).toMatchObject({ status: 200, body: { count: 3, results: [{ role: 'viewer' }, {}, {}] } });

    const { store } = evry.world;
    const entries = store.tables.auditEntries.all(({ subjectId }) => subjectId === nina.id);
    expect(entries.map(({ action, actorId, details }) => [action, actorId, details])).toEqual([
      ['mail_domain_access.granted', evry.people.bob.id, { role: 'administrator' }],
      [
        'mail_domain_access.role_changed',
        evry.people.alice.id,
        { role: { before: 'administrator', after: 'owner' } },
      ],
      ['mail_domain_access.revoked', evry.people.alice.id, { role: 'owner' }],
    ]);
  });

  it('invites by mail, once an address, refreshes for the full time, and withdraws', async () => {
    const invited = await alice.rest('POST', INVITATIONS, { email: 'NEW@evry.fr', role: 'owner' });
    expect(invited.status).toBe(201);
    const { id } = invited.body as { id: string };
    expect(invited.body).toEqual({
      id,
      created_at: '2026-11-23T10:00:00.250000Z',
      email: 'new@evry.fr',
      domain: evry.evry.id,
      role: 'owner',
      issuer: evry.people.alice.id,
      is_expired: false,
    });
    await evry.world.advance(1);
    const mail = {
      to: 'new@evry.fr',
      language: evry.people.alice.language,
      content: {
        kind: 'mail_domain_invitation',
        domain: 'evry.fr',
        role: 'owner',
        link: 'https://regie.test',
      },
    };
    expect(evry.world.mailer.sent).toEqual([expect.objectContaining(mail)]);
    const twice = { __all__: ['Mail domain invitation with this Email address and Domain already exists.'] };
    expect(await evry.bob.rest('POST', INVITATIONS, { email: 'New@evry.fr' })).toMatchObject({
      status: 400,
      body: twice,
    });

    evry.world.clock.advance(7 * 24 * 3600);
    const { people, world } = evry; // sessions are over by now
    alice = await world.signIn(people.alice);
    evry = { ...evry, alice, bob: await world.signIn(people.bob), carol: await world.signIn(people.carol) };
    const path = `${INVITATIONS}${id}/`;
    expect(await evry.carol.rest('GET', path)).toMatchObject({ body: { is_expired: true } });
    expect(await evry.carol.rest('POST', `${path}refresh/`)).toMatchObject({ status: 403 });
    expect(await evry.bob.rest('POST', `${path}refresh/`)).toMatchObject({
      status: 403,
      body: { role: 'You cannot grant a role higher than your own.' },
    });
    const elsewhere = path.replace('evryfr', 'oldfr');
    expect(await alice.rest('POST', `${elsewhere}refresh/`)).toMatchObject({ status: 404 });
    expect(await alice.rest('POST', `${path}refresh/`)).toMatchObject({
      status: 200,
      body: { is_expired: false },
    });
    await evry.world.advance(1);
    expect(evry.world.mailer.sent).toEqual([1, 2].map(() => expect.objectContaining(mail)));
    expect(await evry.carol.rest('GET', INVITATIONS)).toMatchObject({
      body: { count: 1, results: [{ id, is_expired: false }] },
    });
    expect(await evry.carol.rest('DELETE', path)).toMatchObject({ status: 403 });
    expect(await evry.bob.rest('DELETE', path)).toMatchObject({ status: 204 });
    expect(await alice.rest('GET', path)).toMatchObject({ status: 404 });
  });

  it('gives people with an account an access at once, when invited and when refreshed', async () => {
    const detail = 'Email already known. Invitation not sent but access created instead.';
    const { mailDomainInvitations, mailDomainAccesses } = alice.regie;
    const invited = await mailDomainInvitations.create.mutate({
      domainSlug,
      email: 'Late@evry.fr',
      role: 'administrator',
    });
    if (invited.outcome !== 'invited') throw new Error('nobody was to have this address');
    const late = await addUser(evry.world, { email: 'late@evry.fr' });
    const { id } = invited.invitation;
    const refreshed = await alice.rest('POST', `${INVITATIONS}${id}/refresh/`);
    expect(refreshed).toMatchObject({ status: 201, body: { detail } });
    const known = await alice.rest('POST', INVITATIONS, { email: 'NINA@evry.fr' });
    expect(known).toMatchObject({ status: 201, body: { detail } });
    const { items } = await mailDomainAccesses.list.query({ domainSlug });
    expect(items).toEqual(
      expect.arrayContaining([
        expect.objectContaining({ role: 'administrator', user: expect.objectContaining({ id: late.id }) }),
        expect.objectContaining({ role: 'viewer', user: expect.objectContaining({ id: nina.id }) }),
      ]),
    );
    expect(await mailDomainInvitations.list.query({ domainSlug })).toEqual({ total: 0, items: [] });
    const again = mailDomainInvitations.create.mutate({ domainSlug, email: 'nina@evry.fr' });
    expect((await trpcFailure(again)).domainCode).toBe('mail_domain_access.already_exists');
    await addUser(evry.world, { email: 'twin@evry.fr' });
    await addUser(evry.world, { email: 'twin@evry.fr' });
    const twins = await alice.rest('POST', INVITATIONS, { email: 'twin@evry.fr' });
    expect(twins).toMatchObject({
      status: 400,
      body: { email: ['Several accounts use this e-mail address.'] },
    });
  });

  it('tells why the mail of an invitation was not taken, and which invitations end soon', async () => {
    const { world } = evry;
    const { mailDomainInvitations } = alice.regie;
    world.mailer.setDown(true);
    const invited = await mailDomainInvitations.create.mutate({ domainSlug, email: 'gone@evry.fr' });
    if (invited.outcome !== 'invited') throw new Error('nobody was to have this address');
    const { id } = invited.invitation;
    expect(invited.invitation).toMatchObject({ mail: 'waiting', mailTrouble: null, isEndingSoon: false });
    const read = () => mailDomainInvitations.get.query({ domainSlug, id });
    await world.jobs.run();
    expect(await read()).toMatchObject({ mail: 'waiting', mailTrouble: 'unreachable' });
    world.mailer.setDown(false);
    world.mailer.refuseNext(1, 'definite');
    await world.advance(3600);
    expect(await read()).toMatchObject({ mail: 'refused', mailTrouble: 'recipient_unknown' });
    const wire = await alice.rest('GET', `${INVITATIONS}${id}/`);
    expect(Object.keys(wire.body as object)).not.toContain('mail_trouble');
    expect((await read()).abilities).toEqual({
      get: true,
      refresh: true,
      delete: true,
      allowedFor: { refresh: ['administrator', 'owner'], delete: ['administrator', 'owner'] },
    });
    await mailDomainInvitations.delete.mutate({ domainSlug, id });
    world.mailer.reset();
  });
});
