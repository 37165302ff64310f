import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { TeamId } from '../../src/domain/shared/ids.ts';
import { exchange } from '../support/http-exchange.ts';
import { calledBy } from '../support/served-teams.ts';
import { openServed, type Served } from './served.ts';

let served: Served;
beforeEach(async () => {
  served = await openServed();
});
afterEach(() => served.world.close());

type Listed = { count: number; next: string | null; results: { id: string; name: string }[] };
const listed = (body: unknown) => (body as Listed).results.map(({ name }) => name);

describe('teams', () => {
  it('lists each team of the person that the service may see, once, newest first', async () => {
    const { people, teams } = served;
    const drive = served.through('drive', people.alice);
    const { status, body, headers } = await drive('GET', 'teams/');
    expect(status).toBe(200);
    expect(headers['content-type']).toBe('application/json');
    expect(listed(body)).toEqual(['visible', 'own', 'above']);
    expect((body as Listed).results[1]).toEqual({
      id: teams.own.id,
      created_at: expect.stringMatching(/Z$/),
      depth: 2,
      is_visible_all_services: false,
      name: 'own',
      numchild: 0,
      path: '0000100001',
      updated_at: expect.stringMatching(/Z$/),
    });
    expect(listed((await served.through('visio', people.alice)('GET', 'teams/')).body)).toEqual([
      'visio',
      'visible',
    ]);
  });

  it('pages and orders', async () => {
    const drive = served.through('drive', served.people.alice);
    const page = (await drive('GET', 'teams/?page_size=2&ordering=created_at')).body as Listed;
    expect([page.count, listed(page)]).toEqual([3, ['above', 'own']]);
    expect(page.next).toBe(
      `${served.world.url}/resource-server/v1.0/teams/?ordering=created_at&page=2&page_size=2`,
    );
    expect(listed((await drive('GET', 'teams/?ordering=name')).body)).toEqual(['visible', 'own', 'above']);
    expect((await drive('GET', 'teams/?page=9')).status).toBe(404);
  });

  it.each([
    ['alice', 'drive', 'own', 200],
    ['alice', 'drive', 'above', 200],
    ['alice', 'nobody', 'visible', 200],
    ['alice', 'visio', 'own', 404],
    ['alice', 'drive', 'unlinked', 404],
    ['carol', 'visio', 'visio', 200],
    ['carol', 'visio', 'visible', 404],
  ] as const)('%s, through %s, retrieves %s: %i', async (who, audience, team, expected) => {
    const call = served.through(audience, served.people[who]);
    const answer = await call('GET', `teams/${served.teams[team].id}/`);
    expect(answer.status).toBe(expected);
    if (expected === 404) expect(answer.body).toEqual({ detail: 'No Team matches the given query.' });
  });

  it.each([
    ['alice', 'drive', 'own', 200],
    ['bob', 'drive', 'own', 403],
    ['alice', 'visio', 'own', 404],
    ['dave', 'drive', 'visible', 401],
    ['alice', 'drive', 'visible', 403],
  ] as const)('%s, through %s, changes %s: %i', async (who, audience, team, expected) => {
    const call = served.through(audience, served.people[who]);
    const answer = await call('PATCH', `teams/${served.teams[team].id}/`, { name: 'new' });
    expect(answer.status).toBe(expected);
    const stored = await served.world.unitOfWork.run(({ teams }) => teams.find(served.teams[team].id));
    expect(stored?.name).toBe(expected === 200 ? 'new' : team);
  });

  it('does not change a team through a service that merely sees it (D28), and asks before it reads', async () => {
    const { world, teams, people, visio } = served;
    await world.unitOfWork.run(async ({ teams: repository }) => {
      await repository.update({ ...teams.own, isVisibleAllServices: true });
    });
    const call = served.through('visio', people.alice);
    expect((await call('GET', `teams/${teams.own.id}/`)).status).toBe(200);
    expect(await call('PUT', `teams/${teams.own.id}/`, '{')).toMatchObject({
      status: 403,
      body: { detail: 'You do not have permission to perform this action.' },
    });
    await world.unitOfWork.run(({ teams: repository }) =>
      repository.replaceServiceProviders(teams.own.id, [visio.id]),
    );
    expect((await call('PUT', `teams/${teams.own.id}/`, {})).body).toEqual({
      name: ['This field is required.'],
    });
    // What PUT leaves out stays (D41).
    expect((await call('PUT', `teams/${teams.own.id}/`, { name: 'x' })).body).toMatchObject({
      name: 'x',
      is_visible_all_services: true,
    });
  });

  it('creates a team of the person, linked to the service', async () => {
    const { people, world, organization, drive } = served;
    const call = served.through('drive', people.bob);
    const created = await call('POST', 'teams/', { name: 'Made', service_providers: ['nonsense'] });
    expect(created).toMatchObject({
      status: 201,
      body: { name: 'Made', is_visible_all_services: false, depth: 1 },
    });
    const { id } = created.body as { id: TeamId };
    const view = await world.useCases.getTeam(calledBy(people.bob, 'drive').actor, id);
    expect(view).toMatchObject({
      role: 'owner',
      organizationId: organization.id,
      serviceProviderIds: [drive.id],
    });
    expect((await call('POST', 'teams/', { name: 'x', is_visible_all_services: null })).body).toEqual({
      is_visible_all_services: ['This field may not be null.'],
    });
  });

  it('makes a provider of an unknown audience once, however many teams come at once', async () => {
    const call = served.through('newcomer', served.people.alice);
    const created = await Promise.all(
      Array.from({ length: 5 }, (_, index) => call('POST', 'teams/', { name: `team ${index}` })),
    );
    expect(created.map(({ status }) => status)).toEqual([201, 201, 201, 201, 201]);
    expect((await call('GET', 'teams/')).body).toMatchObject({ count: 6 });
  });

  it('takes no audience that no provider can have', async () => {
    for (const audience of ['x'.repeat(257), 'a\u0000b']) {
      const answer = await served.through(audience, served.people.alice)('POST', 'teams/', { name: 'x' });
      expect(answer).toMatchObject({ status: 401, body: { code: 'invalid_token' } });
    }
  });
});

describe('invitations', () => {
  const path = (team: 'own' | 'visible' | 'visio' | 'unlinked') =>
    `teams/${served.teams[team].id}/invitations/`;

  it('invites by mail, lists, shows and withdraws', async () => {
    const call = served.through('drive', served.people.alice);
    const invited = await call('POST', path('own'), { email: 'New@evry.fr', role: 'member' });
    expect(invited).toMatchObject({ status: 201, body: { email: 'new@evry.fr', is_expired: false } });
    await served.world.jobs.run();
    expect(served.world.mailer.sent.map(({ to }) => to)).toEqual(['new@evry.fr']);
    const { id } = invited.body as { id: string };
    expect((await call('GET', path('own'))).body).toMatchObject({ count: 1, results: [{ id }] });
    expect((await call('GET', `${path('own')}${id}/`)).status).toBe(200);

    const member = served.through('drive', served.people.bob);
    expect((await member('GET', path('own'))).body).toMatchObject({ count: 1 });
    expect((await member('DELETE', `${path('own')}${id}/`)).status).toBe(403);
    for (const other of [
      served.through('visio', served.people.alice),
      served.through('drive', served.people.carol),
    ]) {
      expect((await other('GET', path('own'))).body).toMatchObject({ count: 0, results: [] });
      expect((await other('GET', `${path('own')}${id}/`)).body).toEqual({
        detail: 'No Invitation matches the given query.',
      });
      expect((await other('DELETE', `${path('own')}${id}/`)).status).toBe(404);
    }
    expect((await call('DELETE', `${path('own')}${id}/`)).status).toBe(204);
    expect((await call('GET', path('own'))).body).toMatchObject({ count: 0 });
  });

  it('refuses who may not, and teams without link', async () => {
    const invite = { email: 'x@evry.fr' };
    const forbidden = { detail: 'You do not have permission to perform this action.' };
    const post = async (
      audience: string,
      who: 'alice' | 'bob' | 'carol',
      team: 'own' | 'visible' | 'visio',
    ) => served.through(audience, served.people[who])('POST', path(team), invite);
    expect(await post('drive', 'bob', 'own')).toMatchObject({ status: 403, body: forbidden });
    expect(await post('drive', 'carol', 'own')).toMatchObject({ status: 403, body: forbidden });
    expect(await post('nobody', 'alice', 'own')).toMatchObject({
      status: 400,
      body: { team: ['Team not found.'] },
    });
    const unknown = await served.through('drive', served.people.alice)(
      'POST',
      'teams/11111111-2222-4333-8444-555555555555/invitations/',
      invite,
    );
    expect(unknown).toMatchObject({ status: 403, body: forbidden });
  });

  it('gives a known person an access at once, and no role above one’s own', async () => {
    const { people, teams } = served;
    const call = served.through('drive', people.alice);
    expect(await call('POST', path('own'), { email: 'CAROL@evry.fr' })).toMatchObject({
      status: 201,
      body: { detail: 'Email already known. Invitation not sent but access created instead.' },
    });
    expect(await served.members(teams.own)).toEqual({ Alice: 'owner', Bob: 'member', Carol: 'member' });
    const access = await served.world.unitOfWork.run(async ({ teamAccesses }) =>
      (await teamAccesses.list(teams.own.id)).find(({ userId }) => userId === people.bob.id),
    );
    await served.world.unitOfWork.run(({ teamAccesses }) =>
      teamAccesses.update({ ...(access as NonNullable<typeof access>), role: 'administrator' }),
    );
    const administrator = served.through('drive', people.bob);
    expect(await administrator('POST', path('own'), { email: 'a@evry.fr', role: 'owner' })).toMatchObject({
      status: 403,
      body: { role: 'You cannot grant a role higher than your own.' },
    });
  });
});

describe('whoever calls', () => {
  const PATHS = [
    'teams',
    'teams/11111111-2222-4333-8444-555555555555',
    'teams/11111111-2222-4333-8444-555555555555/invitations',
    'scim/Me',
    'scim/Users',
    'scim/Groups',
    'scim/Schemas',
  ];

  it.each(PATHS)(
    '%s: is asked for a token first, tells its methods to anybody, with or without slash',
    async (path) => {
      const url = `${served.world.url}/resource-server/v1.0/${path}`;
      for (const spelling of [url, `${url}/`]) {
        const options = await exchange(spelling, { method: 'OPTIONS' });
        expect(options).toMatchObject({ status: 204, text: '' });
        expect(options.headers['allow']).toContain('OPTIONS');
        for (const method of ['GET', 'POST', 'DELETE']) {
          const answer = await exchange(spelling, { method });
          expect([method, answer.status]).toEqual([method, 401]);
          expect(answer.headers['www-authenticate']).toBe('Bearer realm="api"');
        }
      }
    },
  );

  it('is not known by a cookie', async () => {
    const cookie = `sessionid=${await served.world.openSession(served.people.alice)}`;
    const answer = await exchange(`${served.world.url}/resource-server/v1.0/teams/`, { headers: { cookie } });
    expect(answer).toMatchObject({
      status: 401,
      body: { detail: 'Authentication credentials were not provided.' },
    });
    expect(answer.headers['set-cookie']).toBeUndefined();
  });

  it('gets 405 with a token, in French if preferred, and 404 for odd teams with any credentials', async () => {
    const call = served.through('drive', served.people.alice);
    expect((await call('DELETE', 'teams/', undefined, { 'accept-language': 'fr' })).body).toEqual({
      detail: 'Méthode « DELETE » non autorisée.',
    });
    const odd = await exchange(`${served.world.url}/resource-server/v1.0/teams/abc/invitations/`);
    expect(odd).toMatchObject({ status: 404, body: { detail: 'Not found.' } });
    expect((await call('GET', 'teams/abc/')).status).toBe(404);
  });

  it('hears from the authorization server’s troubles', async () => {
    const call = served.through('drive', served.people.alice);
    served.world.tokenIntrospector.failWith('identity_provider.unavailable');
    const answer = await call('GET', 'teams/');
    expect(answer).toMatchObject({ status: 503, body: { code: 'idp_unavailable' } });
    expect(answer.headers['retry-after']).toBeDefined();
    expect(await call('GET', 'scim/Me')).toMatchObject({
      status: 503,
      headers: { 'content-type': 'application/scim+json', 'retry-after': answer.headers['retry-after'] },
    });
  });
});
