import { afterAll, expect, it } from 'vitest';
import { PgSharedSlots } from '../../src/adapters/postgres/shared/pg-shared-slots.ts';
import { sharedSlotsContract } from '../contracts/shared-slots.contract.ts';
import { eventually } from '../support/eventually.ts';
import { openTestDatabase } from '../support/test-database.ts';

sharedSlotsContract('PostgreSQL', async () => {
  const { pool, close } = await openTestDatabase();
  return { open: (name, size) => new PgSharedSlots(pool, { name, size }), close };
});

const { pool, close } = await openTestDatabase();
afterAll(close);

it('starts anew after its connection was lost, and what was held before gives nothing back', async () => {
  const slots = new PgSharedSlots(pool, { name: 'lost', size: 1 });
  const before = await slots.take();
  expect(before).toBeDefined();
  await pool.query(
    `SELECT pg_terminate_backend(pid) FROM pg_locks WHERE locktype = 'advisory' AND objsubid = 2
        AND database = (SELECT oid FROM pg_database WHERE datname = current_database())`,
  );
  const found = await eventually(async () => {
    const slot = await slots.take().catch(() => undefined);
    expect(slot).toBeDefined();
    return slot;
  });
  await before?.release();
  expect(await slots.take()).toBeUndefined();
  await found?.release();
  expect(await slots.take()).toBeDefined();
  await slots.close();
});
