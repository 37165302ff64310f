import { expect, it } from 'vitest';
import { makeUserCommand } from '../../src/infrastructure/command-line/user-command.ts';
import { makeOrganization } from '../builders/make-organization.ts';
import { makeUser } from '../builders/make-user.ts';
import { minutesLater } from '../builders/moments.ts';
import { newId } from '../builders/new-id.ts';
import { onTestDatabase } from './on-test-database.ts';

const { regie, adapters, audited } = onTestDatabase(makeUserCommand);

it('finds accounts, makes the first superuser, and switches off who left', async () => {
  const ana = makeUser({ name: 'Ana', email: 'ana@evry.fr' });
  const others = Array.from({ length: 150 }, (_, index) =>
    makeUser({ name: null, email: null, createdAt: minutesLater(index + 1) }),
  );
  await adapters().unitOfWork.run(async ({ users }) => {
    for (const user of [ana, ...others]) await users.insertOrFind(user);
  });
  const lines = (await regie('list')).split('\n');
  expect(lines).toHaveLength(151);
  expect(lines.at(-1)).toBe(`${others.at(-1)?.id}\t-\t-`);

  const line = `${ana.id}\tana@evry.fr\tAna`;
  expect(await regie('list', '--search', 'EVRY')).toBe(line);
  expect(await regie('list', '--organization', newId())).toBe('');
  expect(JSON.parse(await regie('list', '--search', 'EVRY', '--json'))).toEqual({
    id: ana.id,
    email: 'ana@evry.fr',
    email_verified: ana.emailVerified,
    name: 'Ana',
    is_active: true,
    is_staff: false,
    is_superuser: false,
    created_at: ana.createdAt.toISOString(),
  });
  expect(await regie('set', ana.id, '--staff', '--superuser')).toBe(`${line}\tstaff\tsuperuser`);
  expect(await regie('list', '--staff')).toBe(`${line}\tstaff\tsuperuser`);
  expect(await regie('set', ana.id, '--inactive', '--no-superuser')).toBe(`${line}\tinactive\tstaff`);
  expect(await regie('list', '--inactive')).toBe(`${line}\tinactive\tstaff`);
  expect(await regie('set', ana.id, '--active', '--no-staff')).toBe(line);
  const entry = (action: string) => ({ action: `user.${action}`, via: 'command_line', actor: null });
  expect(await audited()).toEqual(
    ['flags_changed', 'deactivated', 'flags_changed', 'flags_changed', 'reactivated'].map(entry),
  );
});

it('moves people from one organization to another', async () => {
  const [user, organization] = [makeUser({ name: 'Bob', email: 'bob@evry.fr' }), makeOrganization()];
  await adapters().unitOfWork.run(async ({ users, organizations }) => {
    await organizations.insert(organization);
    await users.insertOrFind(user);
  });
  const line = `${user.id}\tbob@evry.fr\tBob`;
  expect(await regie('move', user.id, '--organization', organization.id)).toBe(line);
  expect(await regie('list', '--organization', organization.id)).toBe(line);
  expect(await regie('move', user.id, '--nowhere')).toBe(line);
  expect(await regie('list', '--organization', organization.id)).toBe('');
  await expect(regie('move', user.id)).rejects.toThrow('Name an --organization, or --nowhere');
});

it('refuses what is no id, and an account that is not there', async () => {
  await expect(regie('set', 'x', '--staff')).rejects.toMatchObject({ code: 'commander.invalidArgument' });
  await expect(regie('set', newId(), '--staff')).rejects.toMatchObject({ code: 'user.not_found' });
});
