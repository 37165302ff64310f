import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { MemorySignInAttempts } from '../../src/adapters/memory/identity/memory-sign-in-attempts.ts';
import type { Mailbox } from '../../src/domain/mailbox/mailbox.ts';
import { ApiBrowser, type Visit } from '../support/api-browser.ts';
import { type ApiWorld, openApiWorld, START } from '../support/api-world.ts';
import { addMailboxOwner, OWNER } from '../support/mailbox-owner.ts';
import { addUser } from './evry.ts';

let world: ApiWorld;
let browser: ApiBrowser;
let mailbox: Mailbox;
beforeEach(async () => {
  world = await openApiWorld();
  browser = new ApiBrowser(world.url);
  mailbox = await addMailboxOwner(world.unitOfWork);
});
afterEach(() => world.close());

const GOOD = { email: OWNER.address, password: OWNER.password };
const INVALID = { error: 'Invalid credentials' };
const NOBODY = { detail: 'Authentication credentials were not provided.' };
type Headers = Readonly<Record<string, string>>;

const post = (by: ApiBrowser, body: unknown, headers: Headers = {}): Promise<Visit> =>
  by.open('login/', {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...headers },
    body: JSON.stringify(body),
  });
const login = (body: unknown = GOOD, headers: Headers = {}) => post(browser, body, headers);
const sessionOf = (by: ApiBrowser) => by.cookies.get('sessionid') ?? '';
const take = (by: ApiBrowser) =>
  world.useCases.takeOneTimeSession({ key: sessionOf(by), isFormerName: false });
/** What an answer says, without what differs each time. */
const said = ({ status, text, headers }: Visit) => {
  const { date: _date, 'x-request-id': _id, ...rest } = headers;
  return { status, text, headers: rest };
};

describe('login/', () => {
  it('gives a session for a minute, a CSRF token and a mark of the browser', async () => {
    const answer = await login();
    expect(answer).toMatchObject({ status: 200, body: { message: 'Successfully logged in' } });
    expect(answer.headers).toMatchObject({ allow: 'POST, OPTIONS' });
    expect(answer.setCookies).toMatchObject([
      { name: 'sessionid', maxAge: 60, path: '/', httpOnly: true, sameSite: 'lax' },
      { name: 'csrftoken', maxAge: 31_449_600, path: '/', sameSite: 'lax' },
      { name: 'known_browser', maxAge: 15_552_000, path: '/', httpOnly: true, sameSite: 'lax' },
    ]);
    expect(await take(browser)).toEqual({ mailboxId: mailbox.id, at: START, goesOn: false });
  });

  it.each([
    ['in upper case', { ...GOOD, email: 'ADA@VARZY.EXAMPLE' }],
    ['with spaces around', { email: ` ${OWNER.address} `, password: ` ${OWNER.password} ` }],
    ['with members that it does not know', { ...GOOD, username: 'x' }],
  ])('takes what is written %s', async (_how, body) => {
    expect((await login(body)).status).toBe(200);
  });

  it.each([
    [{}, { email: ['This field is required.'], password: ['This field is required.'] }],
    [
      { email: '', password: '  ' },
      { email: ['This field may not be blank.'], password: ['This field may not be blank.'] },
    ],
    [{ ...GOOD, email: null }, { email: ['This field may not be null.'] }],
    [{ ...GOOD, email: 'nope' }, { email: ['Enter a valid email address.'] }],
    [{ ...GOOD, email: [OWNER.address] }, { email: ['Enter a valid email address.'] }],
    [{ ...GOOD, password: ['x'] }, { password: ['Not a valid string.'] }],
    [{ ...GOOD, password: true }, { password: ['Not a valid string.'] }],
    [{ ...GOOD, password: 'a\0b' }, { password: ['Null characters are not allowed.'] }],
    [
      { ...GOOD, password: 'x'.repeat(1_001) },
      { password: ['Ensure this field has no more than 1000 characters.'] },
    ],
    [[], { non_field_errors: ['Invalid data. Expected a dictionary, but got list.'] }],
    ['x', { non_field_errors: ['Invalid data. Expected a dictionary, but got str.'] }],
  ])('refuses %j', async (body, expected) => {
    const answer = await login(body);
    expect(answer).toMatchObject({ status: 400, body: expected });
    expect(answer.setCookies).toEqual([]);
  });

  it('refuses forms, and other methods', async () => {
    const form = await browser.open('login/', {
      method: 'POST',
      headers: { 'content-type': 'application/x-www-form-urlencoded' },
      body: 'email=ada@varzy.example&password=x',
    });
    expect(form.status).toBe(415);
    for (const method of ['GET', 'PUT', 'DELETE']) {
      const answer = await browser.open('login/', { method });
      expect(answer).toMatchObject({
        status: 405,
        body: { detail: `Method "${method}" not allowed.` },
        headers: { allow: 'POST, OPTIONS' },
      });
    }
  });

  it('gives one answer to all who are refused, and nothing else', async () => {
    const wrong = await login({ ...GOOD, password: 'wrong' });
    expect(wrong).toMatchObject({ status: 401, body: INVALID, setCookies: [] });
    expect(wrong.headers).not.toHaveProperty('www-authenticate');
    const unknown = await login({ ...GOOD, email: 'nobody@varzy.example' });
    const elsewhere = await login({ ...GOOD, email: 'ada@nowhere.example' });
    await world.unitOfWork.run(({ mailboxes }) => mailboxes.update({ ...mailbox, passwordHash: null }));
    const without = await login();
    for (let time = 0; time < 5; time += 1) await login({ ...GOOD, password: 'wrong' });
    const lockedOut = await login();
    for (const answer of [unknown, elsewhere, without, lockedOut]) expect(said(answer)).toEqual(said(wrong));
  });

  it('works for somebody who is signed in, with the CSRF token only, and takes the place of their session', async () => {
    const user = await addUser(world);
    browser.cookies.set('sessionid', await world.openSession(user));
    const before = sessionOf(browser);
    expect(await login()).toMatchObject({
      status: 403,
      body: { detail: 'CSRF Failed: CSRF cookie not set.' },
    });
    browser.cookies.set('csrftoken', 'a'.repeat(32));
    expect((await login(GOOD, { 'x-csrftoken': 'a'.repeat(32) })).status).toBe(200);
    expect(sessionOf(browser)).not.toBe(before);
    expect(await world.sessions.find(before, START)).toBeUndefined();
  });

  it('signs nobody in from the page of a stranger', async () => {
    const body = '--b\r\nContent-Disposition: form-data; name="email"\r\n\r\nada@varzy.example\r\n--b--';
    for (const origin of ['https://evil.example', 'null', 'http://localhost:3000.evil.example']) {
      const json = await login(GOOD, { origin });
      const form = await browser.open('login/', {
        method: 'POST',
        headers: { origin, 'content-type': 'multipart/form-data; boundary=b' },
        body,
      });
      for (const answer of [json, form]) {
        expect(answer).toMatchObject({
          status: 403,
          body: {
            detail: `CSRF Failed: Origin checking failed - ${origin} does not match any trusted origins.`,
          },
          setCookies: [],
        });
      }
    }
    for (const origin of [world.url, 'http://localhost:3000']) {
      browser.cookies.clear();
      expect((await login(GOOD, { origin })).status).toBe(200);
    }
  });

  it('asks no visitor for a CSRF token, and ignores an access token', async () => {
    expect((await login(GOOD, { authorization: 'Bearer made-up' })).status).toBe(200);
  });

  it('logs no password', async () => {
    await login({ ...GOOD, password: 'a very secret guess' });
    await login();
    const kept = JSON.stringify([world.logger.entries, world.audited()]);
    expect(kept).not.toContain('very secret');
    expect(kept).not.toContain(OWNER.password);
  });
});

describe('the one-time session', () => {
  it('is taken once, of several requests at the same time by one', async () => {
    await login();
    const taken = await Promise.all(Array.from({ length: 5 }, () => take(browser)));
    expect(taken.filter((one) => one !== undefined)).toHaveLength(1);
    expect(await take(browser)).toBeUndefined();
    expect(await world.sessions.find(sessionOf(browser), START)).toBeUndefined();
  });

  it('is over after a minute', async () => {
    await login();
    await world.advance(60);
    expect(await take(browser)).toBeUndefined();
  });

  it('is not under the key that the browser had before', async () => {
    browser.cookies.set('sessionid', 'planted-by-somebody');
    await login();
    expect(sessionOf(browser)).not.toBe('planted-by-somebody');
    expect(
      await world.useCases.takeOneTimeSession({ key: 'planted-by-somebody', isFormerName: false }),
    ).toBeUndefined();
  });

  it('is not one that a visitor had before the sign-in', async () => {
    await browser.open('authenticate/');
    const before = sessionOf(browser);
    await login();
    expect(await world.useCases.takeOneTimeSession({ key: before, isFormerName: false })).toBeUndefined();
    expect(await take(browser)).toMatchObject({ mailboxId: mailbox.id });
  });

  it('lets sign-ins go on that the visitor had begun', async () => {
    const { location = '' } = await browser.open('authenticate/');
    const answer = await login();
    expect(answer.setCookies.find(({ name }) => name === 'sessionid')?.maxAge).toBeGreaterThan(60);
    expect(await take(browser)).toMatchObject({ mailboxId: mailbox.id, goesOn: true });
    expect(await take(browser)).toBeUndefined();
    const callback = world.identityProvider.signIn(location, { sub: 's1', email: 'ana@massy.fr' });
    expect((await browser.open(callback)).status).toBe(302);
    expect(await browser.whoAmI()).toBe(200);
  });

  it('of a visitor who goes on is nothing but theirs after a minute', async () => {
    await browser.open('authenticate/');
    await login();
    await world.advance(61);
    expect(await browser.whoAmI()).toBe(401);
    expect(await take(browser)).toBeUndefined();
    expect(browser.cookies.has('sessionid')).toBe(true);
  });

  const elsewhere: readonly (readonly [method: string, path: string])[] = [
    ['GET', 'users/me/'],
    ['GET', 'teams/'],
    ['POST', 'teams/'],
    ['GET', 'authenticate/'],
    ['GET', 'callback/?code=a&state=b'],
    ['GET', 'logout/'],
    ['POST', 'logout/'],
    ['GET', 'audit-log/export/'],
    ['GET', 'nothing-there/'],
    ['POST', 'login/'],
    ['OPTIONS', 'users/me/'],
  ];
  it.each(elsewhere)('ends at %s %s, which serves it nothing', async (method, path) => {
    await login();
    const key = sessionOf(browser);
    const answer = await browser.open(path, {
      method,
      headers: { 'content-type': 'application/json' },
      ...(method === 'POST' ? { body: JSON.stringify(GOOD) } : {}),
    });
    expect(answer).toMatchObject({
      status: 401,
      body: NOBODY,
      headers: { 'www-authenticate': 'Bearer realm="api"' },
      setCookies: [{ name: 'sessionid', maxAge: 0 }],
    });
    expect(await world.sessions.find(key, START)).toBeUndefined();
    expect(await world.useCases.takeOneTimeSession({ key, isFormerName: false })).toBeUndefined();
  });

  it('ends over tRPC as well', async () => {
    await login();
    const key = sessionOf(browser);
    const answer = await browser.open('/trpc/users.me');
    expect(answer.status).toBe(401);
    expect(answer.body).toMatchObject({
      error: { data: { code: 'UNAUTHORIZED', domainCode: 'session.required' } },
    });
    expect(await world.sessions.find(key, START)).toBeUndefined();
  });

  it('of one tab ends with the sign-in in another', async () => {
    await login();
    const first = sessionOf(browser);
    const second = new ApiBrowser(world.url);
    await post(second, GOOD);
    expect(await world.useCases.takeOneTimeSession({ key: first, isFormerName: false })).toBeDefined();
    expect(await take(second)).toBeDefined();
  });

  it('is not taken under the name that cookies had before', async () => {
    await world.close();
    world = await openApiWorld({
      app: {
        cookies: { sessionName: '__Host-sessionid', formerSessionName: 'sessionid', secure: true },
      },
    });
    await addMailboxOwner(world.unitOfWork);
    browser = new ApiBrowser(world.url);
    const answer = await login();
    expect(answer.setCookies).toMatchObject([
      { name: '__Host-sessionid', secure: true, path: '/' },
      { name: 'csrftoken' },
      { name: '__Host-known_browser', secure: true, httpOnly: true, path: '/' },
    ]);
    const key = browser.cookies.get('__Host-sessionid') ?? '';
    expect(await world.useCases.takeOneTimeSession({ key, isFormerName: true })).toBeUndefined();
  });
});

describe('guessing', () => {
  it('locks strangers out after five wrong passwords, and not the browser of the owner', async () => {
    const own = new ApiBrowser(world.url);
    expect((await post(own, GOOD)).status).toBe(200);
    own.cookies.delete('sessionid');
    const strange: Headers = { 'x-forwarded-for': '198.51.100.7' };
    for (let time = 0; time < 5; time += 1) {
      expect((await login({ ...GOOD, password: `wrong ${time}` }, strange)).status).toBe(401);
    }
    expect(await login()).toMatchObject({ status: 401, body: INVALID });
    expect((await post(own, GOOD)).status).toBe(200);
    await world.advance(300);
    expect((await login()).status).toBe(200);
  });

  it.each([
    ['of another mailbox', (own: string) => own.replace(/\.[^.]*$/, `.${'A'.repeat(43)}`)],
    ['that is forged', () => `${'A'.repeat(16)}.t0.${'A'.repeat(43)}`],
    ['without end', (own: string) => `${own}~`.repeat(50)],
    ['of other signs', () => '%00%22%3B~..~'],
  ])('is not made easier by a mark %s', async (_what, change) => {
    await login();
    browser.cookies.delete('sessionid');
    const own = browser.cookies.get('known_browser') ?? '';
    browser.cookies.clear();
    for (let time = 0; time < 5; time += 1) await login({ ...GOOD, password: `wrong ${time}` });
    browser.cookies.set('known_browser', change(own));
    expect((await login()).status).toBe(401);
    browser.cookies.set('known_browser', own);
    expect((await login()).status).toBe(200);
  });

  it('from one network is slowed down, at whichever addresses; another goes on', async () => {
    await world.close();
    const limits = { attempts: 5, lockoutSeconds: 300, source: { requests: 10, seconds: 600 } };
    world = await openApiWorld({ adapters: { signInAttempts: new MemorySignInAttempts(limits) } });
    await addMailboxOwner(world.unitOfWork);
    browser = new ApiBrowser(world.url);
    const from = (address: string): Headers => ({ 'x-forwarded-for': address });
    for (let index = 0; index < 10; index += 1) {
      const answer = await login(
        { ...GOOD, email: `nobody${index}@varzy.example` },
        from(`2001:db8::${index}`),
      );
      expect(answer.status).toBe(401);
    }
    const refused = await login(GOOD, from('2001:db8::ffff'));
    expect(refused).toMatchObject({
      status: 429,
      headers: { 'retry-after': '60' },
      body: { detail: 'Request was throttled. Expected available in 60 seconds.' },
      setCookies: [],
    });
    // What the client writes itself does not count: the last proxy's word does.
    expect((await login(GOOD, from('203.0.113.5, 2001:db8::1'))).status).toBe(429);
    expect((await login(GOOD, from('2001:db8:0:1::1'))).status).toBe(200);
  });
});
