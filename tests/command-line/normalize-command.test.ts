import { afterAll, beforeAll, expect, it } from 'vitest';
import { makeNormalizeCommand } from '../../src/infrastructure/command-line/normalize-command.ts';
import { openTestDatabase, type TestDatabase } from '../support/test-database.ts';

let database: TestDatabase;
beforeAll(async () => {
  database = await openTestDatabase();
});
afterAll(() => database.close());

const run = async (kind: 'addresses' | 'texts', ...options: readonly string[]) => {
  const lines: string[] = [];
  const command = makeNormalizeCommand(kind, {
    settings: () => ({ database: { url: database.url } }),
    print: (line) => void lines.push(line),
  });
  await command.parseAsync(['normalize', ...options], { from: 'user' });
  return lines;
};
const audited = async () => {
  const { rows } = await database.pool.query(
    'SELECT action, object_type, object_id, actor_id, via, details FROM audit_entry ORDER BY id',
  );
  return rows;
};

it.each([
  ['texts', 'name', 'Zoe\u0301', 'Zoé'],
  ['addresses', 'email', 'zoe@Évry.fr', 'zoe@xn--vry-9la.fr'],
] as const)(
  '%s: audits what was written, and nothing of a dry run or of a second run',
  async (kind, column, before, after) => {
    await database.pool.query('DELETE FROM user_account');
    await database.pool.query(
      `INSERT INTO user_account (id, sub, ${column}, language, timezone, created_at, updated_at)
     VALUES (gen_random_uuid(), 'sub', $1, 'fr-fr', 'UTC', now(), now())`,
      [before],
    );
    const earlier = await audited();
    expect(await run(kind, '--dry-run')).toContain(
      `user_account.${column}: 1 to normalize, 0 collision(s) left as they are`,
    );
    expect(await audited()).toEqual(earlier);
    expect(await run(kind)).toContain(
      `user_account.${column}: 1 normalized, 0 collision(s) left as they are`,
    );
    const entry = {
      action: `installation.${kind}_normalized`,
      object_type: 'installation',
      object_id: kind,
      actor_id: null,
      via: 'command_line',
      details: { [`user_account.${column}`]: 1 },
    };
    expect(await audited()).toEqual([...earlier, entry]);
    await run(kind, '--batch-rows', '1');
    expect(await audited()).toHaveLength(earlier.length + 1);
    const { rows } = await database.pool.query(`SELECT ${column} AS text FROM user_account`);
    expect(rows).toEqual([{ text: after }]);
  },
);
