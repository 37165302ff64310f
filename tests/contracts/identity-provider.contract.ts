import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import type {
  IdentityClaims,
  IdentityProvider,
} from '../../src/application/people/sign-in/identity-provider.ts';

export type IdentityProviderHarness = {
  readonly identityProvider: IdentityProvider;
  /** A person with an account, and the provider's claims about them. */
  readonly person: IdentityClaims;
  /**
   * `person` signs in at the page, in a fresh browser, at that level where one is given; resolves to the address the browser
   * comes back to.
   */
  signIn(authorizationUrl: string, level?: string): Promise<string>;
  /** A fresh browser follows a silent request; resolves to the address it comes back to. */
  trySilently(authorizationUrl: string): Promise<string>;
  /** The browser of the last sign-in opens a sign-out address. */
  signOut(signOutUrl: string): Promise<{ readonly url: string; readonly logoutToken: string }>;
  goDown(): void;
  comeBack(): void;
  close(): Promise<void>;
};

const refused = { code: 'identity_provider.refused' };

export const identityProviderContract = (name: string, open: () => Promise<IdentityProviderHarness>) =>
  describe(`identity provider contract: ${name}`, () => {
    let harness: IdentityProviderHarness;
    const start = () => harness.identityProvider.startAuthorization({ silent: false });
    const signedIn = async () => {
      const request = await start();
      return harness.identityProvider.completeAuthorization(await harness.signIn(request.url), request);
    };

    beforeAll(async () => {
      harness = await open();
    });
    afterEach(() => harness.comeBack());
    afterAll(() => harness.close());

    it('starts each sign-in with fresh secrets', async () => {
      const requests = [await start(), await start()];
      for (const member of ['url', 'state', 'nonce', 'codeVerifier'] as const) {
        expect(new Set(requests.map((request) => request[member])).size).toBe(2);
      }
    });

    it('names the state, the silence and the hint in the address', async () => {
      const request = await harness.identityProvider.startAuthorization({
        silent: true,
        loginHint: 'a+b@example.org',
      });
      const { searchParams } = new URL(request.url);
      expect(Object.fromEntries(searchParams)).toMatchObject({
        state: request.state,
        prompt: 'none',
        login_hint: 'a+b@example.org',
      });
      const plain = new URL((await start()).url).searchParams;
      expect([plain.has('prompt'), plain.has('login_hint')]).toEqual([false, false]);
    });

    it('tells who signed in', async () => {
      const { claims, idToken, sid } = await signedIn();
      expect(claims).toMatchObject(harness.person);
      expect(idToken).not.toBe('');
      expect(sid).toEqual(expect.stringMatching(/./));
    });

    it.each([
      ['is told the level that was reached, where it asks to be', [], 'eidas3'],
      ['is told the one of some levels that was reached', ['eidas2', 'eidas3'], 'eidas2'],
    ] as const)('%s', async (_name, levels, reached) => {
      const request = await harness.identityProvider.startAuthorization({ silent: false, levels });
      const callback = await harness.signIn(request.url, reached);
      const { acr } = await harness.identityProvider.completeAuthorization(callback, request);
      expect(acr).toBe(reached);
    });

    it('tells which levels the provider announces', async () => {
      expect(await harness.identityProvider.announcedLevels()).toEqual(['eidas1', 'eidas2', 'eidas3']);
    });

    it('gives each browser its own session', async () => {
      const [one, other] = [await signedIn(), await signedIn()];
      expect(one.sid).not.toBe(other.sid);
      expect(one.claims.sub).toBe(other.claims.sub);
    });

    it.each(['state', 'nonce', 'codeVerifier'] as const)(
      'refuses an answer to another %s',
      async (member) => {
        const request = await start();
        const callback = await harness.signIn(request.url);
        const other = await start();
        const mixed = { ...request, [member]: other[member] };
        await expect(harness.identityProvider.completeAuthorization(callback, mixed)).rejects.toMatchObject(
          refused,
        );
      },
    );

    it('refuses a code that was used', async () => {
      const request = await start();
      const callback = await harness.signIn(request.url);
      await harness.identityProvider.completeAuthorization(callback, request);
      await expect(harness.identityProvider.completeAuthorization(callback, request)).rejects.toMatchObject(
        refused,
      );
    });

    it('refuses a code that the provider never gave', async () => {
      const request = await start();
      const callback = new URL(await harness.signIn(request.url));
      callback.searchParams.set('code', 'forged');
      await expect(
        harness.identityProvider.completeAuthorization(callback.href, request),
      ).rejects.toMatchObject(refused);
    });

    it('says why the provider denied', async () => {
      const request = await harness.identityProvider.startAuthorization({ silent: true });
      const callback = await harness.trySilently(request.url);
      await expect(harness.identityProvider.completeAuthorization(callback, request)).rejects.toMatchObject({
        ...refused,
        params: { error: 'login_required' },
      });
    });

    it('signs out at the provider, which announces it', async () => {
      const { idToken, sid, claims } = await signedIn();
      const signOutUrl = await harness.identityProvider.signOutUrl({ idToken, state: 'state-of-sign-out' });
      if (signOutUrl === undefined) throw new Error('no sign-out page');
      const { url, logoutToken } = await harness.signOut(signOutUrl);
      expect(new URL(url).searchParams.get('state')).toBe('state-of-sign-out');
      const target = await harness.identityProvider.verifyLogoutToken(logoutToken);
      expect(target).toEqual({ jti: expect.stringMatching(/./), sub: claims.sub, sid });
      // Whether the same announcement was already heard is for the caller to know.
      expect(await harness.identityProvider.verifyLogoutToken(logoutToken)).toEqual(target);
    });

    it('refuses what is no logout token', async () => {
      const { idToken } = await signedIn();
      for (const token of ['', 'forged', 'a.b.c', idToken]) {
        await expect(harness.identityProvider.verifyLogoutToken(token)).rejects.toMatchObject(refused);
      }
    });

    it('is unavailable while the provider is down, and recovers', async () => {
      const request = await start();
      const callback = await harness.signIn(request.url);
      harness.goDown();
      await expect(harness.identityProvider.completeAuthorization(callback, request)).rejects.toMatchObject({
        code: 'identity_provider.unavailable',
        kind: 'unavailable',
      });
      harness.comeBack();
      expect((await signedIn()).claims.sub).toBe(harness.person.sub);
    });
  });
