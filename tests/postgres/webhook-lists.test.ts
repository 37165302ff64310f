import { Pool } from 'pg';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { PgSessionStore } from '../../src/adapters/postgres/pg-session-store.ts';
import { PgTeamAccessQueries } from '../../src/adapters/postgres/pg-team-access-queries.ts';
import { PgTeamWebhookQueries } from '../../src/adapters/postgres/pg-team-webhook-queries.ts';
import { PgUnitOfWork } from '../../src/adapters/postgres/pg-unit-of-work.ts';
import { Sealer } from '../../src/adapters/postgres/sealer.ts';
import { makeTeam } from '../builders/make-team.ts';
import { makeTeamAccess } from '../builders/make-team-access.ts';
import { makeTeamWebhook } from '../builders/make-team-webhook.ts';
import { makeUser } from '../builders/make-user.ts';
import { minutesLater } from '../builders/moments.ts';
import type { ApiClient } from '../support/api-client.ts';
import { type ApiWorld, openApiWorld } from '../support/api-world.ts';
import { countStatements } from '../support/count-statements.ts';
import { openTestDatabase, type TestDatabase } from '../support/test-database.ts';

/** The session, the role of whoever asks, and the page; of a webhook's log also whether the webhook is there. */
const STATEMENTS = { list: 3, deliveries: 4 };

let database: TestDatabase;
let pool: Pool;
let counter: ReturnType<typeof countStatements>;
let world: ApiWorld;
let owner: ApiClient;
const team = makeTeam();
const first = makeTeamWebhook({ teamId: team.id });

beforeAll(async () => {
  database = await openTestDatabase();
  pool = new Pool({ connectionString: database.url, max: 4 });
  counter = countStatements(pool);
  const unitOfWork = new PgUnitOfWork(database.pool, new Sealer('a secret key that only tests use'));
  world = await openApiWorld({
    adapters: {
      unitOfWork,
      sessions: new PgSessionStore(pool),
      teamAccessQueries: new PgTeamAccessQueries(pool),
      teamWebhookQueries: new PgTeamWebhookQueries(pool),
    },
  });
  const user = makeUser();
  await unitOfWork.run(async ({ users, teams, teamAccesses, webhooks }) => {
    await users.insertOrFind(user);
    await teams.insert(team);
    await teamAccesses.insert(makeTeamAccess({ teamId: team.id, userId: user.id, role: 'owner' }));
    await webhooks.insert(first, null);
  });
  owner = await world.signIn(user);
});
afterAll(async () => {
  await world.close();
  await pool.end();
  await database.close();
});

/** Makes that many webhooks, and that many deliveries of the first. */
async function fill(total: number): Promise<void> {
  const { rows } = await database.pool.query<{ webhooks: number; deliveries: number }>(
    `SELECT (SELECT count(*)::int FROM team_webhook) AS webhooks,
            (SELECT count(*)::int FROM webhook_delivery) AS deliveries`,
  );
  const unitOfWork = new PgUnitOfWork(database.pool, new Sealer('a secret key that only tests use'));
  await unitOfWork.run(async ({ webhooks, webhookDeliveries }) => {
    for (let n = rows[0]?.deliveries ?? 0; n < total; n += 1) {
      await webhookDeliveries.queueMembers(first.id, minutesLater(n));
    }
    for (let n = rows[0]?.webhooks ?? 0; n < total; n += 1) {
      await webhooks.insert(makeTeamWebhook({ teamId: team.id }), null);
    }
  });
}

it('lists webhooks and deliveries in as many statements whatever their number, session included', async () => {
  const { teamWebhooks } = owner.regie;
  const page = { pageSize: 100 };
  for (const total of [1, 10, 100]) {
    await fill(total);
    let listed: readonly number[] = [];
    const webhooks = await counter.during(async () => {
      listed = [(await teamWebhooks.list.query({ teamId: team.id, page })).items.length];
    });
    const deliveries = await counter.during(async () => {
      const log = await teamWebhooks.deliveries.query({ teamId: team.id, id: first.id, page });
      listed = [...listed, log.items.length];
    });
    expect(listed).toEqual([total, total]);
    expect([webhooks.length, deliveries.length]).toEqual([STATEMENTS.list, STATEMENTS.deliveries]);
  }
});
