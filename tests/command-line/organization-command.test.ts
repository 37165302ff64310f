import { expect, it } from 'vitest';
import { makeOrganizationCommand } from '../../src/infrastructure/command-line/organization-command.ts';
import { onTestDatabase } from './on-test-database.ts';

const { regie, audited } = onTestDatabase(makeOrganizationCommand);

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

  expect(await regie('tell-plugins', id)).toBe('will be told: none');
  await expect(regie('edit', id, '--no-domain')).rejects.toMatchObject({
    code: 'organization.identifier_required',
  });
  await expect(regie('create', '--domain', 'lyon.fr')).rejects.toThrow('Another organization has lyon.fr');
  const entry = (action: string) => ({ action: `organization.${action}`, via: 'command_line', actor: null });
  expect(await audited()).toEqual(['created', 'created', 'updated', 'updated'].map(entry));
});

it('refuses what is no id and no name before it connects', async () => {
  await expect(regie('edit', 'x', '--active')).rejects.toMatchObject({ code: 'commander.invalidArgument' });
  await expect(regie('create', '--name', ' ')).rejects.toMatchObject({ code: 'commander.invalidArgument' });
});
