import { expect, it } from 'vitest';
import { makeTeamCommand } from '../../src/infrastructure/command-line/team/team-command.ts';
import { makeOrganization } from '../builders/make-organization.ts';
import { makeTeam } from '../builders/make-team.ts';
import { makeTeamAccess } from '../builders/make-team-access.ts';
import { makeUser } from '../builders/make-user.ts';
import { minutesLater } from '../builders/moments.ts';
import { newId } from '../builders/new-id.ts';
import { onTestDatabase } from './on-test-database.ts';

const { regie, adapters, audited, entries } = onTestDatabase(makeTeamCommand);

it('finds teams of any organization and changes who is in them, and leaves a trace', async () => {
  const organization = makeOrganization({ name: 'Évry' });
  const organizationId = organization.id;
  const ana = makeUser({ email: 'ana@evry.fr', name: 'Ana', organizationId });
  const bob = makeUser({ email: 'bob@lyon.fr', name: 'Bob' });
  const root = makeTeam({ path: '00001', name: 'Écoles', organizationId });
  const child = makeTeam({ path: '0000100001', name: 'Cantine', organizationId });
  const many = Array.from({ length: 120 }, (_, index) =>
    makeTeam({ path: String(index + 2).padStart(5, '0'), name: 'Accueil' }),
  );
  await adapters().unitOfWork.run(async ({ organizations, users, teams, teamAccesses }) => {
    await organizations.insert(organization);
    for (const user of [ana, bob]) await users.insertOrFind(user);
    for (const team of [root, child, ...many]) await teams.insert(team);
    await teamAccesses.insert(makeTeamAccess({ teamId: root.id, userId: ana.id, role: 'owner' }));
  });
  const line = `${root.id}\tÉcoles\tÉvry\tlevel 1\t1 members\t1 below`;
  const lines = (await regie('list')).split('\n');
  expect(lines).toHaveLength(122);
  expect(lines.slice(0, 2)).toEqual([line, `${child.id}\tCantine\tÉvry\tlevel 2\t0 members\t0 below`]);
  expect(await regie('list', '--search', 'ecole')).toBe(line);
  expect((await regie('list', '--organization', organizationId)).split('\n')).toHaveLength(2);
  const owner = `owner\t${ana.id}\tana@evry.fr\tAna`;
  for (const named of [root.id, 'Écoles']) expect(await regie('show', named)).toBe(`${line}\n${owner}`);

  expect(await regie('add-member', 'Écoles', 'BOB@lyon.fr')).toBe(`member\t${bob.id}\tbob@lyon.fr\tBob`);
  expect(JSON.parse(await regie('show', root.id, '--json'))).toMatchObject({
    id: root.id,
    organization: { id: organizationId, name: 'Évry' },
    members: [
      { role: 'owner', user: { id: ana.id } },
      { role: 'member', user: { id: bob.id, email: 'bob@lyon.fr' } },
    ],
  });
  await expect(regie('add-member', root.id, bob.id)).rejects.toMatchObject({
    code: 'team_access.already_exists',
  });
  const lastOwner = { code: 'team_access.action_forbidden' };
  await expect(regie('remove-member', root.id, ana.id)).rejects.toMatchObject(lastOwner);
  await expect(regie('set-role', root.id, ana.id, 'member')).rejects.toMatchObject(lastOwner);
  expect(await regie('set-role', root.id, 'bob@lyon.fr', 'owner')).toBe(`owner\t${bob.id}`);
  expect(await regie('remove-member', root.id, 'ana@evry.fr')).toBe(`REMOVED\t${ana.id}`);
  await expect(regie('delete', root.id)).rejects.toThrow('--with-teams-below');
  expect(await regie('delete', root.id, '--with-teams-below')).toBe(`DELETED\t${root.id}\tÉcoles`);
  expect(await regie('list', '--organization', organizationId)).toBe('');
  const by = { via: 'command_line', actor: null };
  expect(await audited()).toEqual([
    { action: 'team_access.granted', ...by },
    { action: 'team_access.role_changed', ...by },
    { action: 'team_access.revoked', ...by },
    { action: 'team.deleted', ...by },
  ]);
  await expect(regie('show', 'Accueil')).rejects.toMatchObject({ code: 'request.invalid' });
  const zoe = makeUser({ email: 'zoe@evry.fr', createdAt: minutesLater(9) });
  await adapters().unitOfWork.run(({ users }) => users.insertOrFind(zoe));
  await expect(regie('remove-member', many[0]?.id ?? '', zoe.id)).rejects.toMatchObject({
    code: 'team_access.not_found',
  });
});

it('makes, changes and moves teams of others, and keeps the reason of each change', async () => {
  const organization = makeOrganization({ name: 'Massy' });
  const organizationId = organization.id;
  const lea = makeUser({ email: 'lea@massy.fr', name: 'Léa', organizationId });
  const gone = makeUser({ email: 'gone@massy.fr', isActive: false });
  await adapters().unitOfWork.run(async ({ organizations, users }) => {
    await organizations.insert(organization);
    for (const user of [lea, gone]) await users.insertOrFind(user);
  });
  const because = (reason: string) => ['--reason', reason];
  const forLea = ['--owner', 'LEA@massy.fr'];
  const sports = JSON.parse(await regie('create', ' Sports ', ...forLea, '--json', ...because('ticket 1')));
  expect(sports).toMatchObject({
    name: 'Sports',
    organization: { id: organizationId },
    depth: 1,
    members: 1,
    is_visible_all_services: true,
  });
  const below = ['--below', 'Sports', '--no-visible-to-all-services', ...because('ticket 2')];
  expect(await regie('create', 'Piscine', '--owner', lea.id, ...below)).toMatch(
    /\tPiscine\tMassy\tlevel 2\t1 members\t0 below$/,
  );
  const pool = JSON.parse(await regie('show', 'Piscine', '--json'));
  expect(pool).toMatchObject({
    is_visible_all_services: false,
    members: [{ role: 'owner', user: { id: lea.id } }],
  });
  expect(await regie('update', 'Piscine', '--name', 'Piscines', ...because('there are two'))).toMatch(
    /\tPiscines\t/,
  );
  expect(JSON.parse(await regie('update', pool.id, '--visible-to-all-services', '--json'))).toMatchObject({
    name: 'Piscines',
    is_visible_all_services: true,
  });
  expect(await regie('move', 'Piscines', '--top', ...because('on its own'))).toMatch(/\tlevel 1\t/);
  expect(JSON.parse(await regie('move', pool.id, '--below', sports.id, '--json'))).toMatchObject({
    depth: 2,
  });
  const itself = regie('move', 'Sports', '--below', 'Piscines');
  await expect(itself).rejects.toMatchObject({ code: 'team.cannot_move_below_itself' });

  const added = await regie('add-member', 'Piscines', gone.id, '--json', ...because('to come back'));
  expect(JSON.parse(added)).toEqual({
    role: 'member',
    user: { id: gone.id, email: 'gone@massy.fr', name: gone.name },
  });
  const set = await regie('set-role', 'Piscines', gone.id, 'administrator', '--json', ...because('knows it'));
  expect(JSON.parse(set)).toEqual({ role: 'administrator', user: { id: gone.id } });
  const removed = await regie('remove-member', 'Piscines', gone.id, '--json', ...because('stays away'));
  expect(JSON.parse(removed)).toEqual({ result: 'REMOVED', user: { id: gone.id } });
  const deleted = await regie('delete', 'Piscines', '--json', ...because('closed'));
  expect(JSON.parse(deleted)).toEqual({ result: 'DELETED', id: pool.id, name: 'Piscines' });

  const reasons: Record<string, unknown> = {};
  const actions = ['team.created', 'team.updated', 'team.moved', 'team.deleted'];
  for (const action of [...actions, 'team_access.granted', 'team_access.role_changed', 'team_access.revoked'])
    reasons[action] = (await entries(action))
      .filter(({ object }) => object === pool.id)
      .map(({ via, actor, details }) =>
        via === 'command_line' && actor === null ? details['reason'] : 'somebody',
      );
  expect(reasons).toEqual({
    'team.created': ['ticket 2'],
    'team.updated': ['there are two', undefined],
    'team.moved': ['on its own', undefined],
    'team.deleted': ['closed'],
    'team_access.granted': ['to come back'],
    'team_access.role_changed': ['knows it'],
    'team_access.revoked': ['stays away'],
  });
});

it('says which argument is wrong', async () => {
  const max = makeUser({ email: 'max@massy.fr' });
  const away = makeUser({ email: 'away@massy.fr', isActive: false });
  const team = makeTeam({ path: '0ZZZ1', name: 'Voirie' });
  await adapters().unitOfWork.run(async ({ users, teams }) => {
    for (const user of [max, away]) await users.insertOrFind(user);
    await teams.insert(team);
  });
  const owned = ['--owner', 'max@massy.fr'];
  for (const [parameters, code, message] of [
    [['create', 'A', '--owner', 'nobody@massy.fr'], 'user.not_found', '--owner nobody@massy.fr: '],
    [['create', 'A', '--owner', 'away@massy.fr'], 'user.not_found', '--owner away@massy.fr: '],
    [['create', 'A', ...owned, '--below', 'Nulle part'], 'team.not_found', '--below Nulle part: '],
    [['move', 'Voirie', '--below', 'Nulle part'], 'team.not_found', '--below Nulle part: '],
    [['update', 'Nulle part', '--name', 'B'], 'team.not_found', '<team> Nulle part: '],
    [['set-role', 'Voirie', 'max@massy.fr', 'owner'], 'team_access.not_found', '<account> max@massy.fr: '],
    [['add-member', 'Voirie', 'nobody@massy.fr'], 'user.not_found', '<account> nobody@massy.fr: '],
  ] as const) {
    await expect(regie(...parameters)).rejects.toMatchObject({
      code,
      message: expect.stringContaining(message),
    });
  }
});

it.each([
  ['a team without owner', ['create', 'A'], { code: 'commander.missingMandatoryOptionValue' }],
  ['nothing to change', ['update', newId<string>()], { code: 'commander.error' }],
  ['a move to nowhere', ['move', newId<string>()], { code: 'commander.error' }],
  [
    'a move to two places',
    ['move', newId<string>(), '--top', '--below', newId<string>()],
    { code: 'commander.conflictingOption' },
  ],
  ['an empty reason', ['delete', newId<string>(), '--reason', ''], { code: 'commander.invalidArgument' }],
  ['an unknown id', ['show', newId<string>()], { code: 'team.not_found' }],
  ['an unknown name', ['show', 'Nulle part'], { code: 'team.not_found' }],
  ['no name', ['show', ' '], { code: 'commander.invalidArgument' }],
  ['whom nobody names', ['add-member', newId<string>(), 'ana'], { code: 'commander.invalidArgument' }],
  ['a role', ['set-role', newId<string>(), newId<string>(), 'king'], { code: 'commander.invalidArgument' }],
])('refuses %s', async (_what, parameters, refusal) => {
  await expect(regie(...parameters)).rejects.toMatchObject(refusal);
});
