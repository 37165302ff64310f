import { afterAll, beforeAll, expect, it } from 'vitest';
import { PgSignalPublisher, PgSignals } from '../../src/adapters/postgres/shared/pg-signals.ts';
import { RecordingLogger } from '../plugins/recording-logger.ts';
import { eventually } from '../support/eventually.ts';
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
  await eventually(() => expect(listener.isLive()).toBe(true));
  await publisher.publish('kind:before');
  await eventually(() => expect(heard).toHaveLength(1));

  await database.pool.query(
    `SELECT pg_terminate_backend(pid) FROM pg_stat_activity
      WHERE query = 'LISTEN regie_signal' AND pid <> pg_backend_pid()`,
  );
  await eventually(() => expect(heard).toHaveLength(2));
  expect(listener.isLive()).toBe(false);

  await eventually(() => expect(listener.isLive()).toBe(true));
  await publisher.publish('kind:after');
  await eventually(() => expect(heard).toHaveLength(4));
  // When it is lost, and once what was published meanwhile can be looked for.
  expect(heard).toEqual(['before', undefined, undefined, 'after']);
  await signals.close();
  expect(listener.isLive()).toBe(false);
});

it.each(['error', 'newListener', '', 'topic '])(
  'goes on after a signal that is none of ours: %j',
  async (topic) => {
    const signals = new PgSignals(database.pool, new RecordingLogger());
    const publisher = new PgSignalPublisher(database.pool);
    const subscription = await signals.subscribe('ours');
    const heard: (string | undefined)[] = [];
    const listener = signals.listen('', (rest) => heard.push(rest));
    await eventually(() => expect(listener.isLive()).toBe(true));
    await publisher.publish(topic);
    expect(await subscription.next(0)).toBe(false);
    await publisher.publish('ours');
    expect(await subscription.next(30_000)).toBe(true);
    expect(heard).toEqual([topic, 'ours']);
    await signals.close();
  },
);
