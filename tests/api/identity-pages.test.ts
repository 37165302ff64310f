import { load } from 'cheerio';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { exchange } from '../support/http-exchange.ts';
import {
  type IdentitySite,
  JEAN,
  openIdentitySite,
  SIGNED_IN_AT,
  SLOWED_DOWN_SECONDS,
} from '../support/identity-site.ts';

const FORM = { 'content-type': 'application/x-www-form-urlencoded' };
const HOSTILE = `"><script>alert(1)</script><img src=x onerror=alert(2)>' onfocus='alert(3)`;

let site: IdentitySite;
beforeAll(async () => {
  site = await openIdentitySite();
});
afterAll(() => site.close());
beforeEach(() => site.reset());

type Cookie = Readonly<{ name: string; value: string }>;
type Headers = Readonly<Record<string, string>>;

/** A browser as far as forms need one: cookies, and posts of what the last page has. */
class Reader {
  readonly cookies = new Map<string, string>();

  constructor(...cookies: readonly Cookie[]) {
    for (const { name, value } of cookies) this.cookies.set(name, value);
  }

  async send(url: string, method: 'GET' | 'POST', fields: Headers | undefined, headers: Headers = {}) {
    const cookie = [...this.cookies].map(([name, value]) => `${name}=${value}`).join('; ');
    const answer = await exchange(new URL(url, site.url).href, {
      method,
      headers: {
        ...(cookie === '' ? {} : { cookie }),
        'accept-language': 'en',
        ...(fields ? FORM : {}),
        ...headers,
      },
      ...(fields ? { body: new URLSearchParams(fields).toString() } : {}),
    });
    for (const set of answer.headers['set-cookie'] ?? []) {
      const [name = '', value = ''] = (set.split(';')[0] ?? '').split('=');
      this.cookies.set(name, value);
    }
    return { ...answer, page: load(answer.text) };
  }

  get = (url: string, headers: Headers = {}) => this.send(url, 'GET', undefined, headers);

  post = (url: string, fields: Headers, headers: Headers = {}) => this.send(url, 'POST', fields, headers);
}

/** A page, and what its first form has besides what is typed. */
async function read(reader: Reader, url: string, headers: Headers = {}) {
  const answer = await reader.get(url, headers);
  return { ...answer, token: String(answer.page('input[name=form_token]').first().val()) };
}

const policyOf = ({ headers }: { headers: Readonly<Record<string, unknown>> }) =>
  String(headers['content-security-policy']);

/** What every page of the provider holds to, whatever others put into it. */
function expectSafe(answer: Awaited<ReturnType<Reader['get']>>) {
  expect(policyOf(answer)).toMatch(/^default-src 'none'; style-src 'sha256-/);
  expect(policyOf(answer)).toContain("frame-ancestors 'none'; base-uri 'none'");
  expect(policyOf(answer)).not.toMatch(/unsafe|\*/);
  // Pages with passkeys load one script, of our own origin.
  const scripts = answer.page('script').get();
  const isAllowed = policyOf(answer).includes("script-src 'self'; connect-src 'self'");
  expect(isAllowed).toBe(scripts.length === 1);
  expect(policyOf(answer).includes('script')).toBe(scripts.length === 1);
  for (const { attribs } of scripts) expect(attribs['src']).toMatch(/^\/o\/static\/passkeys-[0-9a-f]+\.js$/);
  expect(answer.headers).toMatchObject({
    'cache-control': 'no-store',
    'x-frame-options': 'DENY',
    'referrer-policy': 'no-referrer',
    'content-type': 'text/html; charset=utf-8',
  });
  expect(answer.page('script:not([src]), img, iframe, object, [onfocus], [onerror], [style]')).toHaveLength(
    0,
  );
  expect(answer.page('h1')).toHaveLength(1);
}

describe('sign-in', () => {
  it('has the names by which programs sign in, and what the service hints', async () => {
    const { url, cookie } = site.begin({ loginHint: JEAN.address, spName: 'Resana' });
    const answer = await read(new Reader(cookie), url);
    expectSafe(answer);
    const { page } = answer;
    expect(page('input#login[name=login]').val()).toBe(JEAN.address);
    expect(page('input#password[name=password][type=password]')).toHaveLength(1);
    expect(page('button.login-submit[type=submit]')).toHaveLength(1);
    expect(page('h1').text()).toBe('Sign in to Resana');
    expect(page('main').text()).toContain('You were sent here by Grist.');
    expect(page('a[href="/o/password/forgotten/"]').text()).toBe('First sign-in or forgotten password');
    expect(policyOf(answer)).toContain(`form-action 'self' ${site.brokerUrl};`);
  });

  it('lets in who has the right password, and keeps what shows the browser next time', async () => {
    const { url, cookie } = site.begin();
    const reader = new Reader(cookie);
    const { token } = await read(reader, url);
    const fields = { form_token: token, login: ` ${JEAN.address} `, password: JEAN.password };
    const answer = await reader.post(url, fields);
    expect(answer).toMatchObject({ status: 303, headers: { 'cache-control': 'no-store' } });
    expect(answer.headers.location).toBe(`${site.brokerUrl}/callback?signed_in=${site.mailboxId}`);
    expect(answer.headers['set-cookie']).toContainEqual(
      expect.stringMatching(/^known_browser=known; Max-Age=\d+; Path=\/; HttpOnly; SameSite=Lax$/),
    );
  });

  it('leads browsers on by a page in between, which redirections of the service do not touch', async () => {
    const { url, cookie } = site.begin();
    const reader = new Reader(cookie);
    const { token } = await read(reader, url);
    const fields = { form_token: token, login: JEAN.address, password: JEAN.password };
    const answer = await reader.post(url, fields, {
      'sec-fetch-mode': 'navigate',
      'sec-fetch-site': 'same-origin',
    });
    expect(answer.status).toBe(200);
    expectSafe(answer);
    const address = `${site.brokerUrl}/callback?signed_in=${site.mailboxId}`;
    expect(answer.page('meta[http-equiv=refresh]').attr('content')).toBe(`0; url=${address}`);
    expect(answer.page('main a').attr('href')).toBe(address);
  });

  it('tells neither which of the two is wrong nor whether there is such an address', async () => {
    const texts = [];
    for (const login of [JEAN.address, 'nobody@evry.fr']) {
      const { url, cookie } = site.begin();
      const reader = new Reader(cookie);
      const { token } = await read(reader, url);
      const answer = await reader.post(url, { form_token: token, login, password: 'wrong' });
      expect(answer.status).toBe(422);
      expectSafe(answer);
      expect(answer.page('title').text()).toMatch(/^Error: Sign in to Grist/);
      expect(answer.page('#problem[autofocus]').text()).toContain('The address or the password is wrong.');
      expect(answer.page('#login').val()).toBe(login);
      expect(answer.page('#password').val()).toBeUndefined();
      texts.push(answer.page('main').text());
    }
    expect(new Set(texts).size).toBe(1);
  });

  it('asks for what is missing without trying it', async () => {
    const { url, cookie } = site.begin();
    const reader = new Reader(cookie);
    const { token } = await read(reader, url);
    const answer = await reader.post(url, { form_token: token, login: '', password: '' });
    expect(answer.status).toBe(422);
    for (const name of ['login', 'password']) {
      const input = answer.page(`#${name}`);
      expect(input.attr('aria-invalid')).toBe('true');
      expect(input.attr('aria-describedby')).toContain(`${name}-error`);
      expect(answer.page(`#problem a[href="#${name}"]`)).toHaveLength(1);
    }
  });

  it('says how long to wait after too many attempts, in both languages', async () => {
    const { url, cookie } = site.begin();
    const reader = new Reader(cookie);
    const { token } = await read(reader, url);
    const wrong = { form_token: token, login: JEAN.address, password: 'wrong' };
    for (let time = 0; time < 3; time += 1) expect((await reader.post(url, wrong)).status).toBe(422);
    const right = { ...wrong, password: JEAN.password };
    const answer = await reader.post(url, right);
    expect(answer).toMatchObject({ status: 429, headers: { 'retry-after': String(SLOWED_DOWN_SECONDS) } });
    expect(answer.page('#problem').text()).toContain('Try again in 5 minutes.');
    const french = await reader.post(url, right, { 'accept-language': 'fr' });
    expect(french.page('#problem').text()).toContain('Réessayez dans 5 minutes.');
  });

  it('goes back to the service unsigned when cancelled', async () => {
    const { url, cookie } = site.begin();
    const reader = new Reader(cookie);
    const { token } = await read(reader, url);
    await reader.post(url, { form_token: token, action: 'cancel' });
    expect(site.decisions).toEqual(['access_denied']);
  });

  it.each([
    ['what the service asks for', 'fr en', 'en', 'fr'],
    ['what the browser prefers', undefined, 'fr-CA,en;q=0.5', 'fr'],
    ['English where nothing of ours is asked for', 'de', 'de', 'en'],
  ])('speaks the language of %s', async (_name, uiLocales, accepted, expected) => {
    const { url, cookie } = site.begin(uiLocales === undefined ? {} : { uiLocales });
    const { page } = await read(new Reader(cookie), url, { 'accept-language': accepted });
    expect(page('html').attr('lang')).toBe(expected);
  });
});

describe('consent', () => {
  const consent = (over = {}) => site.begin({ prompt: 'consent', mailboxId: site.mailboxId, ...over });

  it('says in plain words what the service gets, and to whom it belongs', async () => {
    const scopes = ['openid', 'uid', 'email', 'siret', 'chorusdt', 'constructor'];
    const { url, cookie } = consent({ scopes });
    const answer = await read(new Reader(cookie), url);
    expectSafe(answer);
    const items = answer
      .page('main li')
      .get()
      .map((item) => answer.page(item).text());
    expect(items).toEqual([
      'an identifier of yours, which stays the same',
      'your e-mail address',
      'the SIRET number of your organization',
    ]);
    expect(answer.page('main strong').text()).toBe(JEAN.address);
    expect(answer.page('button.consent-submit')).toHaveLength(1);
  });

  it.each([
    ['allow', ['allowed']],
    ['refuse', ['refused']],
    ['', []],
    ['sign_in', []],
  ])('%j decides %j', async (action, decisions) => {
    const { url, cookie } = consent();
    const reader = new Reader(cookie);
    const { token } = await read(reader, url);
    await reader.post(url, { form_token: token, action });
    expect(site.decisions).toEqual(decisions);
  });

  it('is asked of nobody whose mailbox may not sign in any more', async () => {
    const { url, cookie } = consent({ mailboxId: 'somebody-else' });
    expect((await read(new Reader(cookie), url)).status).toBe(400);
  });
});

describe('pages of the provider itself', () => {
  it.each([
    ['unknown_client', 'The service that sent you here is not known here.'],
    [
      'unregistered_address',
      'The service that sent you here wants an answer at an address that it did not register.',
    ],
    [
      'over',
      'This sign-in is over, or was begun in another browser. Go back to the service and begin again.',
    ],
    ['bad_request', 'The service that sent you here asked for something that is not understood.'],
    ['unavailable', 'Something is out of order here at the moment. Try again in a few minutes.'],
    ['trouble', 'Something went wrong here. The support team has been told.'],
  ])('%s has one sentence and its code', async (problem, sentence) => {
    const answer = await new Reader().get(
      `/problem/${problem}/?error_description=${encodeURIComponent(HOSTILE)}`,
    );
    expectSafe(answer);
    expect(answer.page('[role=alert]').text()).toBe(sentence);
    expect(answer.page('main strong').text()).toBe(problem);
    const french = await new Reader().get(`/problem/${problem}/?ui_locales=fr`);
    expect(french.page('html').attr('lang')).toBe('fr');
    expect(french.page('[role=alert]').text()).not.toBe(sentence);
  });

  it('ask before they sign out, and say that they did', async () => {
    const question = await new Reader().get('/o/logout/');
    expectSafe(question);
    expect(question.page('form[action="/o/logout/"] input[name=token]').val()).toBe('of-the-provider');
    expect(question.page('button.logout-submit').text()).toBe('Sign out');
    const done = await new Reader().post('/o/logout/', { token: 'of-the-provider' });
    expectSafe(done);
    expect(done.page('[role=status]').text()).toBe('Sign-out succeeded. You can close this page.');
  });
});

describe('the account', () => {
  it('lists sessions with service, time, network address and device, the own one first', async () => {
    site.openSession({ clients: ['Grist', 'gone'], address: '2001:db8::7' });
    const { cookie } = site.openSession({ address: null, userAgent: null });
    const answer = await read(new Reader(cookie), '/o/account/');
    expectSafe(answer);
    const cards = answer
      .page('.cards > li')
      .get()
      .map((card) => answer.page(card).text());
    expect(cards).toHaveLength(2);
    expect(cards[0]).toContain('This browser');
    expect(cards[1]).toContain('Firefox on Linux');
    expect(cards[1]).toContain('Grist, gone');
    expect(cards[1]).toContain('2001:db8::7');
    expect(answer.page('.cards > li:last-child time').attr('datetime')).toBe(SIGNED_IN_AT.toISOString());
    expect(answer.page('main').text()).toContain(JEAN.address);
  });

  it('ends one session, or all others', async () => {
    const { session: first } = site.openSession();
    site.openSession();
    const { session: own, cookie } = site.openSession();
    const reader = new Reader(cookie);
    const { token } = await read(reader, '/o/account/');
    const end = { form_token: token, action: 'end', session: first.id };
    const ended = await reader.post('/o/account/sessions/', end);
    expect(ended).toMatchObject({ status: 303, headers: { location: '/o/account/?done=ended' } });
    expect(site.sessions.has(first.id)).toBe(false);
    await reader.post('/o/account/sessions/', { form_token: token, action: 'end_others' });
    expect([...site.sessions.keys()]).toEqual([own.id]);
    const page = await reader.get('/o/account/?done=othersEnded');
    expect(page.page('[role=status]').text()).toBe('All other sign-ins were ended.');
  });

  it('signs out', async () => {
    const { session, cookie } = site.openSession();
    const reader = new Reader(cookie);
    const { token } = await read(reader, '/o/account/');
    const answer = await reader.post('/o/account/sign-out/', { form_token: token });
    expect(answer.page('h1').text()).toBe('You are signed out');
    expect(site.sessions.has(session.id)).toBe(false);
    expect(reader.cookies.get('session')).toBe('');
  });

  it.each([
    ['/o/account/sign-in/', '/o/account/'],
    ['/o/account/sign-in/?next=password', '/o/account/password/'],
    ['/o/account/sign-in/?next=https://evil.example/', '/o/account/'],
    ['/o/account/sign-in/?next=constructor', '/o/account/'],
    ['/o/account/sign-in/?next=password&next=//evil.example', '/o/account/'],
  ])('is signed in to at %s, which leads to %s', async (path, expected) => {
    const reader = new Reader();
    const { page, token } = await read(reader, path);
    const fields = { form_token: token, login: JEAN.address, password: JEAN.password };
    const answer = await reader.post(page('form').attr('action') ?? '', fields);
    expect(answer).toMatchObject({ status: 303, headers: { location: expected } });
    expect((await reader.get('/o/account/')).status).toBe(200);
  });

  it.each(['/o/account/', '/o/account/sessions/', '/o/account/sign-out/'])(
    '%s is for those who are signed in',
    async (path) => {
      const reader = new Reader({ name: 'session', value: 'planted' });
      const answer = await reader.get(path);
      expect(answer.status).toBe(303);
      expect(['/o/account/sign-in/', '/o/account/']).toContain(answer.headers.location);
    },
  );
});

/** A form that is posted by a page of another site, or with what another browser was shown. */
describe('forms of others', () => {
  const strangers = async (url: string, cookie: Cookie) => {
    const reader = new Reader(cookie);
    const { token } = await read(reader, url);
    const attacker = new Reader(cookie);
    const attackers = await read(attacker, url);
    return [
      ['no token', {}, {}],
      ['an empty token', { form_token: '' }, {}],
      ['a made up token', { form_token: 'A'.repeat(43) }, {}],
      ["another browser's token", { form_token: attackers.token }, {}],
      ['a page of another site', { form_token: token }, { 'sec-fetch-site': 'cross-site' }],
      ['a page of a sibling host', { form_token: token }, { 'sec-fetch-site': 'same-site' }],
    ].map(([name, fields, headers]) => ({
      name: String(name),
      post: (target: string, more: Headers) =>
        reader.post(target, { ...more, ...(fields as Headers) }, headers as Headers),
    }));
  };

  it('sign nobody in', async () => {
    const { url, cookie } = site.begin();
    for (const { name, post } of await strangers(url, cookie)) {
      const answer = await post(url, { login: JEAN.address, password: JEAN.password });
      expect(answer.status, name).toBe(403);
      expect(answer.page('#problem').text(), name).toContain('not sent from here');
      expectSafe(answer);
    }
    expect(site.decisions).toEqual([]);
  });

  it('consent to nothing, and cancel nothing', async () => {
    const { url, cookie } = site.begin({ prompt: 'consent', mailboxId: site.mailboxId });
    for (const { name, post } of await strangers(url, cookie)) {
      for (const action of ['allow', 'refuse']) expect((await post(url, { action })).status, name).toBe(403);
    }
    const login = site.begin();
    for (const { name, post } of await strangers(login.url, login.cookie)) {
      expect((await post(login.url, { action: 'cancel' })).status, name).toBe(403);
    }
    expect(site.decisions).toEqual([]);
  });

  it('end no session, and sign nobody out', async () => {
    const { session: other } = site.openSession();
    const { cookie } = site.openSession();
    for (const { name, post } of await strangers('/o/account/', cookie)) {
      const fields = { action: 'end', session: other.id };
      expect((await post('/o/account/sessions/', fields)).status, name).toBe(403);
      expect((await post('/o/account/sessions/', { action: 'end_others' })).status, name).toBe(403);
      expect((await post('/o/account/sign-out/', {})).status, name).toBe(403);
    }
    expect(site.sessions.size).toBe(2);
  });

  it('do not sign a browser in to the account of another', async () => {
    for (const { name, post } of await strangers('/o/account/sign-in/', { name: 'x', value: 'y' })) {
      const answer = await post('/o/account/sign-in/', { login: JEAN.address, password: JEAN.password });
      expect(answer.status, name).toBe(403);
    }
    expect(site.sessions.size).toBe(0);
  });

  it('are not those of another interaction or session of the same browser', async () => {
    const first = site.begin();
    const reader = new Reader(first.cookie);
    const { token } = await read(reader, first.url);
    const second = site.begin();
    reader.cookies.set(second.cookie.name, second.cookie.value);
    const fields = { form_token: token, login: JEAN.address, password: JEAN.password };
    expect((await reader.post(second.url, fields)).status).toBe(403);
    // An address whose interaction is not the one that this browser waits in.
    expect((await reader.post(first.url, fields)).status).toBe(400);
    const { cookie: one } = site.openSession();
    reader.cookies.set(one.name, one.value);
    const account = await read(reader, '/o/account/');
    const { cookie: other } = site.openSession();
    reader.cookies.set(other.name, other.value);
    const end = { form_token: account.token, action: 'end_others' };
    expect((await reader.post('/o/account/sessions/', end)).status).toBe(403);
  });

  it('a session that was planted before a sign-in is not the one after it', async () => {
    const { session } = site.openSession();
    site.sessions.delete(session.id);
    const reader = new Reader({ name: 'session', value: session.id });
    const { token } = await read(reader, '/o/account/sign-in/');
    const fields = { form_token: token, login: JEAN.address, password: JEAN.password };
    await reader.post('/o/account/sign-in/', fields);
    expect(reader.cookies.get('session')).not.toBe(session.id);
  });

  it('an interaction of another browser is over here', async () => {
    const { url } = site.begin();
    const answer = await new Reader().get(url);
    expect(answer.status).toBe(400);
    expect(answer.page('[role=alert]').text()).toContain('begun in another browser');
  });
});

describe('what others write', () => {
  it.each([
    ['login_hint', { loginHint: HOSTILE }],
    ['sp_name', { spName: HOSTILE }],
    ['the name of the client', { clientName: HOSTILE }],
    ['ui_locales', { uiLocales: HOSTILE }],
  ])('%s is text on the sign-in page', async (_name, over) => {
    const { url, cookie } = site.begin(over);
    const reader = new Reader(cookie);
    const { token, ...answer } = await read(reader, url);
    expectSafe(answer);
    expectSafe(await reader.post(url, { form_token: token, login: HOSTILE, password: HOSTILE }));
    const consent = site.begin({ prompt: 'consent', mailboxId: site.mailboxId, ...over });
    expectSafe(await read(new Reader(consent.cookie), consent.url));
  });

  it('names hide and turn nothing, and end', async () => {
    const { url, cookie } = site.begin({ spName: `\u202eevil\u0000\n\u200b${'x'.repeat(500)}` });
    const { page } = await read(new Reader(cookie), url);
    expect(page('h1').text()).toBe(`Sign in to evil ${'x'.repeat(75)}…`);
    const blank = site.begin({ spName: '\u200b \n' });
    expect((await read(new Reader(blank.cookie), blank.url)).page('h1').text()).toBe('Sign in to Grist');
  });

  it('devices and addresses of sessions are text', async () => {
    site.openSession({ userAgent: HOSTILE, address: HOSTILE, clients: [HOSTILE] });
    const { cookie } = site.openSession();
    expectSafe(await read(new Reader(cookie), '/o/account/?done=%3Cscript%3E'));
  });
});

describe('requests that no page of ours makes', () => {
  it.each(['/o/account/', '/o/account/sign-in/', '/o/account/sessions/', '/o/interaction/x/'])(
    '%s refuses other methods',
    async (path) => {
      const answer = await exchange(`${site.url}${path}`, { method: 'DELETE' });
      expect(answer.status).toBe(405);
      expect(answer.headers.allow).toContain('GET');
    },
  );

  it('are told apart by their bodies', async () => {
    const { url, cookie } = site.begin();
    const reader = new Reader(cookie);
    const json = await reader.post(url, { login: 'x' }, { 'content-type': 'application/json' });
    expect(json.status).toBe(415);
    expect((await reader.post(url, { login: 'x'.repeat(20_000) })).status).toBe(413);
    expect(site.reported).toEqual([]);
  });
});
