import { Pool } from 'pg';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { makeWatchMailDomain, makeWatchOwnMailDomains } from '../../src/application/live/watch-changes.ts';
import { EMPTY_SESSION } from '../../src/application/people/session-store.ts';
import { actAs } from '../../src/application/shared/actor.ts';
import { makeMailDomain } from '../builders/make-mail-domain.ts';
import { makeMailDomainAccess } from '../builders/make-mail-domain-access.ts';
import { makeUser } from '../builders/make-user.ts';
import { ORIGIN } from '../builders/origin.ts';
import { countStatements } from '../support/count-statements.ts';
import { postgresStorageOn } from '../support/postgres-harness.ts';
import { openTestDatabase, type TestDatabase } from '../support/test-database.ts';

const READERS = 1_000;
const domain = makeMailDomain();
const people = Array.from({ length: READERS }, () => makeUser());

let database: TestDatabase;
let pool: Pool;
let storage: ReturnType<typeof postgresStorageOn>;
let count: ReturnType<typeof countStatements>;
let keys: readonly string[];
beforeAll(async () => {
  database = await openTestDatabase();
  pool = new Pool({ connectionString: database.url, max: 4 });
  count = countStatements(pool);
  storage = postgresStorageOn(pool);
  await storage.unitOfWork.run(async ({ users, mailDomains, mailDomainAccesses }) => {
    await mailDomains.insert(domain);
    for (const user of people) {
      await users.insertOrFind(user);
      await mailDomainAccesses.insert(makeMailDomainAccess({ mailDomainId: domain.id, userId: user.id }));
    }
  });
  keys = await Promise.all(
    people.map(({ id, sub }) =>
      storage.sessions.create({
        data: EMPTY_SESSION,
        owner: { userId: id, sub, sid: undefined },
        expiresAt: new Date(Date.now() + 3_600_000),
      }),
    ),
  );
});
afterAll(async () => {
  await storage?.close();
  await pool?.end();
  await database?.close();
});

it.each([
  ['one domain', makeWatchMailDomain],
  ['their own domains', makeWatchOwnMailDomains],
])('sessions and accesses of all who look at %s are read in few statements', async (_what, make) => {
  const watches = people.map((user) => make(storage)(actAs(user, ORIGIN), domain.slug));
  const statements = await count.during(async () => {
    const looks = watches.map(async ({ look }, index) => {
      expect(await storage.sessions.find(keys[index] ?? '', new Date())).toBeDefined();
      expect(await look()).toEqual(new Set([domain.id]));
    });
    await Promise.all(looks);
  });
  expect(statements.length).toBeGreaterThan(10);
  expect(statements.length).toBeLessThanOrEqual(READERS / 20);
});
