import { expect, it } from 'vitest';
import { EMPTY_SESSION } from '../../../src/application/people/session-store.ts';
import { openUseCaseWorld, START } from '../../support/use-case-world.ts';

it('forgets what has expired, to the millisecond, and nothing else', async () => {
  const world = await openUseCaseWorld();
  const open = (expiresAt: Date) =>
    world.sessions.create({ data: EMPTY_SESSION, owner: undefined, expiresAt });
  const at = (seconds: number) => new Date(START.getTime() + seconds * 1000);
  const [over, live] = [await open(at(60)), await open(at(60.001))];
  await world.sessions.rememberLogoutToken('over', at(60));
  await world.sessions.rememberLogoutToken('live', at(60.001));

  world.clock.advance(60);
  expect(await world.handlers.purge_sessions({ name: 'purge_sessions' })).toBeUndefined();

  // Seen as of the beginning, when neither had expired.
  expect(await world.sessions.find(over, START)).toBeUndefined();
  expect(await world.sessions.find(live, START)).toBeDefined();
  expect(await world.sessions.rememberLogoutToken('over', at(90))).toBe(true);
  expect(await world.sessions.rememberLogoutToken('live', at(90))).toBe(false);
});
