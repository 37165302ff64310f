import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { sha256 } from '../../src/adapters/system/system.ts';
import type { AccountServiceId } from '../../src/domain/shared/ids.ts';
import { makeAccountService, makeApiKey } from '../builders/make-account-service.ts';
import { makeOrganization } from '../builders/make-organization.ts';
import type { ApiClient } from '../support/api-client.ts';
import { type ApiWorld, openApiWorld } from '../support/api-world.ts';
import { exchange } from '../support/http-exchange.ts';
import { addUser } from './evry.ts';
import { trpcFailure } from './trpc-failure.ts';

const SCOPE = 'la-suite-list-organizations-siret';
const INVALID_KEY = { detail: 'Invalid api key.' };

let world: ApiWorld;
let superuser: ApiClient;
beforeEach(async () => {
  world = await openApiWorld();
  superuser = await world.signIn(await addUser(world, { name: 'Root', isSuperuser: true }));
  await world.unitOfWork.run(({ organizations }) =>
    organizations.insertOrFind(
      makeOrganization({ registrationIds: ['15', '16'], metadata: { is_commune: true } }),
    ),
  );
});
afterEach(() => world.close());

const list = (authorization?: string, method = 'GET', headers: Record<string, string> = {}) =>
  exchange(`${world.url}/la-suite/v1.0/siret/`, {
    method,
    headers: { ...headers, ...(authorization === undefined ? {} : { authorization }) },
  });
const withKey = (key: string) => list(`ApiKey ${key}`);
const services = () => superuser.regie.accountServices;
const create = (scopes: string[] = [SCOPE], expiresAt: string | null = null) =>
  services().create.mutate({ name: 'Suite', scopes, expiresAt });
const seconds = (count: number) => new Date(world.clock.now().getTime() + count * 1000).toISOString();

describe('the list of communes', () => {
  it('is a bare array for a key with the scope, in any letter case of the scheme', async () => {
    const { apiKey } = await create();
    for (const scheme of ['ApiKey', 'apikey', 'APIKEY']) {
      expect(await list(`${scheme} ${apiKey}`)).toMatchObject({
        status: 200,
        body: ['15', '16'],
        headers: { 'content-type': 'application/json', allow: 'GET, HEAD, OPTIONS' },
      });
    }
    const bare = await exchange(`${world.url}/la-suite/v1.0/siret?page=2&page_size=1`, {
      headers: { authorization: `ApiKey ${apiKey}` },
    });
    expect(bare).toMatchObject({ status: 200, body: ['15', '16'] });
  });

  it.each([
    [undefined, 'Authentication credentials were not provided.'],
    ['ApiKey', 'Invalid authorization header.'],
    ['ApiKey a b', 'Invalid authorization header.'],
    ['ApiKey  a', 'Invalid authorization header.'],
    ['ApiKey\ta', 'Invalid authorization header.'],
    ['Bearer a', 'Invalid authorization header.'],
    ['ApiKey wrong', 'Invalid api key.'],
    [`ApiKey ${'x'.repeat(5000)}`, 'Invalid api key.'],
  ])('is refused to %s', async (authorization, detail) => {
    expect(await list(authorization)).toMatchObject({
      status: 401,
      body: { detail },
      headers: { 'www-authenticate': 'apikey' },
    });
  });

  it('is not for sessions, nor without the scope, nor for other methods; in French too', async () => {
    const user = await addUser(world, { isSuperuser: true });
    const cookie = `sessionid=${await world.openSession(user)}`;
    expect((await list(undefined, 'GET', { cookie })).status).toBe(401);
    const { apiKey: without } = await create([]);
    const refused = await withKey(without);
    expect(refused).toMatchObject({
      status: 403,
      body: { detail: 'You do not have permission to perform this action.' },
    });
    expect(refused.headers['www-authenticate']).toBeUndefined();
    expect((await list(`ApiKey ${without}`, 'POST')).status).toBe(403);
    const { apiKey } = await create();
    expect((await list(`ApiKey ${apiKey}`, 'POST')).status).toBe(405);
    expect(await list(undefined, 'OPTIONS')).toMatchObject({ status: 204, text: '' });
    expect((await list('ApiKey wrong', 'GET', { 'accept-language': 'fr' })).body).toEqual({
      detail: 'Clé API invalide.',
    });
    expect(await exchange(`${world.url}/la-suite/v1.0/`)).toMatchObject({ status: 404 });
  });

  it('is not there without the plugin', async () => {
    const other = await openApiWorld({ app: { servesLaSuite: false } });
    const answer = await exchange(`${other.url}/la-suite/v1.0/siret/`);
    await other.close();
    expect(answer).toMatchObject({ status: 404, body: { detail: 'Not found.' } });
  });

  it('is out of reach once the installation offers the scope no more', async () => {
    const { apiKey } = await create();
    const other = await openApiWorld({ useCases: { accountServiceScopes: [] } });
    const key = makeApiKey({ hash: sha256(apiKey), prefix: apiKey.slice(0, 8) });
    await other.unitOfWork.run(({ accountServices }) =>
      accountServices.insert(makeAccountService({ scopes: [SCOPE], key })),
    );
    const answer = await exchange(`${other.url}/la-suite/v1.0/siret/`, {
      headers: { authorization: `ApiKey ${apiKey}` },
    });
    await other.close();
    expect(answer.status).toBe(403);
  });
});

describe('keys', () => {
  it('are shown once, and kept as a hash with a visible start', async () => {
    const { apiKey, ...service } = await create();
    expect(apiKey).toMatch(/^[\w-]{32}$/);
    expect(service).toMatchObject({ name: 'Suite', scopes: [SCOPE], key: { prefix: apiKey.slice(0, 8) } });
    expect(JSON.stringify(await services().list.query({}))).not.toContain(apiKey);
    const stored = await world.unitOfWork.run(({ accountServices }) =>
      accountServices.lock(service.id as AccountServiceId),
    );
    expect(stored?.key.hash).toBe(sha256(apiKey));
    expect(JSON.stringify(stored)).not.toContain(apiKey);
    expect(JSON.stringify(world.audited())).not.toContain(apiKey);
    expect(JSON.stringify(world.logger.entries)).not.toContain(apiKey);
  });

  it('of the reference go on: short ones, and without end', async () => {
    for (const text of ['key-1', 'ab']) {
      const key = makeApiKey({ hash: sha256(text), prefix: text.slice(0, Math.floor(text.length / 4)) });
      await world.unitOfWork.run(({ accountServices }) =>
        accountServices.insert(makeAccountService({ scopes: [SCOPE], key })),
      );
      expect((await withKey(text)).status).toBe(200);
    }
    expect((await withKey('key-2')).body).toEqual(INVALID_KEY);
  });

  it('end', async () => {
    const { apiKey } = await create([SCOPE], seconds(60));
    expect((await withKey(apiKey)).status).toBe(200);
    await world.advance(60);
    expect(await withKey(apiKey)).toMatchObject({ status: 401, body: INVALID_KEY });
    const failure = await trpcFailure(create([SCOPE], seconds(0)));
    expect(failure).toMatchObject({ httpStatus: 400, domainCode: 'account_service.expiry_passed' });
  });

  it('rotate: both are good for a while, and no more than two', async () => {
    const { apiKey: first, id } = await create();
    const rotate = (overlapSeconds: number) => services().rotateKey.mutate({ id, overlapSeconds });
    const { apiKey: second } = await rotate(60);
    expect([(await withKey(first)).status, (await withKey(second)).status]).toEqual([200, 200]);
    await world.advance(60);
    expect([(await withKey(first)).status, (await withKey(second)).status]).toEqual([401, 200]);
    const { apiKey: third } = await rotate(3600);
    const { apiKey: fourth } = await rotate(3600);
    const statuses = [];
    for (const key of [first, second, third, fourth]) statuses.push((await withKey(key)).status);
    expect(statuses).toEqual([401, 401, 200, 200]);
    const { apiKey: fifth } = await rotate(0);
    expect([(await withKey(fourth)).status, (await withKey(fifth)).status]).toEqual([401, 200]);
  });

  it('are revoked: the one before, or all, until the next', async () => {
    const { apiKey: first, id } = await create();
    const { apiKey: second } = await services().rotateKey.mutate({ id, overlapSeconds: 3600 });
    await services().revokeKeys.mutate({ id, which: 'previous' });
    expect([(await withKey(first)).status, (await withKey(second)).status]).toEqual([401, 200]);
    expect(await services().revokeKeys.mutate({ id, which: 'all' })).toMatchObject({
      revokedAt: world.clock.now().toISOString(),
    });
    expect((await withKey(second)).body).toEqual(INVALID_KEY);
    const { apiKey: third, previousKey } = await services().rotateKey.mutate({ id, overlapSeconds: 3600 });
    expect(previousKey).toBeNull();
    expect([(await withKey(second)).status, (await withKey(third)).status]).toEqual([401, 200]);
  });

  it('tell when they were last used, to within a minute, each its own', async () => {
    const { apiKey: first, id } = await create();
    const used = async () => {
      const { items } = await services().list.query({});
      const [service] = items;
      return [service?.key.lastUsedAt, service?.previousKey?.lastUsedAt];
    };
    expect(await used()).toEqual([null, undefined]);
    await withKey(first);
    const then = world.clock.now().toISOString();
    await world.advance(59);
    await withKey(first);
    expect(await used()).toEqual([then, undefined]);
    await world.advance(1);
    await withKey(first);
    expect(await used()).toEqual([world.clock.now().toISOString(), undefined]);
    const { apiKey: second } = await services().rotateKey.mutate({ id, overlapSeconds: 3600 });
    expect(await used()).toEqual([null, world.clock.now().toISOString()]);
    await world.advance(120);
    await withKey(second);
    expect((await used())[0]).toBe(world.clock.now().toISOString());
  });
});

describe('who manages them', () => {
  it('is a superuser, with an audit entry', async () => {
    const { id } = await create();
    await services().rotateKey.mutate({ id, overlapSeconds: 60 });
    await services().revokeKeys.mutate({ id, which: 'all' });
    expect(world.audited()).toMatchObject([
      { action: 'account_service.created', objectId: id, label: 'Suite', details: { scopes: [SCOPE] } },
      { action: 'account_service.key_rotated', objectId: id, details: { overlapSeconds: 60 } },
      { action: 'account_service.key_revoked', objectId: id, details: { which: 'all' } },
    ]);
  });

  it('is no other person, staff included', async () => {
    const { id } = await create();
    for (const given of [{}, { isStaff: true }]) {
      const { regie } = await world.signIn(await addUser(world, given));
      for (const attempt of [
        () => regie.accountServices.list.query({}),
        () => regie.accountServices.create.mutate({ name: 'x', scopes: [] }),
        () => regie.accountServices.rotateKey.mutate({ id, overlapSeconds: 0 }),
        () => regie.accountServices.revokeKeys.mutate({ id, which: 'all' }),
      ]) {
        expect(await trpcFailure(attempt())).toMatchObject({
          httpStatus: 403,
          domainCode: 'account_service.action_forbidden',
        });
      }
    }
  });

  it('cannot give scopes that are not offered, nor touch what is not there', async () => {
    expect(await trpcFailure(create(['everything']))).toMatchObject({
      httpStatus: 400,
      domainCode: 'account_service.unknown_scope',
      params: { value: 'everything' },
    });
    const id = '11111111-2222-4333-8444-555555555555';
    for (const attempt of [
      () => services().rotateKey.mutate({ id, overlapSeconds: 0 }),
      () => services().revokeKeys.mutate({ id, which: 'previous' }),
    ]) {
      expect(await trpcFailure(attempt())).toMatchObject({
        httpStatus: 404,
        domainCode: 'account_service.not_found',
      });
    }
  });
});
