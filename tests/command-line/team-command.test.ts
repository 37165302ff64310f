import { expect, it } from 'vitest';
import { makeTeamCommand } from '../../src/infrastructure/command-line/people/team-command.ts';
import { makeOrganization } from '../builders/make-organization.ts';
import { makeTeam } from '../builders/make-team.ts';
import { makeTeamAccess } from '../builders/make-team-access.ts';
import { makeUser } from '../builders/make-user.ts';
import { minutesLater } from '../builders/moments.ts';
import { newId } from '../builders/new-id.ts';
import { onTestDatabase } from './on-test-database.ts';

const { regie, adapters, audited } = onTestDatabase(makeTeamCommand);

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

it.each([
  ['an unknown id', ['show', newId<string>()], { code: 'team.not_found' }],
  ['an unknown name', ['show', 'Nulle part'], { code: 'team.not_found' }],
  ['no name', ['show', ' '], { code: 'commander.invalidArgument' }],
  ['whom nobody names', ['add-member', newId<string>(), 'ana'], { code: 'commander.invalidArgument' }],
  ['a role', ['set-role', newId<string>(), newId<string>(), 'king'], { code: 'commander.invalidArgument' }],
])('refuses %s', async (_what, parameters, refusal) => {
  await expect(regie(...parameters)).rejects.toMatchObject(refusal);
});
