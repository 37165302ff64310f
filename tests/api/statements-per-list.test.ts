import type { QueryResult, QueryResultRow } from 'pg';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { PgRequestThrottle } from '../../src/adapters/postgres/pg-request-throttle.ts';
import { PgServiceProviderQueries } from '../../src/adapters/postgres/pg-service-provider-queries.ts';
import { PgSessionStore } from '../../src/adapters/postgres/pg-session-store.ts';
import { PgUnitOfWork } from '../../src/adapters/postgres/pg-unit-of-work.ts';
import { PgUserQueries } from '../../src/adapters/postgres/pg-user-queries.ts';
import { Sealer } from '../../src/adapters/postgres/sealer.ts';
import type { Queryable } from '../../src/adapters/postgres/sql.ts';
import { makeOrganization } from '../builders/make-organization.ts';
import { makeServiceProvider } from '../builders/make-service-provider.ts';
import { makeUser } from '../builders/make-user.ts';
import type { ApiClient } from '../support/api-client.ts';
import { type ApiWorld, openApiWorld } from '../support/api-world.ts';
import { seedPostgres } from '../support/seed-postgres.ts';
import { openTestDatabase, type TestDatabase } from '../support/test-database.ts';

/** A database that counts what it is asked. */
class CountingDatabase implements Queryable {
  statements = 0;

  constructor(private readonly db: Queryable) {}

  query<Row extends QueryResultRow>(text: string, values?: unknown[]): Promise<QueryResult<Row>> {
    this.statements += 1;
    return this.db.query<Row>(text, values);
  }
}

const RATE = { requests: 10_000, seconds: 3600 };
const MOST = 4;

describe('a list costs the same number of statements whatever its length', () => {
  let database: TestDatabase;
  let counting: CountingDatabase;
  let world: ApiWorld;
  let client: ApiClient;
  let unitOfWork: PgUnitOfWork;
  const organization = makeOrganization();
  const viewer = makeUser({ organizationId: organization.id });

  beforeAll(async () => {
    database = await openTestDatabase();
    unitOfWork = new PgUnitOfWork(database.pool, new Sealer('a secret key that only tests use'));
    counting = new CountingDatabase(database.pool);
    world = await openApiWorld({
      adapters: {
        unitOfWork,
        sessions: new PgSessionStore(counting),
        userQueries: new PgUserQueries(counting),
        serviceProviderQueries: new PgServiceProviderQueries(counting),
        requestThrottle: new PgRequestThrottle(counting, { burst: RATE, sustained: RATE }),
      },
    });
    await unitOfWork.run(async ({ organizations, users }) => {
      await organizations.insertOrFind(organization);
      await users.insertOrFind(viewer);
    });
    client = await world.signIn(viewer);
  });
  afterAll(async () => {
    await world.close();
    await database.close();
  });

  const fill = async (total: number) => {
    const { rows } = await database.pool.query<{ users: number; providers: number }>(
      `SELECT (SELECT count(*)::int FROM user_account) AS users,
              (SELECT count(*)::int FROM service_provider) AS providers`,
    );
    const [present] = rows;
    if (!present) throw new Error('counting gave no answer');
    await unitOfWork.run(async ({ users }) => {
      for (let number = present.users; number < total; number += 1) {
        await users.insertOrFind(makeUser({ organizationId: organization.id }));
      }
    });
    for (let number = present.providers; number < total; number += 1) {
      await seedPostgres(database.pool).serviceProvider(makeServiceProvider(), [organization.id]);
    }
  };

  it('users and service providers, session and throttling included', async () => {
    const counts: Record<string, number[]> = {};
    for (const total of [1, 10, 100]) {
      await fill(total);
      for (const path of ['users/', 'users/?q=camille', 'service-providers/']) {
        counting.statements = 0;
        const { status, body } = await client.rest(
          'GET',
          `${path}${path.includes('?') ? '&' : '?'}page_size=100`,
        );
        expect(status).toBe(200);
        expect((body as { results: unknown[] }).results).toHaveLength(total);
        counts[path] = [...(counts[path] ?? []), counting.statements];
      }
    }
    const constant = [MOST, MOST, MOST];
    expect(counts).toEqual({
      'users/': constant,
      'users/?q=camille': constant,
      'service-providers/': constant,
    });
  });

  it('searches through the index where there are many people', async () => {
    const connection = await database.pool.connect();
    try {
      await connection.query('SET enable_seqscan = off');
      const { rows } = await connection.query<{ 'QUERY PLAN': string }>(
        `EXPLAIN SELECT u.id FROM user_account u
          WHERE search_text(u.name) LIKE search_pattern('Zoé') OR search_text(u.email) LIKE search_pattern('Zoé')`,
      );
      expect(rows.map((row) => row['QUERY PLAN']).join('\n')).toContain('user_account_search');
    } finally {
      connection.release(true);
    }
  });
});
