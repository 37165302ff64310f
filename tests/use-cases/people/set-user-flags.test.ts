import { expect, it } from 'vitest';
import { EMPTY_SESSION } from '../../../src/application/people/session-store.ts';
import { BY_COMMAND_LINE } from '../../../src/infrastructure/command-line/by-command-line.ts';
import { openUseCaseWorld, START } from '../../support/use-case-world.ts';

it('has every process forget the access tokens of a deactivated account, and of no other', async () => {
  const world = await openUseCaseWorld();
  const staff = (await world.addPerson({ isStaff: true })).actor;
  const { user } = await world.addPerson({ sub: 'sub-of-alice' });
  const subscription = await world.signals.subscribe('access_tokens_ended:sub-of-alice');
  try {
    await world.useCases.setUserFlags(staff, user.id, { isActive: true });
    expect(await subscription.next(0)).toBe(false);
    await world.useCases.setUserFlags(staff, user.id, { isActive: false });
    expect(await subscription.next(1_000)).toBe(true);
  } finally {
    subscription.close();
  }
});

it('lets an operator alone make superusers, and audits both rights in one entry', async () => {
  const world = await openUseCaseWorld();
  const { user } = await world.addPerson();
  const superuser = (await world.addPerson({ isStaff: true, isSuperuser: true })).actor;
  const flags = { isStaff: true, isSuperuser: true };
  await expect(world.useCases.setUserFlags(superuser, user.id, flags)).rejects.toMatchObject({
    code: 'user.action_forbidden',
  });
  const operator = { ...BY_COMMAND_LINE, isStaff: true, isSuperuser: true };
  expect(await world.useCases.setUserFlags(operator, user.id, flags)).toMatchObject(flags);
  const change = { before: false, after: true };
  expect(world.audited()).toMatchObject([
    { action: 'user.flags_changed', actorId: null, details: { isStaff: change, isSuperuser: change } },
  ]);
});

it('audits the sessions that end with an account', async () => {
  const world = await openUseCaseWorld();
  const staff = (await world.addPerson({ isStaff: true })).actor;
  const { user } = await world.addPerson();
  for (const sid of ['phone', 'laptop']) {
    await world.sessions.create({
      data: EMPTY_SESSION,
      owner: { userId: user.id, sub: user.sub, sid },
      expiresAt: new Date(START.getTime() + 3_600_000),
    });
  }
  await world.useCases.setUserFlags(staff, user.id, { isActive: false });
  await world.useCases.setUserFlags(staff, user.id, { isActive: false });
  expect(world.audited()).toMatchObject([
    { action: 'user.deactivated', actorId: staff.userId, objectId: user.id },
    {
      action: 'user.sessions_ended',
      actorId: staff.userId,
      objectId: user.id,
      details: { sessions: 2, cause: 'deactivation' },
    },
  ]);
});
