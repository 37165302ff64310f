import { beforeEach, describe, expect, it } from 'vitest';
import { sha256 } from '../../../src/adapters/system/system.ts';
import type { ServiceWithKey } from '../../../src/application/access/account-service/manage-account-services.ts';
import type { Actor } from '../../../src/application/shared/actor.ts';
import { visibleKeyPrefix } from '../../../src/domain/access/key-prefix.ts';
import type { AccountServiceId } from '../../../src/domain/shared/ids.ts';
import { makeAccountService, makeApiKey } from '../../builders/make-account-service.ts';
import { newId } from '../../builders/new-id.ts';
import { openUseCaseWorld, START, type UseCaseWorld } from '../../support/use-case-world.ts';

const SCOPE = 'la-suite-list-organizations-siret';
const HOUR = 3600;
const inSeconds = (seconds: number) => new Date(START.getTime() + seconds * 1000);

let world: UseCaseWorld;
let root: Actor;

beforeEach(async () => {
  world = await openUseCaseWorld();
  root = (await world.addPerson({ isSuperuser: true })).actor;
});

const create = (given: { scopes?: readonly string[]; expiresAt?: Date | null } = {}) =>
  world.useCases.createAccountService(root, { name: 'Suite', scopes: [SCOPE], expiresAt: null, ...given });
const rotate = (id: AccountServiceId, overlapSeconds = 0, expiresAt: Date | null = null) =>
  world.useCases.rotateAccountServiceKey(root, { id, overlapSeconds, expiresAt });
const revoke = (id: AccountServiceId, which: 'previous' | 'all') =>
  world.useCases.revokeAccountServiceKeys(root, { id, which });
const stored = () => world.tables().accountServices.all(() => true);
/** What the audit log says of services and their keys, uses aside. */
const changes = () => world.audited().filter(({ action }) => action !== 'account_service.key_used');
/** `good`, or why the key is refused. */
const call = (key: string): Promise<string> =>
  world.useCases.authenticateAccountService(key, SCOPE).then(
    () => 'good',
    (error: { code: string }) => error.code,
  );

describe('a new service', () => {
  it('has a key that is shown once, and kept as a hash', async () => {
    const { service, key } = await create({ scopes: [SCOPE, SCOPE], expiresAt: inSeconds(HOUR) });
    expect(service).toMatchObject({
      name: 'Suite',
      scopes: [SCOPE],
      previousKey: null,
      revokedAt: null,
      createdAt: START,
      key: { hash: sha256(key), createdAt: START, expiresAt: inSeconds(HOUR), lastUsedAt: null },
    });
    expect(stored()).toEqual([service]);
    const kept = JSON.stringify([stored(), world.audited()]);
    expect(key.length).toBeGreaterThan(0);
    expect(kept).not.toContain(key);
    expect(key.startsWith(service.key.prefix)).toBe(true);
  });

  it('leaves a trace that names the visible part of its key', async () => {
    const { service } = await create();
    expect(world.audited()).toMatchObject([
      {
        action: 'account_service.created',
        objectId: service.id,
        label: 'Suite',
        organizationId: null,
        actorId: root.userId,
        details: { keyPrefix: service.key.prefix, scopes: [SCOPE] },
      },
    ]);
  });

  it.each([
    ['a scope that is not offered', { scopes: [SCOPE, 'everything'] }, 'account_service.unknown_scope'],
    ['a key that has ended', { expiresAt: inSeconds(-1) }, 'account_service.expiry_passed'],
    ['a key that ends now', { expiresAt: START }, 'account_service.expiry_passed'],
  ])('is refused with %s', async (_what, given, code) => {
    await expect(create(given)).rejects.toMatchObject({ code });
    expect(stored()).toEqual([]);
    expect(world.audited()).toEqual([]);
  });
});

describe('whoever is no superuser', () => {
  it.each([
    ['nobody in particular', {}],
    ['staff', { isStaff: true }],
  ])('manages no services: %s', async (_who, given) => {
    const { service } = await create();
    const before = [stored(), world.audited()];
    const { actor } = await world.addPerson(given);
    const { useCases } = world;
    const input = { name: 'Mine', scopes: [], expiresAt: null };
    const { id } = service;
    for (const attempt of [
      () => useCases.createAccountService(actor, input),
      () => useCases.rotateAccountServiceKey(actor, { id, overlapSeconds: 0, expiresAt: null }),
      () => useCases.revokeAccountServiceKeys(actor, { id, which: 'all' }),
      () => useCases.listAccountServices(actor, { number: 1, size: 10, order: [] }),
    ]) {
      await expect(attempt()).rejects.toMatchObject({ code: 'account_service.action_forbidden' });
    }
    expect([stored(), world.audited()]).toEqual(before);
  });
});

it('a service that is not there has no keys to change', async () => {
  const id = newId<AccountServiceId>();
  for (const attempt of [() => rotate(id), () => revoke(id, 'all'), () => revoke(id, 'previous')]) {
    await expect(attempt()).rejects.toMatchObject({ code: 'account_service.not_found' });
  }
  expect(world.audited()).toEqual([]);
});

describe('a key', () => {
  let first: ServiceWithKey;
  beforeEach(async () => {
    first = await create();
  });

  it('is good until its end, and not at it', async () => {
    const { key } = await create({ expiresAt: inSeconds(HOUR) });
    world.clock.advance(HOUR - 1);
    expect(await call(key)).toBe('good');
    world.clock.advance(1);
    expect(await call(key)).toBe('api_key.invalid');
  });

  it.each([
    ['another', 'secret-of-somebody-else'],
    ['none', ''],
    ['one with a NUL', 'secret\0'],
    ['one that nobody could have', 'x'.repeat(1025)],
  ])('is not good when it is %s', async (_what, key) => {
    expect(await call(key)).toBe('api_key.invalid');
  });

  it.each([
    ['as long as one can be', 'x'.repeat(1024), 'good'],
    ['longer than one can be', 'x'.repeat(1025), 'api_key.invalid'],
    ['with a NUL', `${'x'.repeat(32)}\0`, 'api_key.invalid'],
  ])('is not even looked up when it cannot exist: %s', async (_what, text, expected) => {
    const key = makeApiKey({ hash: sha256(text), prefix: visibleKeyPrefix(text) });
    await world.unitOfWork.run(({ accountServices }) =>
      accountServices.insert(makeAccountService({ scopes: [SCOPE], key })),
    );
    expect(await call(text)).toBe(expected);
  });

  it('is not good with anything before or behind it', async () => {
    expect(await call(first.key)).toBe('good');
    expect(await call(`${first.key}x`)).toBe('api_key.invalid');
    expect(await call(first.key.slice(0, -1))).toBe('api_key.invalid');
    expect(await call(first.key.toUpperCase())).toBe('api_key.invalid');
  });

  it('takes the place of the one before, which ends at once or after a while', async () => {
    const { service: rotated, key: second } = await rotate(first.service.id, HOUR);
    expect(rotated.previousKey).toMatchObject({ hash: sha256(first.key), expiresAt: inSeconds(HOUR) });
    expect([await call(first.key), await call(second)]).toEqual(['good', 'good']);
    world.clock.advance(HOUR);
    expect([await call(first.key), await call(second)]).toEqual(['api_key.invalid', 'good']);
    const { key: third } = await rotate(first.service.id);
    expect([await call(second), await call(third)]).toEqual(['api_key.invalid', 'good']);
    expect(changes().map(({ action, details }) => [action, details['overlapSeconds']])).toEqual([
      ['account_service.created', undefined],
      ['account_service.key_rotated', HOUR],
      ['account_service.key_rotated', 0],
    ]);
  });

  it('never ends later for being replaced', async () => {
    const { service, key } = await create({ expiresAt: inSeconds(10) });
    await rotate(service.id, HOUR);
    world.clock.advance(10);
    expect(await call(key)).toBe('api_key.invalid');
  });

  it('is not replaced by one that has ended', async () => {
    await expect(rotate(first.service.id, HOUR, START)).rejects.toMatchObject({
      code: 'account_service.expiry_passed',
    });
    expect(stored()).toEqual([first.service]);
  });

  it('before the present one is revoked alone, or with all', async () => {
    const { key: second } = await rotate(first.service.id, HOUR);
    expect(await revoke(first.service.id, 'previous')).toMatchObject({ previousKey: null, revokedAt: null });
    expect([await call(first.key), await call(second)]).toEqual(['api_key.invalid', 'good']);
    world.clock.advance(60);
    const { revokedAt } = await revoke(first.service.id, 'all');
    expect(revokedAt).toEqual(inSeconds(60));
    expect(await call(second)).toBe('api_key.invalid');
    const { key: third } = await rotate(first.service.id, HOUR);
    expect([await call(second), await call(third)]).toEqual(['api_key.invalid', 'good']);
    expect(changes().slice(2, 4)).toMatchObject([
      { action: 'account_service.key_revoked', details: { which: 'previous' } },
      { action: 'account_service.key_revoked', details: { which: 'all' } },
    ]);
  });

  it('has its first use a day from each address in the audit log, be it for a scope that it lacks', async () => {
    const from = (key: string, address: string, scope: typeof SCOPE = SCOPE) =>
      world.useCases
        .authenticateAccountService(key, scope, { address, requestId: 'r1' })
        .catch(() => undefined);
    const uses = () =>
      world
        .audited()
        .filter(({ action }) => action === 'account_service.key_used')
        .map(({ objectId, origin, details }) => [
          objectId,
          origin.via,
          origin.client,
          origin.address,
          details,
        ]);
    const use = (service: { id: AccountServiceId; key: { prefix: string } }, address: string) => [
      service.id,
      'api_key',
      'Suite',
      address,
      { key: service.key.prefix },
    ];
    for (let time = 0; time < 3; time += 1) await from(first.key, '192.0.2.1');
    await from(first.key, '192.0.2.2');
    await from(`${first.key.slice(0, -1)}!`, '192.0.2.3');
    expect(uses()).toEqual([use(first.service, '192.0.2.1'), use(first.service, '192.0.2.2')]);
    const { service: narrow, key: narrowKey } = await create({ scopes: [] });
    await from(narrowKey, '192.0.2.1');
    expect(uses()).toHaveLength(3);
    world.clock.advance(24 * HOUR);
    await from(first.key, '192.0.2.1');
    expect(uses().at(-1)).toEqual(use(first.service, '192.0.2.1'));
    expect(uses()).toHaveLength(4);
    expect(JSON.stringify(world.audited())).not.toContain(first.key);
    expect(narrow.scopes).toEqual([]);
  });

  it('is noted as used, once a minute at most', async () => {
    const used = () => stored().map(({ key }) => key.lastUsedAt);
    await call('wrong-from-the-beginning');
    expect(used()).toEqual([null]);
    await call(first.key);
    world.clock.advance(59);
    await call(first.key);
    expect(used()).toEqual([START]);
    world.clock.advance(1);
    await call(first.key);
    expect(used()).toEqual([inSeconds(60)]);
  });

  it('without the scope is distinguished from a wrong one', async () => {
    const { key } = await create({ scopes: [] });
    expect(await call(key)).toBe('api_key.insufficient_scope');
  });
});

it('a scope that the installation has withdrawn is good for nothing', async () => {
  const { key } = await create();
  const closed = await openUseCaseWorld({ settings: { accountServiceScopes: [] } });
  await closed.unitOfWork.run(async ({ accountServices }) => {
    for (const service of stored()) await accountServices.insert(service);
  });
  await expect(closed.useCases.authenticateAccountService(key, SCOPE)).rejects.toMatchObject({
    code: 'api_key.insufficient_scope',
  });
});
