import { beforeEach, expect, it } from 'vitest';
import { ORIGIN } from '../../builders/origin.ts';
import { openUseCaseWorld, START, type UseCaseWorld } from '../../support/use-case-world.ts';

let world: UseCaseWorld;
beforeEach(async () => {
  world = await openUseCaseWorld();
});

const IN_AN_HOUR = new Date(START.getTime() + 3_600_000);
const issue = (given: { sub?: string; clientId?: string } = {}) =>
  world.tokenIntrospector.issue('token', {
    sub: 'abc',
    clientId: 'people',
    scopes: ['openid'],
    expiresAt: IN_AN_HOUR,
    ...given,
  });
const recognize = () => world.useCases.authenticateBearer('token', ORIGIN);
const refused = { code: 'sign_in.refused', kind: 'unauthenticated' };

it('is the person the token was issued for, without counting as a sign-in', async () => {
  const { actor, user } = await world.addPerson({ sub: 'abc', language: 'en-us' });
  issue();
  const origin = { ...ORIGIN, via: 'access_token', client: 'people' };
  expect(await recognize()).toEqual({ ...actor, origin });
  expect(world.tables().users.find(user.id)).toEqual(user);
});

it('refuses a token of another client', async () => {
  await world.addPerson({ sub: 'abc' });
  issue({ clientId: 'somebody-else' });
  await expect(recognize()).rejects.toMatchObject(refused);
});

it('refuses an unknown, a revoked and an expired token', async () => {
  await world.addPerson({ sub: 'abc' });
  await expect(recognize()).rejects.toMatchObject(refused);
  issue();
  world.clock.advance(3600);
  await expect(recognize()).rejects.toMatchObject(refused);
  issue();
  world.tokenIntrospector.revoke('token');
  await expect(recognize()).rejects.toMatchObject(refused);
});

it('refuses a deactivated person', async () => {
  await world.addPerson({ sub: 'abc', isActive: false });
  issue();
  await expect(recognize()).rejects.toMatchObject(refused);
});

it('creates no account', async () => {
  issue({ sub: 'unknown' });
  await expect(recognize()).rejects.toMatchObject(refused);
  expect(world.tables().users.count(() => true)).toBe(0);
});

it.each(['identity_provider.unavailable', 'identity_provider.unexpected'] as const)(
  'passes on %s',
  async (code) => {
    await world.addPerson({ sub: 'abc' });
    issue();
    world.tokenIntrospector.failWith(code);
    await expect(recognize()).rejects.toMatchObject({ code });
  },
);
