import { decodeJwt } from 'jose';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { freePort } from '../../dev/companion/free-port.ts';
import { CookieJar } from '../../dev/openid-provider/cookie-jar.ts';
import { DEVELOPMENT_ACCOUNTS } from '../../dev/openid-provider/development-accounts.ts';
import { BROKER_PATHS } from '../../dev/openid-provider/mailbox-broker.ts';
import { MAILBOX_CLIENT } from '../../dev/openid-provider/mailbox-client.ts';
import { PlainBrowser, type Visit } from '../../dev/openid-provider/plain-browser.ts';
import { signOutThroughProvider } from '../../dev/openid-provider/sign-in-through-provider.ts';
import { type OpenidProvider, startOpenidProvider } from '../../dev/openid-provider/start-openid-provider.ts';
import { OpenidIdentityProvider } from '../../src/adapters/openid/openid-identity-provider.ts';
import { eventually } from '../support/eventually.ts';
import { startLogoutListener } from './logout-listener.ts';
import { openidOptions, REDIRECT_URI } from './openid-harness.ts';

const FORM = '#kc-form-login';
const SIGN_OUT = 'form[id="op.logoutForm"]';
const MAILBOX = 'a#social-oidc-people-local';
const MARIE = { username: 'e2e.marie', password: 'password-e2e.marie' };
const EMAIL = DEVELOPMENT_ACCOUNTS.find(({ username }) => username === MARIE.username)?.email;

/** Another provider stands for Régie's own: the broker knows it by its metadata alone. */
let mailboxes: OpenidProvider;
let broker: OpenidProvider;
let application: OpenidIdentityProvider;
let listener: Awaited<ReturnType<typeof startLogoutListener>>;
beforeAll(async () => {
  const port = await freePort();
  const url = `http://localhost:${port}`;
  listener = await startLogoutListener();
  mailboxes = await startOpenidProvider({
    port: 0,
    // Another host than the broker's: cookies ignore ports.
    host: '127.0.0.1',
    clients: [
      {
        client_id: MAILBOX_CLIENT.clientId,
        client_secret: MAILBOX_CLIENT.clientSecret,
        token_endpoint_auth_method: 'client_secret_post',
        redirect_uris: [`${url}${BROKER_PATHS.callback}`],
        post_logout_redirect_uris: [`${url}${BROKER_PATHS.signedOut}`],
        backchannel_logout_uri: `${url}${BROKER_PATHS.backChannelLogout}`,
      },
    ],
  });
  broker = await startOpenidProvider({
    port,
    redirectUris: [REDIRECT_URI],
    postLogoutRedirectUris: ['http://application.test/api/v1.0/logout-callback/'],
    backchannelLogoutUri: listener.url,
    mailboxProvider: { ...MAILBOX_CLIENT, issuer: mailboxes.issuer },
  });
  application = new OpenidIdentityProvider(openidOptions(broker.issuer));
});
afterAll(async () => {
  await broker.close();
  await mailboxes.close();
  await listener.close();
});

const follow = (browser: PlainBrowser, { url, page }: Visit, selector: string) =>
  browser.open(new URL(page?.(selector).attr('href') ?? '', url), { explore: true });

/** Signs in to the application with a mailbox. */
async function signIn(jar = new CookieJar()) {
  const request = await application.startAuthorization({ silent: false, loginHint: 'marie@x.fr' });
  const browser = new PlainBrowser({ jar });
  const offered = await browser.open(request.url, { explore: true });
  const asked = await follow(browser, offered, MAILBOX);
  const end = await browser.submit(asked, FORM, MARIE);
  return { request, offered, asked, end, jar, browser };
}

describe('the development provider', () => {
  it('offers the sign-in with a mailbox, and sends people to where mailboxes are', async () => {
    const { offered, asked } = await signIn();
    expect(offered.page?.(MAILBOX).text()).toBe('Sign in with a mailbox');
    expect(asked.url.origin).toBe(mailboxes.issuer);
    expect(asked.page?.('#username').attr('value')).toBe('marie@x.fr');
  });

  it('gives the application an identity of its own making, with what it was told', async () => {
    const { request, end } = await signIn();
    expect(end.url.href.startsWith(REDIRECT_URI)).toBe(true);
    const { claims } = await application.completeAuthorization(end.url.href, request);
    expect(claims).toMatchObject({ sub: MARIE.username, email: EMAIL });
  });

  it('takes no answer twice, nor one that it did not ask for', async () => {
    const statuses = [];
    for (const search of ['', '?code=x&state=y']) {
      const answer = await fetch(`${broker.issuer}${BROKER_PATHS.callback}${search}`);
      statuses.push(answer.status);
    }
    expect(statuses).toEqual([400, 400]);
  });

  it('does not sign a browser in by the answer that another one got', async () => {
    const attacker = await application.startAuthorization({ silent: false });
    const theirs = new PlainBrowser();
    const asked = await follow(theirs, await theirs.open(attacker.url, { explore: true }), MAILBOX);
    const victim = new PlainBrowser();
    await victim.open((await application.startAuthorization({ silent: false })).url);
    const end = await victim.submit(asked, FORM, MARIE);
    expect(end.url.href.startsWith(REDIRECT_URI)).toBe(false);
  });

  it('passes a sign-out on, and comes back', async () => {
    const { request, end, jar } = await signIn();
    const { idToken } = await application.completeAuthorization(end.url.href, request);
    const startUrl = (await application.signOutUrl({ idToken, state: 'state' })) ?? '';
    const asked = await new PlainBrowser({ jar }).open(startUrl, { explore: true });
    const browser = new PlainBrowser({ jar });
    await browser.open(mailboxes.issuer);
    const there = await browser.submit(asked, SIGN_OUT);
    expect(there.url.origin).toBe(mailboxes.issuer);
    const out = await browser.submit(there, SIGN_OUT);
    expect(out.url.href.startsWith('http://application.test/api/v1.0/logout-callback/')).toBe(true);
    const again = await signIn(jar).then(({ asked }) => asked.page?.(FORM).length);
    expect(again).toBe(1);
  });

  it('ends its sessions, and tells applications, where a mailbox is signed out', async () => {
    const { jar } = await signIn();
    const told = listener.tokens.length;
    await signOutThroughProvider({ startUrl: `${mailboxes.issuer}/session/end`, jar });
    await eventually(() => expect(listener.tokens.length).toBeGreaterThan(told));
    expect(decodeJwt(listener.tokens.at(-1) ?? '')).toMatchObject({
      sub: MARIE.username,
      iss: broker.issuer,
    });
    const silent = await application.startAuthorization({ silent: true });
    const end = await new PlainBrowser({ jar }).open(silent.url);
    expect(end.url.searchParams.get('error')).toBe('login_required');
  });

  it('takes no notice of a sign-out that is not signed by it', async () => {
    const answer = await fetch(`${broker.issuer}${BROKER_PATHS.backChannelLogout}`, {
      method: 'POST',
      body: new URLSearchParams({ logout_token: 'e30.e30.' }),
    });
    expect(answer.status).toBe(400);
  });
});
