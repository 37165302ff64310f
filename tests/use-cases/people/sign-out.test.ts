import { beforeEach, describe, expect, it } from 'vitest';
import { EMPTY_SESSION, type SessionData } from '../../../src/application/people/session-store.ts';
import type { User } from '../../../src/domain/people/user.ts';
import { ORIGIN } from '../../builders/origin.ts';
import { openUseCaseWorld, START, type UseCaseWorld } from '../../support/use-case-world.ts';

let world: UseCaseWorld;
let user: User;
beforeEach(async () => {
  world = await openUseCaseWorld();
  user = (await world.addPerson()).user;
});

const openSession = (data: Partial<SessionData> = {}, isVisitor = false) =>
  world.sessions.create({
    data: { ...EMPTY_SESSION, idToken: 'id-token', ...data },
    owner: isVisitor ? undefined : { userId: user.id, sub: user.sub, sid: undefined },
    expiresAt: new Date(START.getTime() + 3_600_000),
  });
const find = (key: string) => world.sessions.find(key, world.clock.now());
const begin = async (key: string) => world.useCases.startSignOut(await find(key), ORIGIN);
const finish = async (key: string, state: string | undefined) =>
  world.useCases.completeSignOut(await find(key), state, ORIGIN);

describe('start', () => {
  it('signs out here and sends the browser to the provider', async () => {
    const key = await openSession();
    const step = await begin(key);
    const { searchParams } = new URL(typeof step === 'object' ? step.providerUrl : '');
    expect(searchParams.get('id_token_hint')).toBe('id-token');
    expect(searchParams.get('state')).toBe('secret-1');
    expect(await find(key)).toBeUndefined();
    expect(world.audited()).toMatchObject([
      { action: 'user.signed_out', actorId: user.id, objectId: user.id, subjectId: user.id, origin: ORIGIN },
    ]);
  });

  it.each([
    ['a visitor', {}, true],
    ['somebody whose id token is not known', { idToken: null }, false],
  ])('signs %s out at once', async (_case, data, isVisitor) => {
    const key = await openSession(data, isVisitor);
    expect(await begin(key)).toBe('signed_out');
    expect(await find(key)).toBeUndefined();
  });

  it('signs a deactivated account out at once', async () => {
    const key = await openSession();
    await world.unitOfWork.run(({ users }) => users.update({ ...user, isActive: false }));
    expect(await begin(key)).toBe('signed_out');
    expect(await find(key)).toBeUndefined();
  });

  it('has nothing to do without session', async () => {
    expect(await world.useCases.startSignOut(undefined, ORIGIN)).toBe('signed_out');
  });

  it.each(['identity_provider.unavailable', 'identity_provider.unexpected'] as const)(
    'ends the session here when the provider fails: %s',
    async (code) => {
      const key = await openSession();
      world.identityProvider.failWith(code);
      expect(await begin(key)).toBe('signed_out');
      expect(await find(key)).toBeUndefined();
      expect(world.logger.entries).toMatchObject([{ level: 'warn', fields: { code } }]);
    },
  );
});

describe('end of one that an earlier release started', () => {
  it('ends the session of the browser that started it', async () => {
    const key = await openSession({ signOutState: 'secret' });
    expect(await finish(key, 'secret')).toBe('signed_out');
    expect(await find(key)).toBeUndefined();
    expect(await finish(key, 'secret')).toBe('unchanged');
  });

  it.each([
    ['another state', 'secret', 'other'],
    ['no state', 'secret', undefined],
    ['no sign-out under way', null, 'null'],
  ])('changes nothing with %s', async (_case, signOutState, state) => {
    const key = await openSession({ signOutState });
    expect(await finish(key, state)).toBe('unchanged');
    expect(await find(key)).toMatchObject({ user });
  });

  it('changes nothing for visitors', async () => {
    const key = await openSession({ signOutState: 'secret' }, true);
    expect(await finish(key, 'secret')).toBe('unchanged');
    expect(await world.useCases.completeSignOut(undefined, 'secret', ORIGIN)).toBe('unchanged');
  });
});
