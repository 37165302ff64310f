import { beforeEach, describe, expect, it } from 'vitest';
import { sha256 } from '../../../src/adapters/system/system.ts';
import type { OpenidClientChanges } from '../../../src/application/identity/client/update-openid-client.ts';
import type { Actor } from '../../../src/application/shared/actor.ts';
import { NO_SECRETS } from '../../../src/domain/identity/client-secrets.ts';
import { makeClientSettings, makeOpenidClient } from '../../builders/make-openid-client.ts';
import { makeOpenidRecord } from '../../builders/make-openid-record.ts';
import { openUseCaseWorld, START, type UseCaseWorld } from '../../support/use-case-world.ts';

const HOUR = 3600;
const inSeconds = (seconds: number) => new Date(START.getTime() + seconds * 1000);

let world: UseCaseWorld;
let root: Actor;
beforeEach(async () => {
  world = await openUseCaseWorld();
  root = (await world.addPerson({ isSuperuser: true })).actor;
});

const create = (given: Parameters<typeof makeClientSettings>[0] = {}, clientId?: string) =>
  world.useCases.createOpenidClient(root, makeClientSettings(given), clientId);
const update = (clientId: string, changes: OpenidClientChanges) =>
  world.useCases.updateOpenidClient(root, clientId, changes);
const rotate = (clientId: string, overlapSeconds: number) =>
  world.useCases.rotateClientSecret(root, { clientId, overlapSeconds });
const stored = async (clientId: string) => {
  const client = await world.openidClientQueries.find(clientId);
  if (!client) throw new Error('there is no such client');
  return client;
};
const insert = async (client: ReturnType<typeof makeOpenidClient>) => {
  await world.unitOfWork.run(({ openidClients }) => openidClients.insert(client));
  return client;
};
const isGood = async (clientId: string, secret: string | null) =>
  world.useCases.checkClientSecret(await stored(clientId), secret ?? '');
const actions = () => world.audited().map(({ action }) => action);

describe('a new client', () => {
  it('has a secret that is shown once, and stored as a hash', async () => {
    const { client, secret } = await create({}, 'pro-connect');
    expect(client).toEqual({
      ...makeClientSettings(),
      clientId: 'pro-connect',
      isEnabled: true,
      createdAt: START,
      updatedAt: START,
      secretIssuedAt: START,
      secretUsedAt: null,
      formerSecrets: [],
      abilities: expect.objectContaining({ update: true }),
    });
    expect((await stored('pro-connect')).secrets).toEqual({
      ...NO_SECRETS,
      hash: `sha256$${sha256(secret ?? '')}`,
      issuedAt: START,
      usedAt: null,
    });
    const listed = await world.useCases.listOpenidClients(root, { number: 1, size: 10, order: [] });
    expect(listed).toEqual({ total: 1, items: [client] });
    expect(await world.useCases.getOpenidClient(root, 'pro-connect')).toEqual(client);
    for (const text of [JSON.stringify(listed), JSON.stringify(world.audited())]) {
      expect(text).not.toContain(secret);
      expect(text).not.toContain(sha256(secret ?? ''));
    }
  });

  it('has an id of its own unless it is told one, and not that of another', async () => {
    const { client } = await create();
    expect(client.clientId).not.toBe('');
    await expect(create({}, client.clientId)).rejects.toMatchObject({ code: 'openid_client.id_taken' });
    await expect(create({}, 'two words')).rejects.toMatchObject({ params: { field: 'clientId' } });
  });

  it('has no secret when it is public', async () => {
    const { client, secret } = await create({ clientType: 'public', tokenEndpointAuthMethod: 'none' });
    expect(secret).toBeNull();
    expect((await stored(client.clientId)).secrets).toEqual(NO_SECRETS);
    await expect(rotate(client.clientId, 0)).rejects.toMatchObject({
      code: 'openid_client.has_no_secret',
      params: { field: 'clientType' },
    });
  });

  it('cannot sign by its secret', async () => {
    await expect(create({ idTokenSignedResponseAlg: 'HS256' })).rejects.toMatchObject({
      code: 'openid_client.invalid',
      params: { field: 'idTokenSignedResponseAlg' },
    });
  });
});

describe('a change', () => {
  it('leaves what it does not name, and is told with what was before', async () => {
    const { client } = await create({}, 'wiki');
    world.clock.advance(60);
    const redirectUris = ['https://wiki.example/cb', 'https://wiki.example/cb?a=b'];
    const changed = await update('wiki', { name: 'Wiki', redirectUris, requiresPkce: false });
    expect(changed).toEqual({
      ...client,
      name: 'Wiki',
      redirectUris,
      requiresPkce: false,
      updatedAt: inSeconds(60),
    });
    expect(world.audited().at(-1)).toMatchObject({
      action: 'openid_client.updated',
      objectType: 'openid_client',
      objectId: 'wiki',
      label: 'Wiki',
      actorId: root.userId,
      details: {
        name: { before: 'ProConnect', after: 'Wiki' },
        redirectUris: {
          before: 'https://rp.example/api/v2/oidc-callback',
          after: 'https://wiki.example/cb https://wiki.example/cb?a=b',
        },
        requiresPkce: { before: true, after: false },
      },
    });
  });

  it('that changes nothing leaves no trace', async () => {
    const { client } = await create({}, 'wiki');
    world.clock.advance(60);
    expect(await update('wiki', {})).toEqual(client);
    expect(await update('wiki', { name: client.name, allowedOrigins: [] })).toEqual(client);
    expect(actions()).toEqual(['openid_client.created']);
  });

  it('is refused by the rules of new clients, and then changes nothing', async () => {
    await create({}, 'wiki');
    const before = await stored('wiki');
    await expect(update('wiki', { redirectUris: ['http://wiki.example/'] })).rejects.toMatchObject({
      params: { field: 'redirectUris', position: '1', reason: 'plain_http' },
    });
    await expect(update('wiki', { tokenEndpointAuthMethod: 'none' })).rejects.toMatchObject({
      params: { field: 'tokenEndpointAuthMethod' },
    });
    expect(await stored('wiki')).toEqual(before);
  });

  it('leaves what the reference allowed and we do not', async () => {
    const odd = ['http://old.example/cb', 'https://OLD.example/*'];
    const { clientId } = await insert(makeOpenidClient({ name: '', redirectUris: odd }));
    expect(await update(clientId, { skipsConsent: true })).toMatchObject({ name: '', redirectUris: odd });
    expect(await update(clientId, { redirectUris: odd.slice(0, 1) })).toMatchObject({
      redirectUris: [odd[0]],
    });
    await expect(update(clientId, { redirectUris: odd })).rejects.toMatchObject({
      params: { field: 'redirectUris', position: '2', reason: 'wildcard' },
    });
  });
});

describe('a rotation', () => {
  it('leaves the former secret good until its end', async () => {
    const first = await create({}, 'wiki');
    expect(await isGood('wiki', first.secret)).toBe(true);
    const second = await rotate('wiki', HOUR);
    expect(second.secret).not.toBe(first.secret);
    expect(second.client).toMatchObject({
      secretIssuedAt: START,
      secretUsedAt: null,
      formerSecrets: [{ endsAt: inSeconds(HOUR), usedAt: START }],
    });
    expect([await isGood('wiki', first.secret), await isGood('wiki', second.secret)]).toEqual([true, true]);
    world.clock.advance(HOUR);
    expect([await isGood('wiki', first.secret), await isGood('wiki', second.secret)]).toEqual([false, true]);
    expect(await world.useCases.getOpenidClient(root, 'wiki')).toMatchObject({
      secretUsedAt: START,
      formerSecrets: [],
    });
    expect(world.audited().at(-1)).toMatchObject({
      action: 'openid_client.secret_rotated',
      details: { overlapSeconds: HOUR },
    });
  });

  it('without overlap ends every former secret at once', async () => {
    const first = await create({}, 'wiki');
    const second = await rotate('wiki', HOUR);
    const third = await rotate('wiki', 0);
    const good = [];
    for (const { secret } of [first, second, third]) good.push(await isGood('wiki', secret));
    expect(good).toEqual([false, false, true]);
  });

  it('of a secret that was taken over readable leaves it good as a hash', async () => {
    const { clientId } = await insert(makeOpenidClient({ secrets: { ...NO_SECRETS, readable: 'chosen' } }));
    const { secret } = await rotate(clientId, HOUR);
    expect((await stored(clientId)).secrets.readable).toBeNull();
    expect([await isGood(clientId, 'chosen'), await isGood(clientId, secret)]).toEqual([true, true]);
    expect(JSON.stringify(await stored(clientId))).not.toContain('chosen');
  });

  it('of a client that signs by its secret has no overlap, and leaves the new one readable', async () => {
    const { clientId } = await insert(
      makeOpenidClient({ idTokenSignedResponseAlg: 'HS256', secrets: { ...NO_SECRETS, readable: 'chosen' } }),
    );
    await expect(rotate(clientId, 1)).rejects.toMatchObject({
      code: 'openid_client.overlap_impossible',
      params: { field: 'overlapSeconds' },
    });
    const { secret } = await rotate(clientId, 0);
    expect((await stored(clientId)).secrets).toEqual({ ...NO_SECRETS, readable: secret, issuedAt: START });
    expect([await isGood(clientId, 'chosen'), await isGood(clientId, secret)]).toEqual([false, true]);
  });
});

describe('the end of a client', () => {
  const code = makeOpenidRecord({ id: 'code', clientId: 'wiki', model: 'AuthorizationCode' });
  const other = makeOpenidRecord({ id: 'token', clientId: 'agenda' });
  beforeEach(async () => {
    await create({}, 'wiki');
    await create({}, 'agenda');
    for (const record of [code, other]) await world.openidRecords.save(record);
  });
  const isThere = async ({ model, id }: typeof code) =>
    (await world.openidRecords.find(model, id)) !== undefined;

  it('takes its codes and tokens when it is disabled, and lets it come back without them', async () => {
    expect(await world.useCases.setOpenidClientEnabled(root, 'wiki', false)).toMatchObject({
      isEnabled: false,
    });
    expect([await isThere(code), await isThere(other)]).toEqual([false, true]);
    await world.useCases.setOpenidClientEnabled(root, 'wiki', false);
    expect(await world.useCases.setOpenidClientEnabled(root, 'wiki', true)).toMatchObject({
      isEnabled: true,
    });
    expect(actions().slice(2)).toEqual(['openid_client.disabled', 'openid_client.enabled']);
  });

  it('takes its codes and tokens when it is deleted', async () => {
    await world.useCases.deleteOpenidClient(root, 'wiki');
    expect([await isThere(code), await isThere(other)]).toEqual([false, true]);
    expect(await world.openidClientQueries.find('wiki')).toBeUndefined();
    expect(actions().slice(2)).toEqual(['openid_client.deleted']);
  });
});

it('is for superusers, and refused to everybody else, staff included', async () => {
  await create({}, 'wiki');
  const before = await stored('wiki');
  for (const given of [{}, { isStaff: true }]) {
    const { actor } = await world.addPerson(given);
    for (const attempt of [
      () => world.useCases.listOpenidClients(actor, { number: 1, size: 1, order: [] }),
      () => world.useCases.getOpenidClient(actor, 'wiki'),
      () => world.useCases.createOpenidClient(actor, makeClientSettings()),
      () => world.useCases.updateOpenidClient(actor, 'wiki', { name: 'x' }),
      () => world.useCases.rotateClientSecret(actor, { clientId: 'wiki', overlapSeconds: 0 }),
      () => world.useCases.setOpenidClientEnabled(actor, 'wiki', false),
      () => world.useCases.setOpenidClientEnabled(actor, 'wiki', true),
      () => world.useCases.deleteOpenidClient(actor, 'wiki'),
    ]) {
      await expect(attempt()).rejects.toMatchObject({ code: 'openid_client.action_forbidden' });
    }
  }
  expect(await stored('wiki')).toEqual(before);
  expect(actions()).toEqual(['openid_client.created']);
});

it('says when there is no such client', async () => {
  for (const attempt of [
    () => world.useCases.getOpenidClient(root, 'x'),
    () => update('x', { name: 'x' }),
    () => rotate('x', 0),
    () => world.useCases.setOpenidClientEnabled(root, 'x', false),
    () => world.useCases.deleteOpenidClient(root, 'x'),
  ]) {
    await expect(attempt()).rejects.toMatchObject({ code: 'openid_client.not_found' });
  }
});
