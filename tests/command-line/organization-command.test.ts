import { expect, it } from 'vitest';
import { makeOrganizationCommand } from '../../src/infrastructure/command-line/organization-command.ts';
import { makeOrganization } from '../builders/make-organization.ts';
import { makeUser } from '../builders/make-user.ts';
import { minutesLater } from '../builders/moments.ts';
import { onTestDatabase } from './on-test-database.ts';

const { regie, audited, adapters } = onTestDatabase(makeOrganizationCommand);

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
  expect(JSON.parse(await regie('list', '--search', 'evry', '--json'))).toEqual({
    id,
    name: 'Évry',
    registration_id_list: ['1', '2'],
    domain_list: ['evry.fr'],
    is_active: true,
  });

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

it('lists organizations of shared domains, which cannot be entered any more (k6-free-mail)', async () => {
  const shared = makeOrganization({ name: 'gmail.com', registrationIds: [], domains: ['gmail.com'] });
  await adapters().unitOfWork.run(({ organizations }) => organizations.insert(shared));
  const line = `${shared.id}\tgmail.com\t-\tgmail.com`;
  expect(await regie('list', '--shared-domain')).toBe(line);
  for (const domain of ['laposte.net', 'Orange.FR', 'x.free.fr']) {
    await expect(regie('create', '--domain', domain)).rejects.toMatchObject({
      code: 'organization.domain_shared',
      params: { value: domain.toLowerCase() },
    });
  }
  expect(await regie('edit', shared.id, '--domain', 'gmail.com', 'shared.example')).toBe(
    `${line} shared.example`,
  );
});

it('asks for right check digits of what is typed, and says what is wrong (k5)', async () => {
  await expect(regie('create', '--registration-id', '200 000 000 00001')).rejects.toThrow(
    'the check digits of 20000000000001 are wrong',
  );
  await expect(regie('create', '--registration-id', 'N/A')).rejects.toThrow('Not a registration id: N/A');
  const created = await regie('create', '--registration-id', '110\u00a0010\u202f014.00014');
  expect(created.split('\t')[2]).toBe('11001001400014');
});

it('merges two organizations, or tells what that would do', async () => {
  const [keep, other] = [makeOrganization({ name: 'Keep' }), makeOrganization({ name: 'Other' })];
  const user = makeUser({ organizationId: other.id });
  await adapters().unitOfWork.run(async ({ organizations, users }) => {
    for (const organization of [keep, other]) await organizations.insert(organization);
    await users.insertOrFind(user);
  });
  const describeOf = ({ id, name }: typeof keep, ids: readonly string[]) =>
    `${id}\t${name}\t${ids.join(' ')}\t-`;
  const united = describeOf(keep, [...keep.registrationIds, ...other.registrationIds]);
  const told = await regie('merge', keep.id, other.id, '--dry-run');
  expect(told.split('\n').slice(0, 3)).toEqual([
    united,
    `would be removed: ${describeOf(other, other.registrationIds)}`,
    'would move: 1 people',
  ]);
  expect(await regie('list', '--search', other.id)).not.toBe('');
  expect(await regie('merge', keep.id, other.id)).toBe(
    told.replaceAll('would be removed', 'removed').replaceAll('would move', 'moved'),
  );
  expect(await regie('list', '--search', 'Other')).toBe('');
  const moved = await adapters().unitOfWork.run(({ users }) => users.find(user.id));
  expect(moved?.organizationId).toBe(keep.id);
  expect(await audited()).toEqual(
    expect.arrayContaining([
      { action: 'organization.merged', via: 'command_line', actor: null },
      { action: 'organization.removed', via: 'command_line', actor: null },
    ]),
  );
  await expect(regie('merge', keep.id, keep.id)).rejects.toMatchObject({
    code: 'organization.merge_with_itself',
  });
  await expect(regie('merge', keep.id, other.id)).rejects.toThrow(`No organization ${other.id}`);
});

it('normalizes the ids that were stored as typed, and tells collisions', async () => {
  const typed = makeOrganization({ registrationIds: ['213 401 722 01787'] });
  const twins = ['130025265 00013', '13002526500013'].map((id) =>
    makeOrganization({ registrationIds: [id] }),
  );
  await adapters().unitOfWork.run(async ({ organizations }) => {
    for (const organization of [typed, ...twins]) await organizations.insert(organization);
  });
  const told = await regie('normalize-ids', '--dry-run');
  expect(told).toContain(`normalized\t${typed.id}\t"213 401 722 01787"\t21340172201787`);
  for (const { id, registrationIds } of twins) {
    expect(told).toContain(`collision\t${id}\t"${registrationIds[0]}"\t13002526500013`);
  }
  expect(told).toContain('1 to normalize, 2 in collisions (merge them), 0 that stand for none');
  expect(await regie('normalize-ids')).toContain('1 normalized');
  expect(await regie('list', '--search', '21340172201787')).toContain(typed.id);
  expect(await regie('normalize-ids')).toContain('0 normalized, 2 in collisions');
});

it('settles what a provider says of the organization of a person', async () => {
  const [theirs, named] = [
    makeOrganization({ name: 'Theirs' }),
    makeOrganization({ name: 'Named', registrationIds: ['35600000000048'] }),
  ];
  const people = [1, 2].map((n) =>
    makeUser({ name: `P${n}`, email: `p${n}@a.fr`, organizationId: theirs.id }),
  );
  await adapters().unitOfWork.run(async ({ organizations, users, placements }) => {
    for (const organization of [theirs, named]) await organizations.insert(organization);
    for (const [index, user] of people.entries()) {
      await users.insertOrFind(user);
      await placements.putDiscrepancy({
        userId: user.id,
        registrationId: '35600000000048',
        status: 'open',
        settledBy: null,
        createdAt: minutesLater(index),
        updatedAt: minutesLater(index),
      });
    }
  });
  const line = ({ id, name, email }: (typeof people)[number]) =>
    [id, name, email, 'Theirs', 'Named', '35600000000048'].join('\t');
  const [one, two] = people.map(({ id }) => id);
  expect(await regie('discrepancies')).toBe(people.map(line).join('\n'));
  const rows = (await regie('discrepancies', '--json')).split('\n').map((text) => JSON.parse(text) as object);
  expect(rows).toMatchObject(people.map(({ id }) => ({ user: { id } })));
  expect(await regie('settle', one ?? '', 'move')).toBe('moved');
  expect(await regie('settle', two ?? '', 'ignore')).toBe('ignored');
  expect(await regie('discrepancies')).toBe('');
  await expect(regie('settle', two ?? '', 'move')).rejects.toMatchObject({
    code: 'organization_discrepancy.not_found',
  });
  await expect(regie('settle', one ?? '', 'dissolve')).rejects.toMatchObject({
    code: 'commander.invalidArgument',
  });
});
