import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { ApiClient } from '../support/api-client.ts';
import { type ApiWorld, openApiWorld } from '../support/api-world.ts';
import { addUser } from './evry.ts';
import { trpcFailure } from './trpc-failure.ts';

let world: ApiWorld;
let superuser: ApiClient;
beforeEach(async () => {
  world = await openApiWorld();
  superuser = await world.signIn(await addUser(world, { name: 'Root', isSuperuser: true }));
});
afterEach(() => world.close());

const clients = () => superuser.regie.openidClients;
const WIKI = {
  name: 'Wiki',
  clientType: 'confidential' as const,
  tokenEndpointAuthMethod: 'client_secret_post' as const,
  redirectUris: ['https://wiki.example/cb?dummy1=lorem&dummy2=ipsum'],
};

it('registers a client, whose secret is in that answer alone', async () => {
  const { clientSecret, ...client } = await clients().create.mutate({ ...WIKI, clientId: 'wiki' });
  expect(clientSecret).toMatch(/^[\w-]{43}$/);
  const now = world.clock.now().toISOString();
  expect(client).toEqual({
    ...WIKI,
    clientId: 'wiki',
    postLogoutRedirectUris: [],
    allowedOrigins: [],
    idTokenSignedResponseAlg: 'RS256',
    userinfoSignedResponseAlg: null,
    requiresPkce: true,
    skipsConsent: false,
    backchannelLogoutUri: null,
    backchannelLogoutSessionRequired: false,
    isEnabled: true,
    createdAt: now,
    updatedAt: now,
    secretIssuedAt: now,
    secretUsedAt: null,
    formerSecrets: [],
    abilities: {
      list: true,
      create: true,
      update: true,
      rotateSecret: true,
      enable: true,
      disable: true,
      delete: true,
    },
  });
  expect(await clients().get.query({ clientId: 'wiki' })).toEqual(client);
  expect(await clients().list.query({})).toEqual({ total: 1, items: [client] });
  expect(JSON.stringify([world.audited(), world.logger.entries])).not.toContain(clientSecret);
});

it('changes, rotates, disables, enables and deletes it', async () => {
  await clients().create.mutate({ ...WIKI, clientId: 'wiki' });
  const backchannelLogoutUri = 'https://wiki.example/out';
  expect(await clients().update.mutate({ clientId: 'wiki', backchannelLogoutUri })).toMatchObject({
    name: 'Wiki',
    backchannelLogoutUri,
  });
  expect(await clients().update.mutate({ clientId: 'wiki', backchannelLogoutUri: null })).toMatchObject({
    backchannelLogoutUri: null,
  });
  const { clientSecret, formerSecrets } = await clients().rotateSecret.mutate({
    clientId: 'wiki',
    overlapSeconds: 60,
  });
  expect(clientSecret).toMatch(/^[\w-]{43}$/);
  const endsAt = new Date(world.clock.now().getTime() + 60_000).toISOString();
  expect(formerSecrets).toEqual([{ endsAt, usedAt: null }]);
  expect(await clients().disable.mutate({ clientId: 'wiki' })).toMatchObject({ isEnabled: false });
  expect(await clients().enable.mutate({ clientId: 'wiki' })).toMatchObject({ isEnabled: true });
  await clients().delete.mutate({ clientId: 'wiki' });
  expect(await clients().list.query({})).toEqual({ total: 0, items: [] });
  expect(world.audited().map(({ action }) => action)).toEqual([
    'openid_client.created',
    'openid_client.updated',
    'openid_client.updated',
    'openid_client.secret_rotated',
    'openid_client.disabled',
    'openid_client.enabled',
    'openid_client.deleted',
  ]);
});

describe('a refusal names the field', () => {
  it.each([
    [
      { redirectUris: ['https://wiki.example/cb', 'http://wiki.example/cb'] },
      'redirectUris',
      'plain_http',
      '2',
    ],
    [{ redirectUris: ['https://wiki.example/cb#x'] }, 'redirectUris', 'fragment', '1'],
    [{ redirectUris: ['https://*.wiki.example/cb'] }, 'redirectUris', 'wildcard', '1'],
    [{ redirectUris: ['https://wiki.example/a b'] }, 'redirectUris', 'not_canonical', '1'],
    [{ redirectUris: [] as string[] }, 'redirectUris', 'required', undefined],
    [{ postLogoutRedirectUris: ['https://a@wiki.example/'] }, 'postLogoutRedirectUris', 'user_info', '1'],
    [{ allowedOrigins: ['https://wiki.example/'] }, 'allowedOrigins', 'not_an_origin', '1'],
    [{ backchannelLogoutUri: 'ftp://wiki.example/' }, 'backchannelLogoutUri', 'not_a_web_address', undefined],
    [{ clientType: 'public' as const }, 'tokenEndpointAuthMethod', 'needs_a_secret', undefined],
    [{ clientId: 'a:b' }, 'clientId', 'letters', undefined],
  ])('%j: %s %s', async (given, field, reason, position) => {
    const input: Parameters<ReturnType<typeof clients>['create']['mutate']>[0] = { ...WIKI, ...given };
    expect(await trpcFailure(clients().create.mutate(input))).toMatchObject({
      httpStatus: 400,
      domainCode: 'openid_client.invalid',
      params: { field, reason, ...(position === undefined ? {} : { position }) },
    });
  });

  it('and so does one about a secret', async () => {
    await clients().create.mutate({
      ...WIKI,
      clientId: 'app',
      clientType: 'public',
      tokenEndpointAuthMethod: 'none',
    });
    const failure = await trpcFailure(clients().rotateSecret.mutate({ clientId: 'app', overlapSeconds: 0 }));
    expect(failure).toMatchObject({
      httpStatus: 400,
      domainCode: 'openid_client.has_no_secret',
      params: { field: 'clientType' },
    });
  });

  it('or the client', async () => {
    expect(await trpcFailure(clients().get.query({ clientId: 'x' }))).toMatchObject({
      httpStatus: 404,
      domainCode: 'openid_client.not_found',
    });
    await clients().create.mutate({ ...WIKI, clientId: 'wiki' });
    expect(await trpcFailure(clients().create.mutate({ ...WIKI, clientId: 'wiki' }))).toMatchObject({
      httpStatus: 409,
      domainCode: 'openid_client.id_taken',
    });
  });
});

it('is for superusers alone', async () => {
  const { regie } = await world.signIn(await addUser(world, { isStaff: true }));
  for (const attempt of [
    () => regie.openidClients.list.query({}),
    () => regie.openidClients.get.query({ clientId: 'wiki' }),
    () => regie.openidClients.create.mutate(WIKI),
    () => regie.openidClients.update.mutate({ clientId: 'wiki' }),
    () => regie.openidClients.rotateSecret.mutate({ clientId: 'wiki', overlapSeconds: 0 }),
    () => regie.openidClients.enable.mutate({ clientId: 'wiki' }),
    () => regie.openidClients.disable.mutate({ clientId: 'wiki' }),
    () => regie.openidClients.delete.mutate({ clientId: 'wiki' }),
  ]) {
    expect(await trpcFailure(attempt())).toMatchObject({
      httpStatus: 403,
      domainCode: 'openid_client.action_forbidden',
    });
  }
});
