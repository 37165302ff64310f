import { pbkdf2Sync } from 'node:crypto';
import { beforeEach, describe, expect, it } from 'vitest';
import { sha256 } from '../../../src/adapters/system/system.ts';
import { makeCheckClientSecret } from '../../../src/application/identity/client/check-client-secret.ts';
import type { RegisteredClient } from '../../../src/application/identity/client/openid-client-repository.ts';
import { NO_SECRETS } from '../../../src/domain/identity/client-secrets.ts';
import { DomainError } from '../../../src/domain/shared/errors.ts';
import { makeClientSecrets, makeOpenidClient } from '../../builders/make-openid-client.ts';
import { makeGate } from '../../support/gate.ts';
import { openUseCaseWorld, START, type UseCaseWorld } from '../../support/use-case-world.ts';

const SECRET = 'q5m0Rr1o7uYV2bJ4nD8sT6wZ9xC3aE0fG1hK5lP7iNs';
const inMinutes = (minutes: number) => new Date(START.getTime() + minutes * 60_000);

/** As Django writes it (django/contrib/auth/hashers.py), of few iterations. */
const djangoHash = (secret: string): string =>
  `pbkdf2_sha256$1000$salt$${pbkdf2Sync(secret, 'salt', 1000, 32, 'sha256').toString('base64')}`;

/** Reads Django's hashes and those of the world's hasher, and counts what it is asked. */
const countingHasher = () => {
  const asked: string[] = [];
  return {
    asked,
    hash: async (secret: string) => `$slow$${sha256(secret)}`,
    hashGenerated: async (secret: string) => `$ours$${sha256(secret)}`,
    needsRehash: (hash: string) => hash.startsWith('pbkdf2_sha256$'),
    verify: async (hash: string, secret: string) => {
      asked.push(hash);
      return [djangoHash(secret), `$ours$${sha256(secret)}`].includes(hash);
    },
  };
};

let world: UseCaseWorld;
let hasher: ReturnType<typeof countingHasher>;
beforeEach(async () => {
  world = await openUseCaseWorld();
  hasher = countingHasher();
});

const stored = async (given: Partial<RegisteredClient> = {}): Promise<RegisteredClient> => {
  const client = makeOpenidClient(given);
  await world.unitOfWork.run(({ openidClients }) => openidClients.insert(client));
  return client;
};
const find = (clientId: string) => world.unitOfWork.run(({ openidClients }) => openidClients.lock(clientId));
const check = (client: RegisteredClient, secret: string) =>
  makeCheckClientSecret({
    unitOfWork: world.unitOfWork,
    passwordHasher: hasher,
    digest: { sha256, isSame: (a, b) => a === b },
    clock: world.clock,
  })(client, secret);

describe('a secret that was drawn here', () => {
  it('is good, and no other', async () => {
    const client = await stored({ secrets: makeClientSecrets(SECRET) });
    expect(await check(client, SECRET)).toBe(true);
    for (const other of [
      `${SECRET}x`,
      SECRET.slice(1),
      SECRET.toLowerCase(),
      '',
      `${SECRET}\0`,
      'x'.repeat(5000),
    ])
      expect(await check(client, other)).toBe(false);
    expect(await check(client, client.secrets.hash ?? '')).toBe(false);
    expect(hasher.asked).toEqual([]);
    const secrets = { ...client.secrets, usedAt: START };
    expect(await find(client.clientId)).toEqual({ ...client, secrets });
  });

  it('is good with the one it replaced until that one ends', async () => {
    const former = [{ hash: `sha256$${sha256('former')}`, endsAt: inMinutes(60), usedAt: null }];
    const client = await stored({ secrets: makeClientSecrets(SECRET, { former }) });
    expect(await check(client, 'former')).toBe(true);
    world.clock.advance(3600);
    expect(await check(client, 'former')).toBe(false);
    expect(await check(client, SECRET)).toBe(true);
  });

  it('is good for nothing while its client is disabled', async () => {
    expect(await check(await stored({ secrets: makeClientSecrets(SECRET), isEnabled: false }), SECRET)).toBe(
      false,
    );
  });
});

it('a public client has none, whatever is stored', async () => {
  const client = makeOpenidClient({ clientType: 'public', secrets: makeClientSecrets(SECRET) });
  expect(await check(client, SECRET)).toBe(false);
});

it('a secret that can be read is compared as it is, and stays readable', async () => {
  const client = await stored({ secrets: { ...NO_SECRETS, readable: 'sécret' } });
  expect(await check(client, 'sécret')).toBe(true);
  expect(await check(client, 'secret')).toBe(false);
  expect(await find(client.clientId)).toEqual({
    ...client,
    secrets: { ...NO_SECRETS, readable: 'sécret', usedAt: START },
  });
});

describe('which of two secrets is in use', () => {
  const twoSecrets = () =>
    stored({
      secrets: makeClientSecrets(SECRET, {
        former: [{ hash: `sha256$${sha256('former')}`, endsAt: inMinutes(5 * 24 * 60), usedAt: null }],
      }),
    });
  const uses = async ({ clientId }: RegisteredClient) => {
    const { secrets } = (await find(clientId)) ?? {};
    return [secrets?.usedAt, secrets?.former[0]?.usedAt];
  };

  it('is noted of each for itself, and of no wrong one', async () => {
    const client = await twoSecrets();
    expect(await check(client, 'wrong')).toBe(false);
    expect(await uses(client)).toEqual([null, null]);
    expect(await check(client, 'former')).toBe(true);
    expect(await uses(client)).toEqual([null, START]);
    world.clock.advance(60);
    expect(await check(client, SECRET)).toBe(true);
    expect(await uses(client)).toEqual([inMinutes(1), START]);
    expect((await find(client.clientId))?.updatedAt).toEqual(client.updatedAt);
  });

  it('is written once a day, however often and by however many at once it is used', async () => {
    const client = await twoSecrets();
    const writes: string[] = [];
    const checkSecret = makeCheckClientSecret({
      unitOfWork: {
        run: (work) =>
          world.unitOfWork.run((stores) =>
            work({
              ...stores,
              openidClients: {
                lock: (id) => stores.openidClients.lock(id),
                insert: (one) => stores.openidClients.insert(one),
                delete: (id) => stores.openidClients.delete(id),
                update: (one) => {
                  writes.push(world.clock.now().toISOString());
                  return stores.openidClients.update(one);
                },
              },
            }),
          ),
      },
      passwordHasher: hasher,
      digest: { sha256, isSame: (a, b) => a === b },
      clock: world.clock,
    });
    const useOften = async () => {
      const asRead = await find(client.clientId);
      if (!asRead) throw new Error('the client is gone');
      await Promise.all(Array.from({ length: 10 }, () => checkSecret(asRead, 'former')));
    };
    for (const minutes of [0, 60, 23 * 60 - 1, 1, 60]) {
      world.clock.advance(minutes * 60);
      await useOften();
    }
    expect(writes).toEqual([START, inMinutes(24 * 60)].map((at) => at.toISOString()));
    expect(await uses(client)).toEqual([null, inMinutes(24 * 60)]);
  });
});

describe('a secret that was taken over as a hash of Django', () => {
  it('is verified, and its hash replaced by one of ours at the first success', async () => {
    const client = await stored({ secrets: { ...NO_SECRETS, hash: djangoHash('chosen') } });
    expect(await check(client, 'other')).toBe(false);
    expect(await find(client.clientId)).toEqual(client);
    expect(await check(client, 'chosen')).toBe(true);
    const now = await find(client.clientId);
    expect(now).toEqual({
      ...client,
      secrets: { ...NO_SECRETS, hash: `$ours$${sha256('chosen')}`, usedAt: START },
    });
    if (!now) throw new Error('the client is gone');
    expect(await check(now, 'chosen')).toBe(true);
    expect(await check(now, 'other')).toBe(false);
    expect(await find(client.clientId)).toEqual(now);
  });

  it('is replaced too where another one took its place in the meantime', async () => {
    const client = await stored({ secrets: { ...NO_SECRETS, hash: djangoHash('chosen') } });
    const former = [{ hash: djangoHash('chosen'), endsAt: inMinutes(60), usedAt: null }];
    const rotated = { ...client, name: 'Renamed', secrets: makeClientSecrets(SECRET, { former }) };
    await world.unitOfWork.run(({ openidClients }) => openidClients.update(rotated));
    expect(await check(client, 'chosen')).toBe(true);
    expect(await find(client.clientId)).toEqual({
      ...rotated,
      secrets: {
        ...rotated.secrets,
        former: [{ hash: `$ours$${sha256('chosen')}`, endsAt: inMinutes(60), usedAt: START }],
      },
    });
  });

  it('is good where its client was deleted in the meantime, and brings nothing back', async () => {
    const client = makeOpenidClient({ secrets: { ...NO_SECRETS, hash: djangoHash('chosen') } });
    expect(await check(client, 'chosen')).toBe(true);
    expect(await find(client.clientId)).toBeUndefined();
  });
});

it('compares few with slow hashes at the same time, and the others are to try again', async () => {
  const client = await stored({ secrets: makeClientSecrets(SECRET, { hash: djangoHash(SECRET) }) });
  const fast = await stored({ secrets: makeClientSecrets(SECRET) });
  const gate = makeGate();
  const checkSecret = makeCheckClientSecret({
    unitOfWork: world.unitOfWork,
    passwordHasher: {
      ...hasher,
      verify: (hash, secret) => gate.pass().then(() => hasher.verify(hash, secret)),
    },
    digest: { sha256, isSame: (a, b) => a === b },
    clock: world.clock,
  });
  const flood = Array.from({ length: 20 }, () =>
    checkSecret(client, 'wrong').catch((error: unknown) =>
      error instanceof DomainError ? error.code : error,
    ),
  );
  await gate.reached;
  // Secrets that were drawn here are compared at once meanwhile.
  expect(await checkSecret(fast, SECRET)).toBe(true);
  gate.open();
  const outcomes = await Promise.all(flood);
  expect(outcomes.filter((outcome) => outcome === false)).toHaveLength(8);
  expect(outcomes.filter((outcome) => outcome === 'request.throttled')).toHaveLength(12);
  expect(await checkSecret(client, SECRET)).toBe(true);
});
