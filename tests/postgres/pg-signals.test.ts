import { afterAll, beforeAll, expect, it, vi } from 'vitest';
import { PgSignalPublisher, PgSignals } from '../../src/adapters/postgres/pg-signals.ts';
import { RecordingLogger } from '../plugins/recording-logger.ts';
import { openTestDatabase, type TestDatabase } from '../support/test-database.ts';

let database: TestDatabase;
beforeAll(async () => {
  database = await openTestDatabase({ migrated: false });
});
afterAll(() => database.close());

it('says that signals may have been missed when its connection is lost, and listens again by itself', async () => {
  const signals = new PgSignals(database.pool, new RecordingLogger());
  const publisher = new PgSignalPublisher(database.pool);
  const heard: (string | undefined)[] = [];
  const listener = signals.listen('kind:', (rest) => heard.push(rest));
  expect(listener.isLive()).toBe(false);
  await vi.waitUntil(() => listener.isLive());
  await publisher.publish('kind:before');
  await vi.waitUntil(() => heard.length === 1);

  await database.pool.query(
    `SELECT pg_terminate_backend(pid) FROM pg_stat_activity
      WHERE query = 'LISTEN regie_signal' AND pid <> pg_backend_pid()`,
  );
  await vi.waitUntil(() => heard.length === 2);
  expect(listener.isLive()).toBe(false);

  await vi.waitUntil(() => listener.isLive(), { timeout: 5_000 });
  await publisher.publish('kind:after');
  await vi.waitUntil(() => heard.length === 3);
  expect(heard).toEqual(['before', undefined, 'after']);
  await signals.close();
  expect(listener.isLive()).toBe(false);
});
