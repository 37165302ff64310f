import { afterAll, beforeAll, expect, it } from 'vitest';
import { makeOrganizationCommand } from '../../src/infrastructure/command-line/organization-command.ts';
import { loadSettings } from '../../src/infrastructure/config/settings.ts';
import { makeUseCases } from '../../src/infrastructure/container/container.ts';
import { InstalledPlugins } from '../../src/infrastructure/plugins/installed-plugins.ts';
import { makeProductionAdapters } from '../../src/infrastructure/production-adapters.ts';
import { RecordingLogger } from '../plugins/recording-logger.ts';
import { openTestDatabase, type TestDatabase } from '../support/test-database.ts';

let database: TestDatabase;
let production: ReturnType<typeof makeProductionAdapters>;
let useCases: ReturnType<typeof makeUseCases>;
beforeAll(async () => {
  database = await openTestDatabase();
  const settings = loadSettings({ REGIE_ENV: 'dev', DATABASE_URL: database.url });
  production = makeProductionAdapters(settings, 'test', new RecordingLogger());
  const plugins = new InstalledPlugins([]);
  useCases = makeUseCases({ adapters: production.adapters, plugins, settings: settings.useCases });
});
afterAll(async () => {
  await production.close();
  await database.close();
});

/** Runs the subcommand and answers what it prints. */
const regie = async (...parameters: string[]): Promise<string> => {
  const lines: string[] = [];
  const command = makeOrganizationCommand({
    run: (work) => work(useCases),
    print: (line) => void lines.push(line),
  });
  for (const subcommand of command.commands)
    subcommand.exitOverride().configureOutput({ writeErr: () => undefined });
  await command.parseAsync(parameters, { from: 'user' });
  return lines.join('\n');
};

it('finds, creates and edits organizations as staff do, and leaves a trace', async () => {
  const created = await regie(
    'create',
    '--name',
    'Évry',
    '--registration-id',
    '1',
    '2',
    '--domain',
    'Evry.fr',
  );
  const [id = ''] = created.split('\t');
  expect(created).toBe(`${id}\tÉvry\t1 2\tevry.fr`);
  const [other = ''] = (await regie('create', '--domain', 'lyon.fr')).split('\t');

  expect(await regie('list')).toBe(`${other}\tlyon.fr\t-\tlyon.fr\n${created}`);
  expect(await regie('list', '--search', 'evry', '--unadministered', '--active')).toBe(created);
  expect(await regie('list', '--administered')).toBe('');

  expect(await regie('edit', id, '--no-registration-id', '--domain', 'a.fr', 'b.fr', '--inactive')).toBe(
    `${id}\tÉvry\t-\ta.fr b.fr\tinactive`,
  );
  expect(await regie('edit', id, '--active', '--name', 'Ville')).toBe(`${id}\tVille\t-\ta.fr b.fr`);
  expect(await regie('list', '--inactive')).toBe('');

  await expect(regie('edit', id, '--no-domain')).rejects.toMatchObject({
    code: 'organization.identifier_required',
  });
  await expect(regie('create', '--domain', 'lyon.fr')).rejects.toThrow('Another organization has lyon.fr');
  const { rows } = await database.pool.query<{ action: string; via: string; actor: string | null }>(
    'SELECT action, via, actor_id AS actor FROM audit_entry ORDER BY occurred_at, action',
  );
  const entry = (action: string) => ({ action: `organization.${action}`, via: 'command_line', actor: null });
  expect(rows).toEqual(['created', 'created', 'updated', 'updated'].map(entry));
});

it('refuses what is no id and no name before it connects', async () => {
  await expect(regie('edit', 'x', '--active')).rejects.toMatchObject({ code: 'commander.invalidArgument' });
  await expect(regie('create', '--name', ' ')).rejects.toMatchObject({ code: 'commander.invalidArgument' });
});
