import { expect, it } from 'vitest';
import { makeUserCommand } from '../../src/infrastructure/command-line/people/user-command.ts';
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

it('lets somebody sign in once without the level, shows it, and takes it back', async () => {
  const zoe = makeUser({ name: 'Zoé', email: 'zoe@evry.fr', isStaff: true });
  const twins = [makeUser({ email: 'twin@evry.fr' }), makeUser({ email: 'twin@evry.fr' })];
  await adapters().unitOfWork.run(async ({ users }) => {
    for (const user of [zoe, ...twins]) await users.insertOrFind(user);
  });
  const line = `${zoe.id}\tzoe@evry.fr\tZoé\tstaff`;
  const allow = (...parameters: string[]) => regie('allow-sign-in-without-level', ...parameters);
  const given = ['--for', '1h', '--reason', 'OTP is down'];
  const marked = new RegExp(`^${line}\tmay sign in without level until 20\\d\\d-.*Z: OTP is down$`);
  expect(await allow('zoe@evry.fr', ...given)).toMatch(marked);
  expect(await regie('show', 'ZOE@evry.fr')).toMatch(marked);
  expect(await regie('list', '--search', 'zoe')).toMatch(marked);
  expect(JSON.parse(await regie('show', zoe.id, '--json'))).toMatchObject({
    id: zoe.id,
    may_sign_in_without_level_until: expect.stringMatching(/Z$/),
    without_level_because: 'OTP is down',
  });
  expect(await regie('withdraw-sign-in-without-level', zoe.id)).toBe(line);
  expect(await regie('show', zoe.id)).toBe(line);
  const entry = (action: string) => ({ action: `user.${action}`, via: 'command_line', actor: null });
  expect((await audited()).slice(-2)).toEqual(['level_waived', 'level_waiver_withdrawn'].map(entry));

  expect(await regie('show', 'twin@evry.fr')).toContain(twins[1]?.id);
  for (const [parameters, refusal] of [
    [['zoe@evry.fr', '--for', '25h', '--reason', 'x'], { code: 'request.invalid' }],
    [['zoe@evry.fr', '--for', '1h', '--reason', ' '], { code: 'request.invalid' }],
    [['zoe@evry.fr', '--for', 'ever', '--reason', 'x'], { code: 'commander.invalidArgument' }],
    [['zoe@evry.fr', '--for', '60', '--reason', 'x'], { code: 'commander.invalidArgument' }],
    [['zoe@evry.fr', '--reason', 'x'], { code: 'commander.missingMandatoryOptionValue' }],
    [['zoe@evry.fr', '--for', '1h'], { code: 'commander.missingMandatoryOptionValue' }],
    [['nobody@evry.fr', ...given], { code: 'user.not_found' }],
    [['twin@evry.fr', ...given], { code: 'request.invalid' }],
    [['zoe', ...given], { code: 'commander.invalidArgument' }],
  ] as const) {
    await expect(allow(...parameters)).rejects.toMatchObject(refusal);
  }
  expect(await regie('show', zoe.id)).toBe(line);
});

it('refuses what is no id, and an account that is not there', async () => {
  await expect(regie('set', 'x', '--staff')).rejects.toMatchObject({ code: 'commander.invalidArgument' });
  await expect(regie('set', newId(), '--staff')).rejects.toMatchObject({ code: 'user.not_found' });
});
