import { expect, it } from 'vitest';
import { openUseCaseWorld } from '../../support/use-case-world.ts';

it('has every process forget the access tokens of somebody who is deactivated, and of nobody else', async () => {
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
