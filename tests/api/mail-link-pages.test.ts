import { createHash } from 'node:crypto';
import { load } from 'cheerio';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { endOfMailLink } from '../../src/domain/notification/mail-link.ts';
import type { MailLinkId } from '../../src/domain/shared/ids.ts';
import { UNREADABLE } from '../../src/domain/shared/unreadable.ts';
import { makeMailLink } from '../builders/make-mail-link.ts';
import { type Answer, exchange } from '../support/http-exchange.ts';
import { USE_CASE_SETTINGS } from '../support/use-case-settings.ts';
import { type Evry, openEvry } from './evry.ts';

const PATH = '/mail-link/';
const PAGE = `https://regie.test${PATH}`;
const FORM = { 'content-type': 'application/x-www-form-urlencoded' };

let evry: Evry;
beforeAll(async () => {
  evry = await openEvry({
    useCases: { mailSettings: { ...USE_CASE_SETTINGS.mailSettings, linkPage: PAGE } },
  });
  const { world, jean } = evry;
  await world.mailProvisioner.createMailbox({ domain: 'evry.fr', ...jean });
});
afterAll(() => evry.world.close());
beforeEach(() => evry.world.mailProvisioner.setTrouble(undefined));

/** What a manager asks for, and the token in the mail that comes of it. */
async function mailed(action: 'login_link' | 'reset_password'): Promise<string> {
  const path = `mail-domains/evryfr/mailboxes/${evry.jean.id}/${action}/`;
  // Tests let days pass: sessions end.
  const alice = await evry.world.signIn(evry.people.alice);
  expect((await alice.rest('POST', path)).status).toBe(200);
  await evry.world.jobs.run();
  const content = evry.world.mailer.sent.at(-1)?.content;
  if (!content || !('pageLink' in content)) throw new Error('the mail has no link to our page');
  return new URL(content.pageLink).searchParams.get('token') ?? '';
}
type Headers = Readonly<Record<string, string>>;
const get = (token: string, headers: Headers = {}, more = '') =>
  exchange(`${evry.world.url}${PATH}?token=${encodeURIComponent(token)}${more}`, { headers });
const post = (fields: Readonly<Record<string, string>>, headers: Headers = {}) =>
  exchange(`${evry.world.url}${PATH}`, {
    method: 'POST',
    headers: { ...FORM, ...headers },
    body: new URLSearchParams(fields).toString(),
  });
const codesAsked = () =>
  evry.world.audited().filter(({ action }) => action === 'mailbox.opened_by_link').length;

/** What every page of ours holds to. */
function expectPage({ headers, text }: Answer, language: 'en' | 'fr') {
  const policy = String(headers['content-security-policy']);
  expect(policy).toMatch(
    /^default-src 'none'; style-src 'sha256-[^']+'; form-action 'self' https:\/\/webmail\.test; /,
  );
  expect(policy).toContain("frame-ancestors 'none'; base-uri 'none'");
  expect(headers).toMatchObject({
    'content-type': 'text/html; charset=utf-8',
    'cache-control': 'no-store',
    'referrer-policy': 'no-referrer',
    'content-language': language,
  });
  const page = load(text);
  expect(page('html').attr('lang')).toBe(language);
  expect(page('h1')).toHaveLength(1);
  expect(page('title').text()).toContain(page('h1').text());
  for (const landmark of ['header', 'main', 'footer']) expect(page(landmark)).toHaveLength(1);
  expect(page('meta[name=viewport]').attr('content')).toBe('width=device-width, initial-scale=1');
  expect(page('script, img, link, iframe, [style], [onclick]')).toHaveLength(0);
  for (const control of page('input').get()) expect(control.attribs['type']).toBe('hidden');
  for (const button of page('button, a').get()) expect(page(button).text().trim()).not.toBe('');
  return page;
}

describe('the page of a login link', () => {
  it('tells which mailbox it opens and until when, and sends the browser there when asked', async () => {
    const token = await mailed('login_link');
    const before = codesAsked();
    const page = expectPage(await get(token, { 'accept-language': 'en' }), 'en');
    expect(page('main').text()).toContain('jean.valjean@evry.fr');
    expect(page('time').attr('datetime')).toBe(
      new Date(evry.world.clock.now().getTime() + 24 * 3600 * 1000).toISOString(),
    );
    expect(page('time').text()).toBe('Tuesday, November 24, 2026 at 11:00 AM GMT+1');
    expect(page('form').attr('method')).toBe('post');
    const fields = {
      token: page('input[name=token]').attr('value') ?? '',
      action: page('button').attr('value') ?? '',
    };
    expect(codesAsked()).toBe(before);
    const answer = await post(fields);
    expect(answer).toMatchObject({ status: 303, headers: { 'cache-control': 'no-store' } });
    const [, code = ''] = String(answer.headers.location).split('https://webmail.test/code/');
    expect(evry.world.mailProvisioner.useCode(decodeURIComponent(code))).toBe('jean.valjean@evry.fr');
  });

  it('is burnt by no scanner, whatever it fetches', async () => {
    const token = await mailed('login_link');
    for (let scanned = 0; scanned < 10; scanned += 1) {
      expect((await get(token)).status).toBe(200);
      const head = await exchange(`${evry.world.url}${PATH}?token=${token}`, { method: 'HEAD' });
      expect(head).toMatchObject({ status: 200, text: '' });
    }
    expect(await post({ token, action: 'open_mailbox' })).toMatchObject({ status: 303 });
  });

  it.each([
    ['what the address asks for', { 'accept-language': 'en' }, '&ui_locales=de%20fr-CA%20en', 'fr'],
    ['what the browser prefers', { 'accept-language': 'en-GB, fr;q=0.5' }, '', 'en'],
    ['a browser of another language', { 'accept-language': 'de' }, '', 'fr'],
    ['the language of the mail', {}, '', 'fr'],
    ['an address that asks for nothing of ours', {}, '&ui_locales=de%20it', 'fr'],
  ] as const)('speaks the language of %s', async (_what, headers, more, language) => {
    const token = await mailed('login_link');
    expectPage(await get(token, headers, more), language);
  });

  it('says that the mail service is away, keeps the link, and opens later', async () => {
    const token = await mailed('login_link');
    evry.world.mailProvisioner.setTrouble({ kind: 'unavailable' });
    const away = await post({ token, action: 'open_mailbox' }, { 'accept-language': 'en' });
    expect(away.status).toBe(503);
    const page = expectPage(away, 'en');
    expect(page('h1').text()).toBe('The mail service does not answer');
    expect(page('main a').attr('href')).toBe(`${PATH}?token=${token}`);
    evry.world.mailProvisioner.setTrouble({ kind: 'forbidden' });
    expect((await post({ token, action: 'open_mailbox' })).status).toBe(502);
    evry.world.mailProvisioner.setTrouble(undefined);
    expect((await post({ token, action: 'open_mailbox' })).status).toBe(303);
  });

  it('ends', async () => {
    const token = await mailed('login_link');
    await evry.world.advance(24 * 3600);
    const over = await get(token, { 'accept-language': 'en' });
    expect(over.status).toBe(410);
    expect(expectPage(over, 'en')('h1').text()).toBe('This link is too old');
    expect((await post({ token, action: 'open_mailbox' })).status).toBe(410);
  });
});

describe('the page of a new password', () => {
  it('shows it once, to whoever presses the button', async () => {
    const token = await mailed('reset_password');
    const held = evry.world.mailProvisioner
      .listMailboxes('evry.fr')
      .find(({ localPart }) => localPart === 'jean.valjean');
    const offered = await get(token, { 'accept-language': 'en' });
    expect(offered.text).not.toContain(held?.password ?? '?');
    expect(expectPage(offered, 'en')('button').attr('value')).toBe('show_password');
    const shown = await post({ token, action: 'show_password' }, { 'accept-language': 'en' });
    expect(shown.status).toBe(200);
    const page = expectPage(shown, 'en');
    expect(page('code').text()).toBe(held?.password);
    expect(page('code').attr('aria-labelledby')).toBe(page('#password').attr('id'));
    expect(page('main a').attr('href')).toBe('https://webmail.test');
    expect((await post({ token, action: 'show_password' })).status).toBe(410);
    const later = expectPage(await get(token, { 'accept-language': 'en' }), 'en');
    expect(later('main').text()).toContain('The password was shown already.');
    expect(later('button')).toHaveLength(0);
  });
});

describe('what leads nowhere', () => {
  const VISITOR = { 'accept-language': 'en' };

  it.each([
    ['no token', ''],
    ['markup', '"><script>alert(1)</script>'],
    ['a token of nobody', 'a'.repeat(32)],
  ])('%s: a page that says so', async (_what, token) => {
    for (const answer of [
      await get(token, VISITOR),
      await post({ token, action: 'open_mailbox' }, VISITOR),
    ]) {
      expect(answer.status).toBe(404);
      expect(expectPage(answer, 'en')('h1').text()).toBe('This link leads nowhere');
    }
  });

  it.each(['', 'delete_everything'])('an action that there is not: %j', async (action) => {
    const token = await mailed('login_link');
    const before = codesAsked();
    expect((await post({ token, action }, VISITOR)).status).toBe(404);
    expect(codesAsked()).toBe(before);
  });

  it('other methods and other bodies', async () => {
    const url = `${evry.world.url}${PATH}`;
    expect(await exchange(url, { method: 'DELETE' })).toMatchObject({
      status: 405,
      headers: { allow: 'GET, HEAD, POST' },
    });
    const json = { method: 'POST', headers: { 'content-type': 'application/json' }, body: '{"token":"x"}' };
    expect((await exchange(url, json)).status).toBe(415);
    const large = await post({ token: 'x'.repeat(20_000), action: 'open_mailbox' }, VISITOR);
    expect(large.status).toBe(413);
    expectPage(large, 'en');
    const odd = { ...VISITOR, 'content-type': 'application/x-www-form-urlencoded; charset=klingon' };
    expect((await post({ token: 'x' }, odd)).status).toBe(415);
  });
});

describe('a password that no key opens', () => {
  it.each(['en', 'fr'] as const)(
    'is told before and after the click, with what to do, in %s',
    async (language) => {
      const link = makeMailLink({
        id: createHash('sha256').update(`token ${language}`).digest('hex') as MailLinkId,
        mailboxId: evry.jean.id,
        recipient: evry.jean.secondaryEmail ?? '',
        password: UNREADABLE,
        expiresAt: endOfMailLink(evry.world.clock.now()),
      });
      await evry.world.unitOfWork.run(({ mailLinks }) => mailLinks.insertMany([link]));
      const headers = { 'accept-language': language };
      const words = { en: /cannot be shown|can no longer read/, fr: /ne peut pas être|ne pouvons plus lire/ }[
        language
      ];
      const whom = { en: 'Ask the person who manages', fr: 'Demandez-en un nouveau' }[language];

      const offered = await get(`token ${language}`, headers);
      expect(offered.status).toBe(200);
      const offer = expectPage(offered, language)('main').text();
      expect(offer).toMatch(words);
      expect(offer).toContain(whom);
      expect(load(offered.text)('button[value=show_password]')).toHaveLength(0);

      const shown = await post({ token: `token ${language}`, action: 'show_password' }, headers);
      expect(shown.status).toBe(410);
      expect(expectPage(shown, language)('h1').text()).toMatch(words);
      expect(load(shown.text)('main').text()).toContain(whom);

      // The mailbox itself can be opened all the same, and the password stays for the day when the key is back.
      expect((await post({ token: `token ${language}`, action: 'open_mailbox' }, headers)).status).toBe(303);
      const left = await evry.world.unitOfWork.run(({ mailLinks }) => mailLinks.find(link.id));
      expect(left).toMatchObject({ password: UNREADABLE, loginsLeft: link.loginsLeft - 1 });
    },
  );
});
