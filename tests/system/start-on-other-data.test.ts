import { rm } from 'node:fs/promises';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { startEmbeddedPostgres } from '../../dev/postgres/embedded-postgres.ts';
import { type Development, openDevelopment } from '../support/development.ts';
import { withClient } from '../support/program-databases.ts';

let development: Development;
beforeAll(async () => {
  development = await openDevelopment();
});
afterAll(() => development?.close());

/** Puts into the data folder what a checkout from before the first release left there. Answers where that is. */
async function leaveOldDatabase(): Promise<string> {
  const server = await startEmbeddedPostgres({
    dataDir: development.dataDir,
    port: 0,
    databaseName: 'people',
    user: 'people',
    durable: false,
  });
  try {
    await withClient(server.url, async (client) => {
      await client.query(
        `CREATE TABLE schema_migration (id serial, name text NOT NULL, run_on timestamp NOT NULL)`,
      );
      await client.query(`INSERT INTO schema_migration (name, run_on) VALUES ('0001_foundation', now())`);
      await client.query('CREATE TABLE organization (id uuid)');
    });
    return server.dataDir;
  } finally {
    await server.stop();
  }
}

it('npm start says what to remove where the data is from before the first release, and starts once it is', async () => {
  const dataDir = await leaveOldDatabase();
  const refused = await development.start();
  expect((await refused.ended).code).toBe(1);
  const output = refused.lines.join('\n');
  expect(output).toContain('has 0001_foundation where this release has 0001_first_release');
  expect(output).toContain(`To begin with an empty one, remove ${dataDir}`);
  expect(output).not.toContain('    at ');
  expect(await development.postgres()).toBeUndefined();

  await rm(dataDir, { recursive: true });
  const started = await development.start();
  await started.ready();
  expect(started.lines.join('\n')).toContain('[start] migrations applied: 0001_first_release');
  started.end();
  expect(await started.ended).toEqual({ code: 0, signal: null });
});
