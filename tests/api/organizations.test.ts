import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { makeOrganizationAccess } from '../builders/make-organization-access.ts';
import { makeServiceProvider } from '../builders/make-service-provider.ts';
import { minutesLater } from '../builders/moments.ts';
import type { ApiClient } from '../support/api-client.ts';
import { addUser, type Evry, openEvry } from './evry.ts';
import { expectWireText } from './expect-wire-text.ts';
import { trpcFailure } from './trpc-failure.ts';

let evry: Evry;
let boss: ApiClient;
beforeAll(async () => {
  evry = await openEvry();
  const { world, organization } = evry;
  const user = await addUser(world, { organizationId: organization.id });
  await world.seed.organizationAccess(
    makeOrganizationAccess({ organizationId: organization.id, userId: user.id }),
  );
  boss = await world.signIn(user);
});
afterAll(() => evry.world.close());

describe('organizations/⟨id⟩/', () => {
  const change = (client: ApiClient, method: string, body?: unknown) =>
    client.rest(method, `organizations/${evry.organization.id}/`, body);

  it('is renamed by an administrator', async () => {
    const { id } = evry.organization;
    const { status, text } = await change(boss, 'PUT', { name: ' Évry 2 ', domain_list: ['x.fr'] });
    expect(status).toBe(200);
    expectWireText(text, {
      id,
      name: 'Évry 2',
      registration_id_list: ['21910228000018'],
      domain_list: ['evry.fr'],
      abilities: { get: true, patch: true, put: true, delete: false },
    });
    expect((await change(boss, 'PATCH', { name: 3 })).body).toMatchObject({ name: '3' });
    expect((await change(boss, 'PATCH')).body).toMatchObject({ name: '3' });
    expect(await boss.regie.organizations.rename.mutate({ id, name: "Mairie d'Évry" })).toMatchObject({
      id,
      name: "Mairie d'Évry",
      abilities: { patch: true },
    });
    expect((await change(evry.alice, 'GET')).body).toMatchObject({ name: "Mairie d'Évry" });
  });

  it.each([
    ['PUT', {}, 'This field is required.'],
    ['PUT', { name: null }, 'This field may not be null.'],
    ['PUT', { name: ' ' }, 'This field may not be blank.'],
    ['PATCH', { name: 'x'.repeat(101) }, 'Ensure this field has no more than 100 characters.'],
    ['PATCH', { name: [] }, 'Not a valid string.'],
  ])('%s refuses %j', async (method, body, message) =>
    expect(await change(boss, method, body)).toMatchObject({ status: 400, body: { name: [message] } }),
  );

  it('is renamed by no other, whatever the body', async () => {
    const { id } = evry.organization;
    for (const method of ['PUT', 'PATCH']) {
      expect(await change(evry.alice, method, { name: [] })).toMatchObject({
        status: 403,
        body: { detail: 'You do not have permission to perform this action.' },
      });
      expect(await change(evry.dave, method, { name: [] })).toMatchObject({
        status: 404,
        body: { detail: 'No Organization matches the given query.' },
      });
    }
    const rename = (client: ApiClient) =>
      trpcFailure(client.regie.organizations.rename.mutate({ id, name: 'x' }));
    expect(await rename(evry.alice)).toMatchObject({ domainCode: 'organization.action_forbidden' });
    expect(await rename(evry.dave)).toMatchObject({ domainCode: 'organization.not_found' });
  });
});

describe('service-providers/', () => {
  const drive = makeServiceProvider({ name: 'Drive', audienceId: 'aud-drive', createdAt: minutesLater(2) });
  const visio = makeServiceProvider({ name: 'Visio', audienceId: 'aud-visio', createdAt: minutesLater(1) });
  const foreign = makeServiceProvider();
  beforeAll(async () => {
    await evry.world.seed.serviceProvider(visio, [evry.organization.id]);
    await evry.world.seed.serviceProvider(drive, [evry.organization.id]);
    await evry.world.seed.serviceProvider(foreign, []);
  });
  const namesOf = async (query: string, client = evry.alice) => {
    const { body } = await client.rest('GET', `service-providers/${query}`);
    return (body as { results: { name: string }[] }).results.map(({ name }) => name);
  };

  it('shows those of the organization', async () => {
    const { text } = await evry.alice.rest('GET', 'service-providers/?page_size=1');
    expectWireText(text, {
      count: 2,
      next: `${evry.world.url}/api/v1.0/service-providers/?page=2&page_size=1`,
      previous: null,
      results: [{ id: drive.id, audience_id: 'aud-drive', name: 'Drive' }],
    });
    const one = await evry.alice.rest('GET', `service-providers/${visio.id}/`);
    expectWireText(one.text, { id: visio.id, audience_id: 'aud-visio', name: 'Visio' });
  });

  it.each([
    ['', ['Drive', 'Visio']],
    ['?name=DRI', ['Drive']],
    ['?name=zzz', []],
    ['?name=%25', []],
    ['?audience_id=aud-visio', ['Visio']],
    ['?audience_id=aud', []],
    ['?ordering=created_at', ['Visio', 'Drive']],
    ['?ordering=-name', ['Visio', 'Drive']],
    ['?ordering=audience_id', ['Drive', 'Visio']],
    ['?q=dri', ['Drive', 'Visio']],
  ])('%s lists %j', async (query, names) => expect(await namesOf(query)).toEqual(names));

  it('shows none to those without organization, and none of others', async () => {
    expect(await namesOf('', evry.dave)).toEqual([]);
    const body = { detail: 'No ServiceProvider matches the given query.' };
    for (const [client, id] of [
      [evry.dave, drive.id],
      [evry.alice, foreign.id],
    ] as const) {
      expect(await client.rest('GET', `service-providers/${id}/`)).toMatchObject({ status: 404, body });
      const failure = await trpcFailure(client.regie.serviceProviders.get.query({ id }));
      expect(failure.domainCode).toBe('service_provider.not_found');
    }
  });

  it('has the same over tRPC', async () => {
    const { list, get } = evry.alice.regie.serviceProviders;
    const shown = { id: visio.id, name: 'Visio', audienceId: 'aud-visio' };
    expect(await list.query({ filter: { name: 'vis' } })).toEqual({ total: 1, items: [shown] });
    expect(await list.query({ page: { orderBy: 'created_at', pageSize: 1 } })).toEqual({
      total: 2,
      items: [shown],
    });
    expect(await get.query({ id: visio.id })).toEqual(shown);
  });
});
