import { randomBytes } from 'node:crypto';
import { Client } from 'pg';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { PgAuditTrail } from '../../src/adapters/postgres/audit/pg-audit-trail.ts';
import { grantToApplication } from '../../src/adapters/postgres/migration/grant-to-application.ts';
import { migrate } from '../../src/adapters/postgres/migration/migrate.ts';
import { BY_JOB } from '../../src/domain/audit/audit-entry.ts';
import { loadSettings } from '../../src/infrastructure/config/settings.ts';
import { makeProductionAdapters } from '../../src/infrastructure/production-adapters.ts';
import { type Application, startApplication } from '../../src/infrastructure/start-application.ts';
import { RecordingLogger } from '../plugins/recording-logger.ts';
import { eventually } from '../support/eventually.ts';
import { openTestDatabase, type TestDatabase } from '../support/test-database.ts';

const suffix = randomBytes(4).toString('hex');
const [OWNER, ROLE] = [`owner_${suffix}`, `application_${suffix}`];

let database: TestDatabase;
let application: Application | undefined;
const as = (role: string): string =>
  Object.assign(new URL(database.url), { username: role, password: 'secret' }).href;

beforeAll(async () => {
  database = await openTestDatabase({ migrated: false });
  const name = new URL(database.url).pathname.slice(1);
  for (const role of [OWNER, ROLE]) await database.pool.query(`CREATE ROLE ${role} LOGIN PASSWORD 'secret'`);
  await database.pool.query(`ALTER DATABASE ${name} OWNER TO ${OWNER}`);
  await migrate({ databaseUrl: as(OWNER) });
  await grantToApplication({ databaseUrl: as(OWNER), role: ROLE });
});
afterAll(async () => {
  for (const { stop } of application?.steps ?? []) await stop();
  await database.pool.query(`DROP OWNED BY ${ROLE}, ${OWNER} CASCADE`);
  await database.pool.query(
    `ALTER DATABASE ${new URL(database.url).pathname.slice(1)} OWNER TO CURRENT_USER`,
  );
  for (const role of [OWNER, ROLE]) await database.pool.query(`DROP ROLE ${role}`);
  await database.close();
});

async function asApplication(...statements: readonly string[]): Promise<void> {
  const client = new Client({ connectionString: as(ROLE) });
  await client.connect();
  try {
    for (const statement of statements) await client.query(statement);
  } finally {
    await client.end();
  }
}

describe('a role that owns nothing', () => {
  it('runs the application, its jobs included', async () => {
    const settings = loadSettings({ REGIE_ENV: 'dev', PORT: '0', DATABASE_URL: as(ROLE) });
    const started = await startApplication(settings, { logDestination: { write: () => undefined } });
    application = started;
    const production = makeProductionAdapters(settings, 'test', new RecordingLogger());
    try {
      await production.adapters.unitOfWork.run(async ({ audit, outbox }) => {
        const event = {
          at: new Date(),
          action: 'team.created',
          objectId: 'a',
          label: 'a',
          organizationId: null,
        } as const;
        await audit.append(BY_JOB, event);
        await outbox.append({ name: 'purge_sessions' });
      });
    } finally {
      await production.close();
    }
    await eventually(async () => {
      const heartbeat = await fetch(`http://127.0.0.1:${started.port}/__heartbeat__`);
      expect([heartbeat.status, await heartbeat.text()]).toEqual([200, expect.stringContaining('"ok"')]);
      const { rows } = await database.pool.query('SELECT count(*)::int AS jobs FROM graphile_worker.jobs');
      expect(rows).toEqual([{ jobs: 0 }]);
    });
    const { rows } = await database.pool.query('SELECT count(*)::int AS entries FROM audit_entry');
    expect(rows).toEqual([{ entries: 1 }]);
  });

  it.each([
    "UPDATE audit_entry SET label = 'b'",
    'DELETE FROM audit_entry',
    'TRUNCATE audit_entry',
    'ALTER TABLE audit_entry DISABLE TRIGGER ALL',
    'DROP TRIGGER audit_entry_append_only ON audit_entry',
    'DROP TABLE audit_entry',
    "SET session_replication_role = 'replica'",
    'ALTER TABLE team ADD COLUMN mine text',
    'DELETE FROM schema_migration',
  ])('cannot %s', async (statement) => {
    await expect(asApplication(statement)).rejects.toThrow(/permission denied|must be owner/);
  });

  it('is let through again after a migration, and a second time', async () => {
    await grantToApplication({ databaseUrl: as(OWNER), role: ROLE });
    await new PgAuditTrail(database.pool).appendAll(BY_JOB, []);
    await asApplication('SELECT FROM graphile_worker.jobs', 'SELECT FROM team');
  });

  it.each([
    ['that does not exist', () => 'nobody_here', 'There is no role nobody_here'],
    ['that owns the tables', () => OWNER, 'could rewrite it'],
  ])('cannot be one %s', async (_what, role, message) => {
    await expect(grantToApplication({ databaseUrl: as(OWNER), role: role() })).rejects.toThrow(message);
  });
});
