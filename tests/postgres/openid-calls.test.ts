import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { StorageUnavailable } from '../../src/application/shared/storage-unavailable.ts';
import { countStatements } from '../support/count-statements.ts';
import { type OpenidWorld, openOpenidWorld, type TokenAnswer } from '../support/openid-world.ts';
import { postgresStorageOn } from '../support/postgres-harness.ts';
import { openTestDatabase, type TestDatabase } from '../support/test-database.ts';

let database: TestDatabase;
let counted: ReturnType<typeof countStatements>;
let world: OpenidWorld;
/** Fails the next use of a code or token, as an outage does. */
let isAway = false;

/** Statements for a code that is given in a session, those around the transaction of its entry in the audit log included. */
const MOST_FOR_A_CODE = 10;

beforeAll(async () => {
  database = await openTestDatabase();
  counted = countStatements(database.pool);
  const storage = postgresStorageOn(database.pool);
  const { openidRecords } = storage;
  world = await openOpenidWorld({
    adapters: {
      ...storage,
      openidRecords: {
        save: (record) => openidRecords.save(record),
        saveWhile: (source, record) => openidRecords.saveWhile(source, record),
        find: (model, id) => openidRecords.find(model, id),
        findByUid: (model, uid) => openidRecords.findByUid(model, uid),
        destroy: (model, id) => openidRecords.destroy(model, id),
        revokeGrant: (grantId) => openidRecords.revokeGrant(grantId),
        purge: (now) => openidRecords.purge(now),
        consume: (model, id, at, given) => {
          if (isAway) throw new StorageUnavailable('database_unavailable', 'away', { cause: undefined });
          return openidRecords.consume(model, id, at, given);
        },
      },
    },
  });
});
afterAll(async () => {
  await world.close();
  await database.close();
});

const codeOf = async (): Promise<string> => (await world.authorize()).searchParams.get('code') ?? '';
const stored = async (): Promise<number> =>
  (await database.pool.query(`SELECT FROM openid_record WHERE model IN ('AccessToken', 'RefreshToken')`))
    .rowCount ?? 0;

it('answers calls of clients with a statement that reads and one that writes, however much it takes', async () => {
  // The first use of a secret in a day is noted.
  await world.signIn();
  const code = await codeOf();
  const client = { client_id: 'proconnect', client_secret: 'the-secret-of-the-client' };
  let tokens: TokenAnswer['body'] = {};
  const calls: Readonly<Record<string, () => Promise<unknown>>> = {
    code: async () => {
      tokens = (await world.exchange(code)).body;
    },
    refresh: async () => {
      tokens = (await world.refresh(tokens['refresh_token'])).body;
    },
    userinfo: async () => expect((await world.userinfo(tokens['access_token'])).status).toBe(200),
    introspection: async () =>
      expect(
        await world.post('introspect/', { ...client, token: String(tokens['access_token']) }),
      ).toMatchObject({
        body: { active: true },
      }),
  };
  const counts: Record<string, number> = {};
  for (const [name, call] of Object.entries(calls)) counts[name] = (await counted.during(call)).length;
  expect(counts).toEqual({ code: 2, refresh: 2, userinfo: 1, introspection: 2 });
});

it('answers an authorization request in a session without asking what else its owner has to prove', async () => {
  const browser = world.browser();
  await world.authorize({}, browser);
  const statements = async (given: Readonly<Record<string, string>>): Promise<number> =>
    (await counted.during(() => world.authorize(given, browser))).length;
  const plain = await statements({});
  const levels = { id_token: { acr: { essential: true, values: ['eidas1', 'eidas2'] } } };
  expect(await statements({ claims: JSON.stringify(levels) })).toBe(plain);
  expect(await statements({ acr_values: 'eidas2' })).toBe(plain);
  expect(plain).toBeLessThanOrEqual(MOST_FOR_A_CODE);
});

describe('many who use one at the same time', () => {
  it.each([
    ['code', async () => codeOf()],
    ['refresh token', async () => String((await world.signIn()).body['refresh_token'])],
  ] as const)('%s: one gets tokens, which end as soon as the others are refused', async (kind, make) => {
    for (let round = 0; round < 3; round += 1) {
      const [presented, before] = [await make(), await stored()];
      const use = () => (kind === 'code' ? world.exchange(presented) : world.refresh(presented));
      const answers = await Promise.all(Array.from({ length: 6 }, use));
      expect(answers.map(({ status }) => status).sort()).toEqual([200, 400, 400, 400, 400, 400]);
      for (const { status, body } of answers)
        if (status === 400) expect(body).toEqual({ error: 'invalid_grant' });
      const good = answers.find(({ status }) => status === 200);
      expect((await world.userinfo(good?.body['access_token'])).status).toBe(401);
      expect(await world.refresh(good?.body['refresh_token'])).toMatchObject({ status: 400 });
      expect(await stored()).toBeLessThanOrEqual(before);
    }
  });
});

it('a code is not lost while the database is away: nothing was given for it, and it is good afterwards', async () => {
  const [code, before] = [await codeOf(), await stored()];
  isAway = true;
  expect(await world.exchange(code)).toMatchObject({
    status: 503,
    body: { error: 'temporarily_unavailable' },
  });
  isAway = false;
  expect(await stored()).toBe(before);
  expect(await world.exchange(code)).toMatchObject({ status: 200 });
});
