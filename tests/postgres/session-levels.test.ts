import { Pool } from 'pg';
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { SignInLevels } from '../../src/domain/people/sign-in-level.ts';
import { makeMailDomain } from '../builders/make-mail-domain.ts';
import { makeMailDomainAccess } from '../builders/make-mail-domain-access.ts';
import { makeUser } from '../builders/make-user.ts';
import { apiClient } from '../support/api-client.ts';
import { openApiWorld } from '../support/api-world.ts';
import { countStatements } from '../support/count-statements.ts';
import { postgresStorageOn } from '../support/postgres-harness.ts';
import { openTestDatabase, type TestDatabase } from '../support/test-database.ts';

let database: TestDatabase;
let pool: Pool;
let count: ReturnType<typeof countStatements>;
const [staff, administrator, person] = [makeUser({ isStaff: true }), makeUser(), makeUser()];

beforeAll(async () => {
  database = await openTestDatabase();
  pool = new Pool({ connectionString: database.url, max: 2 });
  count = countStatements(pool);
  const mailDomain = makeMailDomain();
  await postgresStorageOn(pool).unitOfWork.run(async ({ users, mailDomains, mailDomainAccesses }) => {
    for (const user of [staff, administrator, person]) await users.insertOrFind(user);
    await mailDomains.insert(mailDomain);
    const access = { mailDomainId: mailDomain.id, userId: administrator.id, role: 'administrator' } as const;
    await mailDomainAccesses.insertIfAbsent(makeMailDomainAccess(access));
  });
});
afterAll(async () => {
  await pool.end();
  await database.close();
});

const NONE: SignInLevels = { staff: [], administrators: [] };
const ALL: SignInLevels = { staff: ['eidas2'], administrators: ['eidas2'] };

it.each([
  ['staff', staff],
  ['an administrator', administrator],
  ['anybody else', person],
])('levels of sessions cost no statement of their own: %s', async (_name, user) => {
  const { close, ...storage } = postgresStorageOn(pool);
  const statementsOf = async (signInLevels: SignInLevels) => {
    const world = await openApiWorld({ adapters: storage, useCases: { signInLevels } });
    try {
      const client = apiClient({
        url: world.url,
        cookies: { sessionid: await world.openSession(user, { acr: 'eidas2' }) },
      });
      const statements = await count.during(async () => {
        expect((await client.rest('GET', 'users/me/')).status).toBe(200);
      });
      const weak = apiClient({
        url: world.url,
        cookies: { sessionid: await world.openSession(user, { acr: 'eidas1' }) },
      });
      return { statements: statements.length, withoutLevel: (await weak.rest('GET', 'users/me/')).status };
    } finally {
      await world.close();
    }
  };
  const usual = await statementsOf(NONE);
  expect(usual.withoutLevel).toBe(200);
  expect(await statementsOf(ALL)).toEqual({
    statements: usual.statements,
    withoutLevel: user === person ? 200 : 401,
  });
  await close();
});
