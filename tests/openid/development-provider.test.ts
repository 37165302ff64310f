import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { DEVELOPMENT_ACCOUNTS } from '../../dev/openid-provider/development-accounts.ts';
import { PlainBrowser } from '../../dev/openid-provider/plain-browser.ts';
import { pageLanguage } from '../../dev/openid-provider/sign-in-page.ts';
import { signInThroughProvider } from '../../dev/openid-provider/sign-in-through-provider.ts';
import type { OpenidIdentityProvider } from '../../src/adapters/openid/openid-identity-provider.ts';
import { OpenidIdentityProvider as Adapter } from '../../src/adapters/openid/openid-identity-provider.ts';
import { type OpenidHarness, openidOptions, openOpenidHarness, REDIRECT_URI } from './openid-harness.ts';

const FORM = '#kc-form-login';

let harness: OpenidHarness;
let adapter: OpenidIdentityProvider;
beforeAll(async () => {
  harness = await openOpenidHarness();
  adapter = new Adapter(openidOptions(harness.provider.issuer));
});
afterAll(() => harness.close());

const startUrl = async (language?: string, loginHint?: string): Promise<string> => {
  const request = await adapter.startAuthorization({
    silent: false,
    ...(loginHint === undefined ? {} : { loginHint }),
  });
  const url = new URL(request.url);
  if (language !== undefined) url.searchParams.set('ui_locales', language);
  return url.href;
};

const openPage = async (...[language, loginHint]: Parameters<typeof startUrl>) => {
  const { page } = await new PlainBrowser().open(await startUrl(language, loginHint));
  if (page === undefined) throw new Error('no page');
  return page;
};

describe('the sign-in page', () => {
  it('looks to a browser like the one it stands for', async () => {
    const page = await openPage();
    expect(page('h1').text()).toContain('Sign in to your account');
    expect(page(FORM).attr('method')).toBe('post');
    const labelled = page(`${FORM} label`)
      .toArray()
      .map((label) => {
        const input = page(`#${page(label).attr('for')}`);
        return [page(label).text(), input.attr('name'), input.attr('id'), input.attr('type')];
      });
    expect(labelled).toEqual([
      ['Username or email', 'username', 'username', 'text'],
      ['Password', 'password', 'password', 'password'],
    ]);
    const submit = page('input[type="submit"]');
    expect([submit.length, submit.attr('id'), submit.attr('value')]).toEqual([1, 'kc-login', 'Sign In']);
    expect(page('#input-error').length).toBe(0);
  });

  it('speaks French where the application asks for it', async () => {
    const page = await openPage('fr-FR en');
    expect([page('html').attr('lang'), page('h1').text()]).toEqual(['fr', 'Connectez-vous à votre compte']);
  });

  it('fills in the hint, as text', async () => {
    const page = await openPage(undefined, `"><script>alert('x')</script>`);
    expect(page('#username').attr('value')).toBe(`"><script>alert('x')</script>`);
    expect(page('script').length).toBe(0);
  });

  it.each([
    ['a wrong password', 'people', 'wrong'],
    ['an unknown name', 'nobody', 'people'],
    ['no password', 'people', ''],
    ['an unknown name and no password', 'nobody', ''],
    ["somebody else's password", 'people', 'password-e2e.marie'],
  ])(
    'comes back with an error after %s, and then lets the right one in',
    async (_name, username, password) => {
      const browser = new PlainBrowser();
      const first = await browser.open(await startUrl());
      const second = await browser.submit(first, FORM, { username, password });
      expect(second.page?.('#input-error').text()).toBe('Invalid username or password.');
      expect(second.page?.('#username').attr('value')).toBe(username);
      expect(second.page?.('#password').attr('value')).toBeUndefined();
      const end = await browser.submit(second, FORM, { username: 'people', password: 'people' });
      expect(end.url.href.startsWith(`${REDIRECT_URI}?code=`)).toBe(true);
    },
  );

  it('cannot be used by another browser than the one it was shown to', async () => {
    const shown = await new PlainBrowser().open(await startUrl());
    const other = new PlainBrowser();
    const end = await other.submit(shown, FORM, { username: 'people', password: 'people' });
    expect([end.status, end.page?.(FORM).length, end.page?.('#kc-error-message').length]).toEqual([
      400, 0, 1,
    ]);
  });

  it.each([
    ['', 'en'],
    ['fr', 'fr'],
    ['de fr', 'fr'],
    ['fr-CA en', 'fr'],
    ['EN fr', 'en'],
    ['de', 'en'],
  ])('for the locales %j is in %s', (locales, language) => {
    expect(pageLanguage(locales)).toBe(language);
  });

  it('is in English in a browser that prefers French, where nobody asked for French', async () => {
    const { url } = await new PlainBrowser().open(await startUrl());
    const answer = await fetch(url, { headers: { 'accept-language': 'fr-FR,fr;q=0.9' } });
    expect(answer.headers.get('content-language')).toBe('en');
  });
});

describe('the accounts', () => {
  it('are those of the contract', () => {
    const names = DEVELOPMENT_ACCOUNTS.map(({ username }) => username);
    expect(new Set(names).size).toBe(20);
    expect(names).toEqual(
      expect.arrayContaining([
        'people',
        'user-e2e-webkit',
        'e2e.team-owner',
        'e2e.mail-administrator',
        'e2e.team-member-mail-member',
        'e2e.team-owner-mail-member',
        'e2e.marie',
      ]),
    );
    expect(DEVELOPMENT_ACCOUNTS.find(({ username }) => username === 'user-e2e-firefox')).toMatchObject({
      password: 'password-e2e-firefox',
      email: 'user-e2e-firefox@example.org',
      siret: '13002526500013',
    });
  });

  it.each([
    ['people', 'John', 'Doe'],
    ['user-e2e-chromium', 'E2E', 'Chromium'],
    ['e2e.team-member', 'E2E', 'Group Member'],
    ['e2e.mail-administrator', 'E2E', 'Mailbox Administrator'],
    ['e2e.team-administrator-mail-owner', 'E2E', 'Group Administrator Mailbox Owner'],
    ['e2e.marie', 'Marie', 'Delamairie'],
  ])('%s is called %s %s, as in the realm of the reference', (username, firstName, lastName) => {
    const account = DEVELOPMENT_ACCOUNTS.find((one) => one.username === username);
    expect(account).toMatchObject({ firstName, lastName });
  });

  it.each(DEVELOPMENT_ACCOUNTS.map(({ username, password, email }) => [username, password, email] as const))(
    '%s can sign in',
    async (username, password, email) => {
      const request = await adapter.startAuthorization({ silent: false });
      const { url } = await signInThroughProvider({ startUrl: request.url, username, password });
      expect((await adapter.completeAuthorization(url, request)).claims).toMatchObject({ email });
    },
  );

  it('may be named by their e-mail address in any case', async () => {
    const { url } = await signInThroughProvider({
      startUrl: await startUrl(),
      username: 'People@People.World',
      password: 'people',
    });
    expect(new URL(url).searchParams.has('code')).toBe(true);
  });

  it('are told apart by the helper of the tests', async () => {
    await expect(
      signInThroughProvider({ startUrl: await startUrl(), username: 'people', password: 'wrong' }),
    ).rejects.toThrow('Sign-in refused: Invalid username or password.');
  });
});

describe('a session at the provider', () => {
  it('signs in silently, until it is ended', async () => {
    const first = await signInThroughProvider({
      startUrl: await startUrl(),
      username: 'people',
      password: 'people',
    });
    const silently = async () => {
      const request = await adapter.startAuthorization({ silent: true });
      const { url } = await new PlainBrowser({ jar: first.jar }).open(request.url);
      return adapter.completeAuthorization(url.href, request);
    };
    const { idToken, claims } = await silently();
    expect(claims.sub).toBe('people');

    const signOutUrl = (await adapter.signOutUrl({ idToken, state: 's' })) ?? '';
    const browser = new PlainBrowser({ jar: first.jar });
    const page = await browser.open(signOutUrl);
    expect(page.page?.('script').text()).toContain('submit()');
    await browser.submit(page, 'form');
    await expect(silently()).rejects.toMatchObject({ params: { error: 'login_required' } });
  });

  it('is not ended by an address that anybody could write', async () => {
    const { jar } = await signInThroughProvider({
      startUrl: await startUrl(),
      username: 'people',
      password: 'people',
    });
    const { page } = await new PlainBrowser({ jar }).open(`${harness.provider.issuer}/session/end`);
    expect(page?.('script').length).toBe(0);
    expect(page?.('form input[type="submit"]').length).toBe(1);
  });

  it('says at which level it was opened', async () => {
    const request = await adapter.startAuthorization({ silent: false });
    const { idToken } = await adapter.completeAuthorization(await harness.signIn(request.url), request);
    const payload = JSON.parse(Buffer.from(idToken.split('.')[1] ?? '', 'base64url').toString());
    expect(payload).toMatchObject({ acr: 'eidas1', sid: expect.stringMatching(/./) });
    // Claims about the person are for userinfo only.
    expect(payload).not.toHaveProperty('email');
  });
});

describe('faults on demand', () => {
  it.each<['json' | 'jwt']>([['json'], ['jwt']])(
    'falsify one userinfo answer in %s',
    async (userinfoFormat) => {
      const own = await openOpenidHarness({ userinfoFormat });
      const signIn = async () => {
        const request = await own.identityProvider.startAuthorization({ silent: false });
        return own.identityProvider.completeAuthorization(await own.signIn(request.url), request);
      };
      try {
        own.provider.faults.failNextUserinfo({ sub: 'somebody else' });
        await expect(signIn()).rejects.toMatchObject({ code: 'identity_provider.refused' });
        own.provider.faults.failNextUserinfo('without-sub');
        await expect(signIn()).rejects.toMatchObject({ code: 'identity_provider.unexpected' });
        own.provider.faults.failNextUserinfo({ status: 500 });
        await expect(signIn()).rejects.toMatchObject({ code: 'identity_provider.unavailable' });
        expect((await signIn()).claims).toMatchObject(own.person);
      } finally {
        await own.close();
      }
    },
  );

  it('take one endpoint down', async () => {
    const request = await adapter.startAuthorization({ silent: false });
    const callback = await harness.signIn(request.url);
    harness.provider.faults.takeDown('userinfo');
    await expect(adapter.completeAuthorization(callback, request)).rejects.toMatchObject({
      code: 'identity_provider.unavailable',
    });
    harness.provider.faults.restore();
  });
});
