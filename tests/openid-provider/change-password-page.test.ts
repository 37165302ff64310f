import { load } from 'cheerio';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type OpenidWorld, openOpenidWorld } from '../support/openid-world.ts';

const CHANGE = '/o/account/password/';
const OLD = 'drei kleine Kröten im Teich';
const NEW = 'la tortue range ses nuages';

let world: OpenidWorld;
let browser: ReturnType<OpenidWorld['browser']>;
beforeEach(async () => {
  world = await openOpenidWorld();
  // The library goes by the time of the machine.
  world.clock.advance((Date.now() - world.clock.now().getTime()) / 1000);
  browser = world.browser();
  const passwordHash = await world.passwordHasher.hash(OLD);
  await world.unitOfWork.run(({ mailboxes }) =>
    mailboxes.update({ ...world.ada, passwordHash, secondaryEmail: 'ada@perso.example' }),
  );
});
afterEach(() => world.close());

type Browser = typeof browser;
type Fields = Readonly<Record<string, string>>;
const ENGLISH = { 'accept-language': 'en' };

async function shown(path: string, init: RequestInit = {}, by: Browser = browser) {
  const { response } = await by.open(path, { ...init, headers: { ...ENGLISH, ...init.headers } });
  const page = load(await response.text());
  return { response, page, status: response.status, heading: page('h1').text() };
}
/** Fills in the form of a page, and sends it as the page says. */
function send(
  { page }: Awaited<ReturnType<typeof shown>>,
  fields: Fields,
  headers: Fields = {},
  by = browser,
) {
  const form = page('form[method=post]').first();
  const hidden = Object.fromEntries(
    form
      .find('input[type=hidden]')
      .get()
      .map(({ attribs }) => [attribs['name'] ?? '', attribs['value'] ?? '']),
  );
  const body = new URLSearchParams({ ...hidden, ...fields });
  return shown(form.attr('action') ?? '', { method: 'POST', body, headers }, by);
}
const signIn = async (by: Browser = browser, password = OLD) =>
  send(await shown(CHANGE, {}, by), { login: 'ada@varzy.example', password }, {}, by);
const typed = (newPassword: string, given: Fields = {}) => ({
  old_password: OLD,
  password: newPassword,
  password_again: newPassword,
  ...given,
});
const has = async (password: string) => {
  const stored = world.store.tables.mailboxes.find(world.ada.id);
  return world.passwordHasher.verify(stored?.passwordHash ?? '', password);
};

describe('the page on which owners change their password', () => {
  it('asks who comes without a session to sign in, and leads back', async () => {
    expect((await shown(CHANGE)).page('input[name=login]')).toHaveLength(1);
    const { status, page, response } = await signIn();
    expect(status).toBe(200);
    expect(page('#old_password').attr('autocomplete')).toBe('current-password');
    expect(page('#password').attr('autocomplete')).toBe('new-password');
    expect(page('main').text()).toContain('ada@varzy.example');
    expect(response.headers.get('referrer-policy')).toBe('no-referrer');
  });

  it('changes it, keeps this session, and ends the others', async () => {
    const other = world.browser();
    await signIn(other);
    const done = await send(await signIn(), typed(NEW));
    expect([done.status, done.heading]).toEqual([200, 'Your password has been changed']);
    expect([await has(NEW), await has(OLD)]).toEqual([true, false]);
    expect((await shown(CHANGE)).page('#old_password')).toHaveLength(1);
    expect((await shown(CHANGE, {}, other)).page('#old_password')).toHaveLength(0);
    await world.jobs.run();
    expect(world.mailer.sent.at(-1)).toMatchObject({
      to: 'ada@perso.example',
      language: 'en-us',
      content: { kind: 'password_changed' },
    });
  });

  it.each([
    [{ old_password: 'wrong' }, 'old_password', 'The present password is wrong'],
    [{ old_password: '' }, 'old_password', 'Enter your present password'],
    [{ password: '', password_again: '' }, 'password', 'Enter a new password'],
    [{ password_again: 'another' }, 'password_again', 'same password in both fields'],
    [{ password: OLD, password_again: OLD }, 'password', 'another password than the present one'],
    [{ password: 'short', password_again: 'short' }, 'password', '12 characters or more'],
  ])('says what is wrong, and keeps the password: %j', async (given, field, text) => {
    const answer = await send(await signIn(), typed(NEW, given));
    expect(answer.status).toBe(422);
    expect(answer.page(`#${field}-error`).text()).toContain(text);
    expect(answer.page(`.problem a[href="#${field}"]`).length).toBeGreaterThan(0);
    expect(answer.page('title').text()).toMatch(/^Error: /);
    expect(answer.page('input[type=password][value]')).toHaveLength(0);
    expect(await has(OLD)).toBe(true);
  });

  it.each([
    ['without a token', { form_token: '' }, {}],
    ['with another token', { form_token: 'A'.repeat(43) }, {}],
    ['from a page of another site', {}, { 'sec-fetch-site': 'cross-site' }],
  ])('takes no form %s', async (_what, given, headers) => {
    const answer = await send(await signIn(), typed(NEW, given), headers);
    expect(answer.status).toBe(403);
    expect(await has(OLD)).toBe(true);
  });

  it('takes no form of another session', async () => {
    const { page } = await signIn();
    const stranger = world.browser();
    await signIn(stranger);
    const token = page('input[name=form_token]').attr('value') ?? '';
    const own = await shown(CHANGE, {}, stranger);
    expect((await send(own, typed(NEW, { form_token: token }), {}, stranger)).status).toBe(403);
    expect(await has(OLD)).toBe(true);
  });

  it('counts wrong passwords as a sign-in does', async () => {
    let page = await signIn(world.browser());
    page = await signIn();
    for (let tried = 0; tried < 5; tried += 1) page = await send(page, typed(NEW, { old_password: 'wrong' }));
    page = await send(page, typed(NEW));
    expect(page.page('#old_password-error').text()).toContain('is wrong');
    expect(await has(OLD)).toBe(true);
  });
});
