import { Pool } from 'pg';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { SecretBox } from '../../src/adapters/postgres/engine/secret-box.ts';
import { PgContactQueries } from '../../src/adapters/postgres/people/pg-contact-queries.ts';
import { PgSessionStore } from '../../src/adapters/postgres/people/pg-session-store.ts';
import { PgUnitOfWork } from '../../src/adapters/postgres/pg-unit-of-work.ts';
import type { Searched } from '../../src/application/shared/searched.ts';
import type { User } from '../../src/domain/people/user.ts';
import { makeContact } from '../builders/make-contact.ts';
import { makeOrganization } from '../builders/make-organization.ts';
import { makeUser } from '../builders/make-user.ts';
import type { ApiClient } from '../support/api-client.ts';
import { type ApiWorld, openApiWorld } from '../support/api-world.ts';
import { countStatements } from '../support/count-statements.ts';
import { openTestDatabase, type TestDatabase } from '../support/test-database.ts';

let database: TestDatabase;
let pool: Pool;
let count: ReturnType<typeof countStatements>;
let world: ApiWorld;
let unitOfWork: PgUnitOfWork;
let user: User;
let client: ApiClient;

beforeAll(async () => {
  database = await openTestDatabase();
  pool = new Pool({ connectionString: database.url, max: 2 });
  count = countStatements(pool);
  unitOfWork = new PgUnitOfWork(pool, new SecretBox('a secret key that only tests use'));
  world = await openApiWorld({
    adapters: { unitOfWork, sessions: new PgSessionStore(pool), contactQueries: new PgContactQueries(pool) },
  });
  const organization = makeOrganization();
  user = makeUser({ organizationId: organization.id });
  await unitOfWork.run(async ({ organizations, users }) => {
    await organizations.insertOrFind(organization);
    await users.insertOrFind(user);
  });
  client = await world.signIn(user);
});
afterAll(async () => {
  await world.close();
  await pool.end();
  await database.close();
});

/** Brings the list to that many contacts, of all three kinds. */
async function fillTo(size: number): Promise<void> {
  const missing = size - ((await client.rest('GET', 'contacts/')).body as unknown[]).length;
  await unitOfWork.run(async ({ users, contacts }) => {
    for (let index = 0; index < missing; index += 1) {
      const { id } = await users.insertOrFind(makeUser({ organizationId: user.organizationId }));
      const kinds = [{}, { ownerId: user.id }, { ownerId: id, userId: id }];
      await contacts.insert(makeContact({ fullName: `Élodie ${index}`, ...kinds[index % kinds.length] }));
    }
  });
}

describe.each([1, 10, 100])('a list of %i contacts', (size) => {
  beforeAll(() => fillTo(size));

  it.each(['contacts/', 'contacts/?q=elodie'])('costs the session and one statement: %s', async (path) => {
    let length = 0;
    const statements = await count.during(async () => {
      length = ((await client.rest('GET', path)).body as unknown[]).length;
    });
    expect(length).toBe(size);
    expect(statements).toHaveLength(2);
  });

  it('costs as much over tRPC', async () => {
    const statements = await count.during(() => client.regie.contacts.list.query({}));
    expect(statements).toHaveLength(2);
  });
});

it.each<[Searched, string]>([
  [['PERSON', 'ÉLODIE', '1'], 'contact_public_found'],
  ['', 'contact_public_by_name'],
  ['ÉLODIE 1', 'contact_public_found'],
])('reads no table as a whole to find %j', async (text, index) => {
  await pool.query(
    `INSERT INTO contact (id, full_name, data, created_at, updated_at)
     SELECT gen_random_uuid(), 'Person ' || n, jsonb_build_object('emails', jsonb_build_array(
       jsonb_build_object('type', 'Work', 'value', md5(n::text) || '@x.fr'))), now(), now()
       FROM generate_series(1, 20000) AS n`,
  );
  await pool.query(`INSERT INTO user_account (id, sub, language, timezone, created_at, updated_at)
     SELECT gen_random_uuid(), 'u' || gen_random_uuid(), 'fr-fr', 'UTC', now(), now() FROM generate_series(1, 5000)`);
  await pool.query('ANALYZE contact, user_account');
  const viewer = { userId: user.id, organizationId: user.organizationId };
  const search = { text, limit: 100, offset: 0 };
  const most = { rows: 50, weight: 1_000_000 };
  const statements = await count.during(async () => {
    await new PgContactQueries(pool).list(viewer, search);
    await new PgContactQueries(pool).begin(viewer, search, most);
  });
  const values = [viewer.userId, viewer.organizationId, ...[text].flat().filter((one) => one !== ''), 100, 0];
  const parameters = [values, [...values, most.rows, most.weight]];
  expect(statements).toHaveLength(parameters.length);
  for (const [number, statement] of statements.entries()) {
    const { rows } = await pool.query<{ 'QUERY PLAN': string }>(`EXPLAIN ${statement}`, parameters[number]);
    const plan = rows.map((row) => row['QUERY PLAN']).join('\n');
    expect(plan).not.toContain('Seq Scan');
    expect(plan).toContain(index);
  }
});
