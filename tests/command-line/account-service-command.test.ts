import { afterAll, beforeAll, expect, it } from 'vitest';
import { PgAccountServiceQueries } from '../../src/adapters/postgres/access/pg-account-service-queries.ts';
import { sha256 } from '../../src/adapters/system/system.ts';
import { makeAccountServiceCommand } from '../../src/infrastructure/command-line/account-service-command.ts';
import { loadSettings } from '../../src/infrastructure/config/settings.ts';
import { openTestDatabase, type TestDatabase } from '../support/test-database.ts';

const SCOPE = 'la-suite-list-organizations-siret';

let database: TestDatabase;
beforeAll(async () => {
  database = await openTestDatabase();
});
afterAll(() => database.close());

/** Runs the subcommand and returns its output. */
const regie = async (...parameters: string[]): Promise<string> => {
  const lines: string[] = [];
  const command = makeAccountServiceCommand({
    settings: () => loadSettings({ REGIE_ENV: 'dev', DATABASE_URL: database.url }),
    print: (line) => void lines.push(line),
  });
  await command.parseAsync(parameters, { from: 'user' });
  return lines.join('\n');
};
const keyIn = (output: string): string => /API key, shown this once: (\S+)/.exec(output)?.[1] ?? '';

it('makes, lists, rotates and revokes keys, without asking who one is, and leaves a trace', async () => {
  const created = await regie('create', '--name', 'Suite', '--scope', SCOPE, '--expires-in-days', '30');
  const [id = ''] = created.split('\t');
  const key = keyIn(created);
  const queries = new PgAccountServiceQueries(database.pool);
  const [service] = await queries.ofPrefix(key.slice(0, 8));
  expect(service).toMatchObject({ id, name: 'Suite', scopes: [SCOPE], key: { hash: sha256(key) } });
  expect(service?.key.expiresAt).toBeInstanceOf(Date);

  const rotated = keyIn(await regie('rotate', id, '--overlap-hours', '1'));
  const listed = await regie('list');
  expect(listed).toContain(`${id}\tSuite\t${SCOPE}\tkey ${rotated.slice(0, 8)}…`);
  expect(listed).toContain(`previous key ${key.slice(0, 8)}…`);
  expect(listed).not.toContain(rotated);
  const json = await regie('list', '--json');
  expect(JSON.parse(json)).toMatchObject({
    id,
    scopes: [SCOPE],
    key: { prefix: rotated.slice(0, 8) },
    previous_key: { prefix: key.slice(0, 8) },
    revoked_at: null,
  });
  for (const secret of [rotated, sha256(rotated)]) expect(json).not.toContain(secret);

  expect(await regie('revoke', id)).toContain('revoked ');
  const [revoked] = await queries.ofPrefix(rotated.slice(0, 8));
  expect(revoked).toMatchObject({ previousKey: null, revokedAt: expect.any(Date) });

  const { rows } = await database.pool.query<{ action: string; via: string }>(
    'SELECT action, via FROM audit_entry ORDER BY occurred_at',
  );
  expect(rows).toEqual(
    ['created', 'key_rotated', 'key_revoked'].map((verb) => ({
      action: `account_service.${verb}`,
      via: 'command_line',
    })),
  );
  await expect(regie('create', '--name', 'x', '--scope', 'everything')).rejects.toMatchObject({
    code: 'account_service.unknown_scope',
  });
});
