import { beforeEach, expect, it } from 'vitest';
import { EMPTY_SESSION, type Session } from '../../../src/application/people/session-store.ts';
import { openUseCaseWorld, START, type UseCaseWorld } from '../../support/use-case-world.ts';

let world: UseCaseWorld;
beforeEach(async () => {
  world = await openUseCaseWorld();
});

type Input = Parameters<UseCaseWorld['useCases']['startSignIn']>[0];
const start = (input: Partial<Input> = {}) =>
  world.useCases.startSignIn({
    session: undefined,
    next: null,
    silent: false,
    loginHint: undefined,
    ...input,
  });
const find = (key: string) => world.sessions.find(key, world.clock.now());
const stateOf = (url: string) => new URL(url).searchParams.get('state');

it('opens an anonymous session of twelve hours that remembers what to check and where to go', async () => {
  const { url, session } = await start({ next: 'https://regie.test/teams/' });
  expect(session.expiresAt).toEqual(new Date(START.getTime() + 12 * 3600 * 1000));
  const stored = await find(session.key);
  expect(stored).toMatchObject({
    user: undefined,
    data: {
      idToken: null,
      signOutState: null,
      pendingSignIns: [{ state: stateOf(url), next: 'https://regie.test/teams/', silent: false }],
    },
  });
  const [pending] = stored?.data.pendingSignIns ?? [];
  expect(pending?.nonce).toBeTruthy();
  expect(pending?.codeVerifier).toBeTruthy();
});

it('asks the provider not to show a page, and names who is expected, on request', async () => {
  const { url, session } = await start({ silent: true, loginHint: 'jean@evry.fr' });
  expect(new URL(url).searchParams.get('prompt')).toBe('none');
  expect(new URL(url).searchParams.get('login_hint')).toBe('jean@evry.fr');
  expect((await find(session.key))?.data.pendingSignIns).toMatchObject([{ silent: true }]);
  expect(new URL((await start()).url).searchParams.has('login_hint')).toBe(false);
});

it('keeps the session of the browser, with its person, its expiry and its other sign-ins', async () => {
  const { user } = await world.addPerson();
  const owner = { userId: user.id, sub: user.sub, sid: 'sid' };
  const expiresAt = new Date(START.getTime() + 1000);
  const data = { ...EMPTY_SESSION, idToken: 'id-token', signOutState: 'leaving' };
  const key = await world.sessions.create({ data, owner, expiresAt });
  const states: (string | null)[] = [];
  for (let n = 0; n < 2; n += 1) {
    const { url, session } = await start({ session: await find(key) });
    expect(session).toMatchObject({ key, expiresAt });
    states.push(stateOf(url));
  }
  const stored = await find(key);
  expect(stored).toMatchObject({ user, data: { idToken: 'id-token', signOutState: 'leaving' } });
  expect(stored?.data.pendingSignIns.map(({ state }) => state)).toEqual(states);
});

it('forgets an anonymous session a quarter of an hour after its last sign-in began', async () => {
  const minutes = (count: number) => world.clock.advance(count * 60);
  const { session } = await start();
  minutes(14);
  const first = await find(session.key);
  expect(first).toBeDefined();
  await start({ session: first });
  minutes(14);
  expect((await find(session.key))?.data.pendingSignIns).toHaveLength(2);
  minutes(1);
  expect(await find(session.key)).toBeUndefined();
});

it('remembers the fifty latest sign-ins', async () => {
  const { session } = await start({ next: '/0' });
  let current: Session | undefined;
  for (let n = 1; n <= 50; n += 1) {
    current = await find(session.key);
    await start({ session: current, next: `/${n}` });
  }
  const pending = (await find(session.key))?.data.pendingSignIns ?? [];
  expect(pending).toHaveLength(50);
  expect([pending.at(0)?.next, pending.at(-1)?.next]).toEqual(['/1', '/50']);
});

it('opens no session when the provider cannot be reached', async () => {
  world.identityProvider.failWith('identity_provider.unavailable');
  await expect(start()).rejects.toMatchObject({ code: 'identity_provider.unavailable' });
});
