import { beforeEach, describe, expect, it } from 'vitest';
import type { SignInOutcome } from '../../../src/application/people/sign-in/complete-sign-in.ts';
import { ORIGIN } from '../../builders/origin.ts';
import { openUseCaseWorld, START, type UseCaseWorld } from '../../support/use-case-world.ts';

const CLAIMS = { sub: 'abc', email: 'jean@evry.fr', given_name: 'Jean', usual_name: 'Valjean' };

let world: UseCaseWorld;
beforeEach(async () => {
  world = await openUseCaseWorld();
});

const find = (key: string) => world.sessions.find(key, world.clock.now());
const start = async (next: string | null = '/teams/', silent = false, key?: string) => {
  const session = key === undefined ? undefined : await find(key);
  const started = await world.useCases.startSignIn({ session, next, silent, loginHint: undefined });
  return { url: started.url, key: started.session.key };
};
/** The browser of session `key` comes back to that address. */
const comeBack = async (
  key: string | undefined,
  callbackUrl: string,
  userAgent?: string,
): Promise<SignInOutcome> => {
  const { searchParams } = new URL(callbackUrl);
  return world.useCases.completeSignIn({
    session: key === undefined ? undefined : await find(key),
    callbackUrl,
    state: searchParams.get('state') ?? undefined,
    hasCode: searchParams.has('code'),
    error: searchParams.get('error') ?? undefined,
    errorDescription: searchParams.get('error_description') ?? undefined,
    origin: ORIGIN,
    userAgent,
  });
};
const keyOf = (outcome: SignInOutcome) => (outcome.outcome === 'signed_in' ? outcome.session.key : '');
const failed = (reason?: string, signedOut = false) => ({ outcome: 'failed', reason, signedOut });

describe('after a good answer', () => {
  it('gives a fresh session to the person, and sends them where they wanted to go', async () => {
    const { url, key } = await start();
    const outcome = await comeBack(key, world.identityProvider.signIn(url, CLAIMS));
    expect(outcome).toMatchObject({
      outcome: 'signed_in',
      next: '/teams/',
      session: { expiresAt: new Date(START.getTime() + 12 * 3600 * 1000) },
    });
    expect(keyOf(outcome)).not.toBe(key);
    expect(await find(key)).toBeUndefined();
    expect(await find(keyOf(outcome))).toMatchObject({
      user: { sub: 'abc', email: 'jean@evry.fr', lastLoginAt: START },
      data: { pendingSignIns: [], signOutState: null, idToken: expect.stringMatching(/./) },
    });
  });

  it.each([
    ['Mozilla/5.0 (X11; Linux x86_64; rv:150.0) Gecko/20100101 Firefox/150.0', 'Firefox', 'Linux'],
    ['curl/8.0', null, null],
    [`Firefox/\n<b>${'x'.repeat(8_000)}`, 'Firefox', null],
    [undefined, null, null],
  ])(
    'keeps the names of browser and system with it, and nothing else of %j',
    async (userAgent, browser, system) => {
      const { url, key } = await start();
      const opened = await comeBack(key, world.identityProvider.signIn(url, CLAIMS), userAgent);
      const session = await find(keyOf(opened));
      expect(session?.data.device).toEqual({ browser, system });
      expect(JSON.stringify(session)).not.toContain('xxx');
    },
  );

  it('lets the provider name that session, to end it, and the person sign out there', async () => {
    const { url, key } = await start();
    const opened = keyOf(await comeBack(key, world.identityProvider.signIn(url, CLAIMS)));
    const step = await world.useCases.startSignOut(await find(opened), ORIGIN);
    const { logoutToken } = world.identityProvider.signOut(typeof step === 'object' ? step.providerUrl : '');
    expect(await world.useCases.backChannelSignOut(logoutToken, ORIGIN)).toBe('done');
    expect(await find(opened)).toBeUndefined();
  });

  it('replaces the session of another account', async () => {
    const first = await start();
    const before = keyOf(await comeBack(first.key, world.identityProvider.signIn(first.url, CLAIMS)));
    const second = await start(null, false, before);
    const other = { ...CLAIMS, sub: 'other', email: 'other@evry.fr' };
    const after = keyOf(await comeBack(before, world.identityProvider.signIn(second.url, other)));
    expect(await find(before)).toBeUndefined();
    expect(await find(after)).toMatchObject({ user: { sub: 'other' } });
  });

  it('lets any of several sign-ins under way end, each once', async () => {
    const first = await start('/first');
    const second = await start('/second', false, first.key);
    const callback = world.identityProvider.signIn(first.url, CLAIMS);
    const outcome = await comeBack(second.key, callback);
    expect(outcome).toMatchObject({ outcome: 'signed_in', next: '/first' });
    for (const key of [second.key, keyOf(outcome)]) {
      expect(await comeBack(key, callback)).toEqual(failed('invalid_state'));
    }
    expect(await comeBack(keyOf(outcome), world.identityProvider.signIn(second.url, CLAIMS))).toMatchObject({
      outcome: 'signed_in',
      next: '/second',
    });
  });
});

describe('an answer that this browser did not ask for', () => {
  it.each([
    ['no session', false, 'no session'],
    ['another session without sign-in', true, 'none pending'],
  ])('fails without words: %s', async (_case, withSession) => {
    const { url } = await start();
    const callback = world.identityProvider.signIn(url, CLAIMS);
    const data = { pendingSignIns: [], idToken: null, signOutState: null };
    const expiresAt = new Date(START.getTime() + 1000);
    const key = withSession ? await world.sessions.create({ data, owner: undefined, expiresAt }) : undefined;
    expect(await comeBack(key, callback)).toEqual(failed());
    expect(world.tables().users.count(() => true)).toBe(0);
  });

  it('fails when the session has expired since', async () => {
    const { url, key } = await start();
    world.clock.advance(12 * 3600);
    expect(await comeBack(key, world.identityProvider.signIn(url, CLAIMS))).toEqual(failed());
  });

  it('is called by its name when other sign-ins are under way, which stay possible', async () => {
    const mine = await start();
    const theirs = await start();
    const forged = world.identityProvider.signIn(theirs.url, CLAIMS);
    expect(await comeBack(mine.key, forged)).toEqual(failed('invalid_state'));
    const callback = world.identityProvider.signIn(mine.url, CLAIMS);
    expect(await comeBack(mine.key, callback)).toMatchObject({ outcome: 'signed_in' });
  });

  it.each(['?', '?state=unknown', '?code=x', '?error=access_denied', '?error=access_denied&state=unknown'])(
    'fails and keeps the session: %s',
    async (search) => {
      const first = await start();
      const key = keyOf(await comeBack(first.key, world.identityProvider.signIn(first.url, CLAIMS)));
      expect(await comeBack(key, `https://regie.test/callback/${search}`)).toEqual(failed());
      expect(await find(key)).toMatchObject({ user: { sub: 'abc' } });
    },
  );
});

describe('an error of the provider', () => {
  it('ends the session and the sign-in', async () => {
    const { url, key } = await start();
    expect(await comeBack(key, world.identityProvider.deny(url, 'access_denied'))).toEqual(
      failed(undefined, true),
    );
    expect(await find(key)).toBeUndefined();
  });

  it('after a silent sign-in only says that there is no session there', async () => {
    const { url, key } = await start('/home', true);
    const callback = world.identityProvider.deny(url, 'login_required');
    expect(await comeBack(key, callback)).toEqual({ outcome: 'not_signed_in', next: '/home' });
    expect((await find(key))?.data.pendingSignIns).toEqual([]);
    expect(await comeBack(key, callback)).toEqual(failed());
  });

  it.each([
    ['another error of a silent sign-in', true, 'access_denied'],
    ['login_required of one that was not silent', false, 'login_required'],
  ])('%s is a failure', async (_case, silent, error) => {
    const { url, key } = await start(null, silent);
    expect(await comeBack(key, world.identityProvider.deny(url, error))).toEqual(failed(undefined, true));
  });
});

describe('when the answer cannot be used', () => {
  it.each([
    ['identity_provider.unavailable', 'identity_provider_unavailable'],
    ['identity_provider.unexpected', 'identity_provider_unexpected'],
    ['identity_provider.refused', 'identity_provider_refused'],
  ] as const)('%s: says so, and the state is used up', async (code, reason) => {
    const { url, key } = await start();
    const callback = world.identityProvider.signIn(url, CLAIMS);
    world.identityProvider.failWith(code);
    expect(await comeBack(key, callback)).toEqual(failed(reason));
    expect(world.logger.entries).toMatchObject([{ level: 'warn', fields: { code } }]);
    world.identityProvider.failWith(undefined);
    expect(await comeBack(key, callback)).toEqual(failed());
    expect(world.tables().users.count(() => true)).toBe(0);
  });

  it('a code used twice is refused', async () => {
    const { url, key } = await start();
    const session = await find(key);
    const callbackUrl = world.identityProvider.signIn(url, CLAIMS);
    const state = new URL(callbackUrl).searchParams.get('state') ?? undefined;
    const callback = {
      session,
      callbackUrl,
      state,
      hasCode: true,
      error: undefined,
      errorDescription: undefined,
      origin: ORIGIN,
    };
    const outcomes = await Promise.all([
      world.useCases.completeSignIn(callback),
      world.useCases.completeSignIn(callback),
    ]);
    expect(outcomes.map(({ outcome }) => outcome).sort()).toEqual(['failed', 'signed_in']);
  });

  it.each([
    ['a deactivated person', CLAIMS, 'inactive'],
    ['a person of no organization', { sub: 'nobody' }, 'no_organization'],
  ])('%s is refused without words; the log knows why', async (_case, claims, reason) => {
    await world.addPerson({ sub: 'abc', isActive: false });
    const { url, key } = await start();
    const callback = world.identityProvider.signIn(url, claims);
    expect(await comeBack(key, callback)).toEqual(failed());
    expect(world.logger.entries).toMatchObject([
      { level: 'warn', fields: { code: 'sign_in.refused', reason } },
    ]);
    expect((await find(key))?.user).toBeUndefined();
  });

  it('leaves a defect of ours to be reported', async () => {
    const { url, key } = await start();
    const callback = world.identityProvider.signIn(url, CLAIMS);
    world.unitOfWork.plan('lost');
    await expect(comeBack(key, callback)).rejects.toThrow('commit');
  });
});

describe('the audit log', () => {
  const signIns = () => world.audited().filter(({ action }) => action.startsWith('user.sign'));
  const signInAs = async (claims: Record<string, unknown>) => {
    const { url, key } = await start();
    return comeBack(key, world.identityProvider.signIn(url, { ...CLAIMS, ...claims }));
  };

  it('tells who signed in, and from where', async () => {
    const opened = keyOf(await signInAs({}));
    const { user } = (await find(opened)) ?? {};
    expect(signIns()).toMatchObject([
      {
        action: 'user.signed_in',
        objectId: user?.id,
        actorId: user?.id,
        subjectId: user?.id,
        origin: ORIGIN,
      },
    ]);
  });

  it('tells who was refused: by their account, else by what the provider calls them', async () => {
    const { user } = await world.addPerson({ sub: 'gone', isActive: false });
    expect(await signInAs({ sub: 'gone' })).toEqual(failed());
    expect(await signInAs({ sub: 'stranger', email: 'x@gmail.com' })).toEqual(failed());
    expect(signIns()).toMatchObject([
      {
        action: 'user.sign_in_refused',
        objectId: user.id,
        actorId: null,
        organizationId: null,
        origin: ORIGIN,
        details: { reason: 'inactive' },
      },
      {
        action: 'user.sign_in_refused',
        objectId: 'unknown',
        details: { reason: 'no_organization', sub: 'stranger' },
      },
    ]);
    expect(JSON.stringify(signIns())).not.toContain('x@gmail.com');
  });

  it('logs nothing of a callback with nothing from the provider', async () => {
    const { url, key } = await start();
    const state = new URL(url).searchParams.get('state');
    expect(await comeBack(key, `https://app.test/callback/?code=made-up&state=${state}`)).toMatchObject({
      outcome: 'failed',
    });
    expect(signIns()).toEqual([]);
  });
});
