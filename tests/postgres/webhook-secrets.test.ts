import { afterAll, beforeAll, expect, it } from 'vitest';
import { SecretBox } from '../../src/adapters/postgres/engine/secret-box.ts';
import { PgUnitOfWork } from '../../src/adapters/postgres/pg-unit-of-work.ts';
import { makeTeam } from '../builders/make-team.ts';
import { makeTeamAccess } from '../builders/make-team-access.ts';
import { makeTeamWebhook } from '../builders/make-team-webhook.ts';
import { makeUser } from '../builders/make-user.ts';
import { minutesLater } from '../builders/moments.ts';
import { openTestDatabase, type TestDatabase } from '../support/test-database.ts';

const SECRET = 'a secret nobody may read';

let database: TestDatabase;
let unitOfWork: PgUnitOfWork;
beforeAll(async () => {
  database = await openTestDatabase();
  unitOfWork = new PgUnitOfWork(database.pool, new SecretBox('a secret key that only tests use'));
});
afterAll(() => database.close());

/** All that is stored of webhooks and deliveries, as text. */
async function stored(): Promise<string> {
  const { rows } = await database.pool.query<{ text: string }>(
    'SELECT w::text AS text FROM team_webhook w UNION ALL SELECT d::text FROM webhook_delivery d',
  );
  return rows.map(({ text }) => text).join('\n');
}

it('keeps secrets sealed, also those of webhooks that are gone, and these no longer than they are needed', async () => {
  const team = makeTeam({ path: '00001' });
  const user = makeUser();
  const webhook = makeTeamWebhook({ teamId: team.id });
  await unitOfWork.run(async ({ users, teams, teamAccesses, webhooks }) => {
    await users.insertOrFind(user);
    await teams.insert(team);
    await teamAccesses.insert(makeTeamAccess({ teamId: team.id, userId: user.id }));
    await webhooks.insert(webhook, SECRET);
  });
  const hex = Buffer.from(SECRET).toString('hex');
  const isReadable = async () => {
    const text = await stored();
    return text.includes(SECRET) || text.includes(hex);
  };
  expect(await isReadable()).toBe(false);
  await unitOfWork.run(async ({ teams, webhookDeliveries }) => {
    await webhookDeliveries.queueSubtreeRemoval(team.path, minutesLater(1));
    await teams.deleteSubtree(team.path);
  });
  const kept = async () =>
    (
      await database.pool.query(
        'SELECT kept_url, sealed_kept_secret IS NOT NULL AS sealed FROM webhook_delivery',
      )
    ).rows;
  expect(await kept()).toEqual([{ kept_url: webhook.url, sealed: true }]);
  expect(await isReadable()).toBe(false);
  await unitOfWork.run(async ({ webhookDeliveries }) => {
    const first = await webhookDeliveries.lockFirst(webhook.id);
    expect(first?.target.secret).toBe(SECRET);
    if (first) await webhookDeliveries.update({ ...first.delivery, state: 'expired' });
  });
  expect(await kept()).toEqual([{ kept_url: null, sealed: false }]);
});
