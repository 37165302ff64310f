import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { User } from '../../src/domain/people/user.ts';
import type { ApiClient } from '../support/api-client.ts';
import { addUser, type Evry, openEvry } from './evry.ts';
import { expectRefusal, type RefusalRow } from './refusal-row.ts';
import { trpcFailure } from './trpc-failure.ts';

const UNKNOWN = '11111111-2222-4333-8444-555555555555';
const FORBIDDEN = { detail: 'You do not have permission to perform this action.' };
const ABILITIES = { get: true, patch: true, put: true, delete: true, manage_accesses: true };

let evry: Evry;
let alice: ApiClient;
let team: string;
/** Alice owns the team, Bob administers it, Carol is a member, Dave an outsider, Eve in no team. */
let eve: User;
const accesses: Record<string, string> = {};

const add = async (user: User, role: string): Promise<string> => {
  const answer = await alice.rest('POST', `teams/${team}/accesses/`, { user: user.id, role });
  expect(answer.status).toBe(201);
  return (answer.body as { id: string }).id;
};

beforeAll(async () => {
  evry = await openEvry();
  alice = evry.alice;
  eve = await addUser(evry.world, { name: 'Ève', email: 'eve@evry.fr' });
  const answer = await alice.rest('POST', 'teams/', { name: '  Équipe Élus ' });
  expect(answer.status).toBe(201);
  team = (answer.body as { id: string }).id;
  expect(answer.body).toMatchObject({ abilities: ABILITIES, depth: 1, name: 'Équipe Élus', path: '00001' });
  expect(Object.keys(answer.body as object)).toEqual(
    'id abilities accesses created_at depth is_visible_all_services name numchild path service_providers updated_at'.split(
      ' ',
    ),
  );
  accesses['alice'] = (answer.body as { accesses: string[] }).accesses[0] ?? '';
  accesses['bob'] = await add(evry.people.bob, 'administrator');
  accesses['carol'] = await add(evry.people.carol, 'member');
});
afterAll(() => evry.world.close());

const one = () => `teams/${team}/`;
const access = (of: string) => () => `teams/${team}/accesses/${accesses[of] ?? UNKNOWN}/`;
const all = () => `teams/${team}/accesses/`;
const invitations = () => `teams/${team}/invitations/`;
const NOT_MANAGER = { detail: 'You are not allowed to manage accesses for this team.' };
const NOT_INVITER = { detail: 'You are not allowed to manage invitation for this team.' };
const NO_TEAM = { detail: 'No Team matches the given query.' };
const NO_ACCESS = { detail: 'No TeamAccess matches the given query.' };
const OWNER = { user: UNKNOWN, role: 'member' };

const REFUSALS: readonly RefusalRow[] = [
  ['a member changes a team, whatever the body', 'carol', 'PATCH', one, { name: '' }, 403, FORBIDDEN],
  ['an administrator deletes a team', 'bob', 'DELETE', one, undefined, 403, FORBIDDEN],
  ['an outsider looks at a team', 'dave', 'GET', one, undefined, 404, NO_TEAM],
  ['an outsider changes a team', 'dave', 'PATCH', one, { name: 'a' }, 404, NO_TEAM],
  ['POST to one team', 'alice', 'POST', one, {}, 405, { detail: 'Method "POST" not allowed.' }],
  ['no UUID', 'alice', 'GET', () => 'teams/abc/', undefined, 404, { detail: 'Not found.' }],
  ['no name', 'alice', 'PUT', one, {}, 400, { name: ['This field is required.'] }],
  ['a list for a name', 'alice', 'PATCH', one, { name: ['a'] }, 400, { name: ['Not a valid string.'] }],
  [
    'maybe visible',
    'alice',
    'PATCH',
    one,
    { is_visible_all_services: 'maybe' },
    400,
    { is_visible_all_services: ['Must be a valid boolean.'] },
  ],
  [
    'visible null',
    'alice',
    'PATCH',
    one,
    { is_visible_all_services: null },
    400,
    { is_visible_all_services: ['This field may not be null.'] },
  ],
  [
    'an unknown service',
    'alice',
    'PATCH',
    one,
    { service_providers: [UNKNOWN] },
    400,
    { service_providers: [`Invalid pk "${UNKNOWN}" - object does not exist.`] },
  ],
  [
    'no service id',
    'alice',
    'PATCH',
    one,
    { service_providers: ['abc'] },
    400,
    { service_providers: ['“abc” is not a valid UUID.'] },
  ],
  [
    'a null service',
    'alice',
    'PATCH',
    one,
    { service_providers: [null] },
    400,
    { service_providers: ['Invalid pk "None" - object does not exist.'] },
  ],
  [
    'services as text',
    'alice',
    'PATCH',
    one,
    { service_providers: 'a' },
    400,
    { service_providers: ['Expected a list of items but got type "str".'] },
  ],
  ['a member adds nobody', 'carol', 'POST', all, {}, 400, { user: ['This field is required.'] }],
  [
    'an unknown person',
    'carol',
    'POST',
    all,
    OWNER,
    400,
    { user: [`Invalid pk "${UNKNOWN}" - object does not exist.`] },
  ],
  [
    'a role that is none',
    'alice',
    'POST',
    all,
    { user: '', role: ['owner'] },
    400,
    { user: ['This field may not be null.'], role: ['"[\'owner\']" is not a valid choice.'] },
  ],
  [
    'NUL in a search',
    'alice',
    'GET',
    () => `${all()}?q=%00`,
    undefined,
    400,
    { q: ['Null characters are not allowed.'] },
  ],
  [
    'upper case below a team',
    'alice',
    'GET',
    () => all().replace(team, team.toUpperCase().replace(/\d/, 'A')),
    undefined,
    404,
    { detail: 'Not found.' },
  ],
  ['a page too far', 'alice', 'GET', () => `${all()}?page=9`, undefined, 404, { detail: 'Invalid page.' }],
  ['an outsider looks at an access', 'dave', 'GET', access('alice'), undefined, 404, NO_ACCESS],
  ['an outsider changes an access', 'dave', 'PATCH', access('bob'), { role: 'member' }, 404, NO_ACCESS],
  ['an outsider deletes an access', 'dave', 'DELETE', access('bob'), undefined, 404, NO_ACCESS],
  ['an access of no team', 'alice', 'PATCH', access('nobody'), { role: 'member' }, 404, NO_ACCESS],
  ['a member leaves', 'carol', 'DELETE', access('carol'), undefined, 403, FORBIDDEN],
  ['the last owner leaves', 'alice', 'DELETE', access('alice'), undefined, 403, FORBIDDEN],
  ['the last owner steps down', 'alice', 'PATCH', access('alice'), { role: 'member' }, 403, FORBIDDEN],
  [
    'an administrator makes an owner',
    'bob',
    'PATCH',
    access('carol'),
    { role: 'owner' },
    403,
    { detail: 'You are only allowed to set role to administrator' },
  ],
  [
    'the present role again',
    'alice',
    'PATCH',
    access('carol'),
    { role: 'member' },
    403,
    { detail: 'You are only allowed to set role to owner, administrator' },
  ],
  [
    'PUT of an access without user',
    'alice',
    'PUT',
    access('carol'),
    { role: 'member' },
    400,
    { user: ['This field is required.'] },
  ],
  ['a member invites', 'carol', 'POST', invitations, { email: 'n@evry.fr' }, 403, NOT_INVITER],
  ['an outsider invites', 'dave', 'POST', invitations, { email: 'n@evry.fr' }, 403, NOT_INVITER],
  [
    'an invitation to no team',
    'alice',
    'POST',
    () => `teams/${UNKNOWN}/invitations/`,
    { email: 'n@evry.fr' },
    403,
    NOT_INVITER,
  ],
  [
    'an administrator invites an owner',
    'bob',
    'POST',
    invitations,
    { email: 'n@evry.fr', role: 'owner' },
    403,
    { role: 'You cannot grant a role higher than your own.' },
  ],
  [
    'no e-mail',
    'carol',
    'POST',
    invitations,
    { email: 'nope' },
    400,
    { email: ['Enter a valid email address.'] },
  ],
  [
    'an invitation there is none of',
    'alice',
    'DELETE',
    () => `${invitations()}${UNKNOWN}/`,
    undefined,
    404,
    { detail: 'No Invitation matches the given query.' },
  ],
  [
    'changing an invitation',
    'alice',
    'PATCH',
    () => `${invitations()}${UNKNOWN}/`,
    {},
    405,
    { detail: 'Method "PATCH" not allowed.' },
  ],
];

describe('teams over the API', () => {
  it.each(REFUSALS)('refuses: %s', (...row) => expectRefusal(evry, row));

  it('refuses accesses by role, over both transports', async () => {
    const input = { user: eve.id, role: 'owner' };
    const asked = { teamId: team, userId: eve.id, role: 'owner' as const };
    for (const [client, code, body] of [
      [evry.carol, 'team_access.management_forbidden', NOT_MANAGER],
      [evry.dave, 'team_access.management_forbidden', NOT_MANAGER],
      [
        evry.bob,
        'team_access.owner_grant_forbidden',
        { detail: 'Only owners of a team can assign other users as owners.' },
      ],
    ] as const) {
      expect(await client.rest('POST', all(), input)).toMatchObject({ status: 403, body });
      const failure = await trpcFailure(client.regie.teamAccesses.create.mutate(asked));
      expect(failure).toMatchObject({ domainCode: code, httpStatus: 403 });
    }
    const again = { user: evry.people.carol.id };
    const taken = { __all__: ['This user is already in this team.'] };
    expect(await alice.rest('POST', all(), again)).toMatchObject({ status: 400, body: taken });
  });

  it('shows accesses with what may be done with them, by page and search, both slash spellings', async () => {
    const first = await evry.bob.rest('GET', `${all()}?page_size=1`);
    const { bob } = evry.people;
    expect(first.body).toEqual({
      count: 3,
      next: `${evry.world.url}/api/v1.0/teams/${team}/accesses/?page=2&page_size=1`,
      previous: null,
      results: [
        {
          id: accesses['bob'],
          user: { id: bob.id, email: bob.email, name: bob.name },
          role: 'administrator',
          abilities: { delete: true, get: true, patch: true, put: true, set_role_to: ['member'] },
        },
      ],
    });
    expect(await alice.rest('GET', `teams/${team}/accesses?q=CAROL`)).toMatchObject({ body: { count: 1 } });
    expect(await evry.dave.rest('GET', all())).toMatchObject({
      status: 200,
      body: { count: 0, results: [] },
    });
    expect(await alice.rest('GET', `teams/${team}`)).toMatchObject({ status: 200, body: { id: team } });
    expect(await evry.dave.rest('GET', 'teams/')).toMatchObject({ status: 200, body: [] });
  });

  it('changes roles and leaves absent fields alone', async () => {
    const carol = access('carol')();
    const written = await alice.rest('PATCH', carol, { role: 'administrator' });
    expect(written.body).toEqual({
      id: accesses['carol'],
      user: evry.people.carol.id,
      role: 'administrator',
      abilities: { delete: true, get: true, patch: true, put: true, set_role_to: ['owner', 'member'] },
    });
    expect(await alice.rest('PATCH', carol, {})).toMatchObject({
      status: 200,
      body: { role: 'administrator' },
    });
    expect(await alice.rest('PATCH', carol, { role: 'member' })).toMatchObject({ status: 200 });
    await alice.rest('PATCH', one(), { is_visible_all_services: 'no' });
    const put = await alice.rest('PUT', one(), { name: 'again' });
    expect(put).toMatchObject({ status: 200, body: { name: 'again', is_visible_all_services: false } });
  });

  it('invites by mail in the language of who invites, and takes people with an account in at once', async () => {
    const invited = await alice.rest('POST', invitations(), { email: 'NEW@evry.fr', role: 'owner' });
    expect(invited.status).toBe(201);
    expect(Object.keys(invited.body as object)).toEqual(
      'id created_at email team role issuer is_expired'.split(' '),
    );
    expect(invited.body).toMatchObject({
      email: 'new@evry.fr',
      team,
      issuer: evry.people.alice.id,
      is_expired: false,
    });
    await evry.world.advance(1);
    const [told] = (await alice.regie.teamInvitations.list.query({ teamId: team })).items;
    expect(told).toMatchObject({ email: 'new@evry.fr', mail: 'sent' });
    expect(evry.world.mailer.sent.at(-1)).toMatchObject({
      to: 'new@evry.fr',
      language: evry.people.alice.language,
      content: { kind: 'team_invitation', team: 'again', role: 'owner', link: 'https://regie.test' },
    });
    const twice = await alice.rest('POST', invitations(), { email: 'New@evry.fr' });
    const taken = { __all__: ['Team invitation with this Email address and Team already exists.'] };
    expect(twice).toMatchObject({ status: 400, body: taken });
    const known = await alice.rest('POST', invitations(), { email: 'EVE@evry.fr' });
    const detail = 'Email already known. Invitation not sent but access created instead.';
    expect(known).toMatchObject({ status: 201, body: { detail } });
    expect(await alice.rest('GET', `${all()}?q=eve@`)).toMatchObject({ body: { count: 1 } });
    expect(await alice.rest('POST', invitations(), { email: 'eve@evry.fr' })).toMatchObject({ status: 400 });
    const { id } = invited.body as { id: string };
    const seenBy = async (client: ApiClient) =>
      (await client.regie.teamInvitations.get.query({ teamId: team, id })).abilities;
    expect(await seenBy(alice)).toMatchObject({ get: true, refresh: true, delete: true });
    expect(await seenBy(evry.bob)).toMatchObject({ get: true, refresh: false, delete: true });
    expect(await seenBy(evry.carol)).toMatchObject({ get: true, refresh: false, delete: false });
    expect(await evry.carol.rest('GET', `${invitations()}${id}/`)).toMatchObject({ status: 200 });
    expect(await evry.carol.rest('DELETE', `${invitations()}${id}/`)).toMatchObject({ status: 403 });
    expect(await evry.dave.rest('DELETE', `${invitations()}${id}/`)).toMatchObject({ status: 404 });
    expect(await alice.rest('DELETE', `${invitations()}${id}/`)).toMatchObject({ status: 204 });
  });

  it('nests, moves and deletes teams over tRPC', async () => {
    const { teams } = alice.regie;
    const child = await teams.create.mutate({ name: 'child', parentId: team });
    expect(child).toMatchObject({ path: '0000100001', depth: 2, role: 'owner' });
    const below = await trpcFailure(teams.move.mutate({ id: team, parentId: child.id }));
    expect(below).toMatchObject({ domainCode: 'team.cannot_move_below_itself', httpStatus: 400 });
    const forbidden = await trpcFailure(evry.carol.regie.teams.create.mutate({ name: 'a', parentId: team }));
    expect(forbidden.domainCode).toBe('team.action_forbidden');
    const moved = await teams.move.mutate({ id: child.id, parentId: null });
    expect(moved).toMatchObject({ path: '00002', depth: 1 });
    expect(await teams.get.query({ id: team })).toMatchObject({ numchild: 0 });
    await teams.delete.mutate({ id: child.id });
    expect((await trpcFailure(teams.get.query({ id: child.id }))).domainCode).toBe('team.not_found');
    const listed = await alice.regie.teamAccesses.list.query({ teamId: team, search: 'alice' });
    expect(listed).toMatchObject({ total: 1, items: [{ role: 'owner', abilities: { setRoleTo: [] } }] });
    expect(await alice.regie.teamInvitations.list.query({ teamId: team })).toEqual({ total: 0, items: [] });
  });
});
