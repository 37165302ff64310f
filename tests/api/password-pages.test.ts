import { load } from 'cheerio';
import { afterAll, beforeEach, describe, expect, it } from 'vitest';
import { MemoryActionCounters } from '../../src/adapters/memory/shared/memory-action-counters.ts';
import type { ActionRates } from '../../src/application/shared/throttling/action-counters.ts';
import type { Mailbox } from '../../src/domain/mailbox/mailbox.ts';
import { AMPLE_LIMITS } from '../support/ample-limits.ts';
import { type Answer, exchange } from '../support/http-exchange.ts';
import { type Evry, openEvry } from './evry.ts';

const FORGOTTEN = '/o/password/forgotten/';
const SET = '/o/password/set/';
const FORM = { 'content-type': 'application/x-www-form-urlencoded' };
const ADDRESS = 'jean.valjean@evry.fr';
const GOOD = 'la tortue range ses nuages';

let evry: Evry;
const opened: Evry[] = [];
async function open(rates: Partial<ActionRates> = {}) {
  const actionCounters = new MemoryActionCounters({ ...AMPLE_LIMITS.actionRates, ...rates });
  evry = await openEvry({ adapters: { actionCounters } });
  opened.push(evry);
  await evry.world.unitOfWork.run(({ mailDomains }) =>
    mailDomains.update({ ...evry.evry, organizationId: evry.organization.id }),
  );
}
beforeEach(() => open());
afterAll(() => Promise.all(opened.map(({ world }) => world.close())));

type Headers = Readonly<Record<string, string>>;
const get = (path: string, headers: Headers = {}) => exchange(`${evry.world.url}${path}`, { headers });
const post = (path: string, fields: Readonly<Record<string, string>>, headers: Headers = {}) =>
  exchange(`${evry.world.url}${path}`, {
    method: 'POST',
    headers: { ...FORM, ...headers },
    body: new URLSearchParams(fields).toString(),
  });

/** What every page of ours holds to. */
function expectPage({ headers, text }: Answer, language: 'en' | 'fr') {
  const policy = String(headers['content-security-policy']);
  expect(policy).toMatch(/^default-src 'none'; style-src 'sha256-[^']+'; form-action 'self'; /);
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
  expect(page('script, img, link, iframe, [style], [onclick]')).toHaveLength(0);
  for (const input of page('input:not([type=hidden]):not([hidden])').get()) {
    const id = input.attribs['id'] ?? '';
    expect(page(`label[for="${id}"]`).text().trim()).not.toBe('');
    expect(input.attribs['autocomplete']).toMatch(/^(?:username|new-password|current-password)$/);
    const described = (input.attribs['aria-describedby'] ?? '').split(' ').filter(Boolean);
    for (const other of described) expect(page(`#${other}`).text().trim()).not.toBe('');
  }
  const problems = page('[aria-invalid=true]').get();
  if (problems.length > 0) {
    expect(page('title').text()).toMatch(/^(?:Error: |Erreur\u00a0: )/);
    for (const { attribs } of problems) {
      expect(page(`.problem a[href="#${attribs['id']}"]`).length).toBeGreaterThan(0);
      expect(attribs['aria-describedby']).toContain(`${attribs['id']}-error`);
    }
  }
  return page;
}

/** The form of the forgotten password as a browser has it. */
async function form(headers: Headers = {}) {
  const answer = await get(FORGOTTEN, headers);
  const page = load(answer.text);
  const [cookie = ''] = String(answer.headers['set-cookie']).split(';');
  return { cookie, token: page('input[name=form_token]').attr('value') ?? '', answer };
}
async function ask(login: string, headers: Headers = {}) {
  const { cookie, token } = await form();
  return post(FORGOTTEN, { login, form_token: token }, { cookie, ...headers });
}
/** The token of the link that was mailed last. */
async function mailed(): Promise<string> {
  await evry.world.jobs.run();
  const content = evry.world.mailer.sent.at(-1)?.content;
  if (!content || !('passwordLink' in content)) throw new Error('no link was mailed');
  return new URL(content.passwordLink).searchParams.get('token') ?? '';
}
async function forgotten(): Promise<string> {
  expect((await ask(ADDRESS)).status).toBe(200);
  return mailed();
}
const choose = (token: string, password: string, again = password, headers: Headers = {}) =>
  post(SET, { token, password, password_again: again }, headers);
const stored = (): Mailbox | undefined =>
  evry.world.store.tables.mailboxes.first(({ id }) => id === evry.jean.id);
const passwordHash = (): string | null => stored()?.passwordHash ?? null;

describe('the page of a forgotten password', () => {
  it.each([
    ['en', 'Choose a new password'],
    ['fr', 'Choisir un nouveau mot de passe'],
  ] as const)('asks for the address, and says what comes: %s', async (language, heading) => {
    const headers = { 'accept-language': language };
    const page = expectPage(await get(FORGOTTEN, headers), language);
    expect(page('h1').text()).toBe(heading);
    expect(page('input[name=login]').attr('type')).toBe('email');
    expect(page('button.password-submit')).toHaveLength(1);
    const sent = await ask(ADDRESS, headers);
    expect(sent.status).toBe(200);
    expect(expectPage(sent, language)('main').text()).toContain(ADDRESS);
    await mailed();
    expect(evry.world.mailer.sent).toMatchObject([
      { to: 'jean@perso.fr', language: language === 'fr' ? 'fr-fr' : 'en-us' },
    ]);
  });

  it('is answered alike for every address, but for the address itself', async () => {
    const answers: string[] = [];
    for (const address of [ADDRESS, 'x@evry.fr', 'someone@elsewhere.example', 'alice@evry.fr']) {
      const { status, text, headers } = await ask(address);
      const { date: _date, 'content-length': _length, 'x-request-id': _id, ...others } = headers;
      answers.push(JSON.stringify([status, others, text]).replaceAll(address, 'ADDRESS'));
    }
    expect(new Set(answers).size).toBe(1);
    await evry.world.jobs.run();
    expect(evry.world.mailer.sent).toHaveLength(1);
  });

  it.each(['', 'jean', 'jean@', '"><script>alert(1)</script>'])(
    'names what is no address: %j',
    async (login) => {
      const answer = await ask(login, { 'accept-language': 'en' });
      expect(answer.status).toBe(422);
      const page = expectPage(answer, 'en');
      expect(page('#login').attr('value')).toBe(login);
      expect(page('#login-error').text()).toContain('Enter the address of your mailbox');
    },
  );

  it('shows markup in an address as text', async () => {
    const answer = await ask(`<b>x</b>@evry.fr`);
    expect(load(answer.text)('b')).toHaveLength(0);
  });

  it.each([
    ['without a token', { form_token: '' }, {}],
    ['with another token', { form_token: 'A'.repeat(43) }, {}],
    ['without the cookie', {}, { cookie: '' }],
    ['with the cookie of another', {}, { cookie: `regie_form=${'A'.repeat(43)}` }],
    ['from a page of another site', {}, { 'sec-fetch-site': 'cross-site' }],
    ['from a page of a neighbour', {}, { 'sec-fetch-site': 'same-site' }],
  ])('takes no form %s', async (_what, fields, headers) => {
    const { cookie, token } = await form();
    const all = { login: ADDRESS, form_token: token, ...fields };
    const answer = await post(FORGOTTEN, all, { cookie, ...headers });
    expect(answer.status).toBe(403);
    expectPage(answer, 'en');
    await evry.world.jobs.run();
    expect(evry.world.mailer.sent).toEqual([]);
  });

  it.each([
    ['a body of another type', 415, { 'content-type': 'application/json' }, '{}'],
    ['a body that is too long', 413, FORM, `login=${'x'.repeat(20_000)}`],
  ])('tells of %s', async (_what, status, headers, body) => {
    const answer = await exchange(`${evry.world.url}${FORGOTTEN}`, { method: 'POST', headers, body });
    expect(answer.status).toBe(status);
    expectPage(answer, 'en');
  });

  it.each([FORGOTTEN, SET])('has no other methods: %s', async (path) => {
    const answer = await exchange(`${evry.world.url}${path}`, { method: 'DELETE' });
    expect(answer).toMatchObject({ status: 405, headers: { allow: 'GET, HEAD, POST' } });
  });

  it('is slowed down for one address, whoever asks, whether it is one or not', async () => {
    const two = { requests: 2, seconds: 600 };
    await open({ password_link_for: { burst: two, sustained: two } });
    for (const address of [ADDRESS, 'nobody@evry.fr']) {
      for (const [index, login] of [address, address.toUpperCase(), address].entries()) {
        const from = { 'x-forwarded-for': `192.0.2.${index}`, 'accept-language': 'en' };
        const answer = await ask(login, from);
        expect(answer.status).toBe(index < 2 ? 200 : 429);
        if (index < 2) continue;
        expect(Number(answer.headers['retry-after'])).toBeGreaterThan(0);
        expect(expectPage(answer, 'en')('.problem').text()).toContain('Try again in 10 minutes');
      }
    }
    await evry.world.jobs.run();
    // One link answers both: the clock stood still.
    expect(evry.world.mailer.sent).toHaveLength(1);
  });

  it('is slowed down for one source, whatever the addresses', async () => {
    const three = { requests: 3, seconds: 600 };
    await open({ password_link_from: { burst: three, sustained: three } });
    const statuses: number[] = [];
    for (const [index, from] of ['::1', '::2', '::3:4', '::9'].entries()) {
      const headers = { 'x-forwarded-for': `2001:db8:1:2${from}` };
      statuses.push((await ask(`someone${index}@evry.fr`, headers)).status);
    }
    expect(statuses).toEqual([200, 200, 200, 429]);
    expect((await ask('x@evry.fr', { 'x-forwarded-for': '2001:db8:1:3::1' })).status).toBe(200);
  });
});

describe('the page of a link', () => {
  it.each(['en', 'fr'] as const)(
    'says whose password it sets, until when, and what keeps its own: %s',
    async (language) => {
      const token = await forgotten();
      const page = expectPage(await get(`${SET}?token=${token}`, { 'accept-language': language }), language);
      const said = page('main').text();
      expect(said).toContain(ADDRESS);
      expect(said).toContain('webmail');
      expect(page('time').attr('datetime')).toBe(
        new Date(evry.world.clock.now().getTime() + 3600 * 1000).toISOString(),
      );
      const set = await choose(token, GOOD, GOOD, { 'accept-language': language });
      expect(set.status).toBe(200);
      expect(expectPage(set, language)('main').text()).toContain(ADDRESS);
      expect(await evry.world.passwordHasher.verify(passwordHash() ?? '', GOOD)).toBe(true);
      expect(set.text).not.toContain(GOOD);
    },
  );

  it('gives a password that works at once in that browser, though strangers had the address locked out', async () => {
    const login = (password: string, headers: Headers = {}) =>
      exchange(`${evry.world.url}/api/v1.0/login/`, {
        method: 'POST',
        headers: { 'content-type': 'application/json', ...headers },
        body: JSON.stringify({ email: ADDRESS, password }),
      });
    for (let time = 0; time < 5; time += 1) expect((await login(`guess ${time}`)).status).toBe(401);
    const set = await choose(await forgotten(), GOOD);
    const cookie = (set.headers['set-cookie'] ?? []).map((header) => header.split(';')[0]).join('; ');
    expect(cookie).toMatch(/^known_browser=/);
    expect((await login(GOOD)).status).toBe(401);
    expect((await login(GOOD, { cookie })).status).toBe(200);
  });

  it('is burnt by no scanner, whatever it fetches', async () => {
    const token = await forgotten();
    for (let scanned = 0; scanned < 10; scanned += 1) {
      expect((await get(`${SET}?token=${token}`)).status).toBe(200);
      const head = await exchange(`${evry.world.url}${SET}?token=${token}`, { method: 'HEAD' });
      expect(head).toMatchObject({ status: 200, text: '' });
    }
    expect(passwordHash()).toBeNull();
    expect((await choose(token, GOOD)).status).toBe(200);
  });

  it.each([
    ['', '', 'password', /Enter a new password/],
    [GOOD, `${GOOD}!`, 'password_again', /same password in both/],
    ['tortue', 'tortue', 'password', /12 characters or more/],
    ['Jean.Valjean.62', 'Jean.Valjean.62', 'password', /your name, your address/],
    ['314159265358979', '314159265358979', 'password', /digits only/],
    [`${GOOD} `, `${GOOD} `, 'password', /space at the beginning or at the end/],
    ['x'.repeat(5_000), 'x'.repeat(5_000), 'password', /128 characters or fewer/],
    ['azertyuiop123', 'azertyuiop123', 'password', /./],
  ])('says what is wrong with a password, and stays good: %#', async (password, again, name, text) => {
    const token = await forgotten();
    const answer = await choose(token, password, again, { 'accept-language': 'en' });
    expect(answer.status).toBe(422);
    const page = expectPage(answer, 'en');
    expect(page(`#${name}-error`).text()).toMatch(text);
    if (password !== '') expect(page('main').html()).not.toContain(password);
    expect(page('input[name=token]').attr('value')).toBe(token);
    expect(passwordHash()).toBeNull();
    expect((await choose(token, GOOD)).status).toBe(200);
  });

  it('says in French what would help', async () => {
    const answer = await choose(await forgotten(), 'soleilsoleil', 'soleilsoleil', {
      'accept-language': 'fr',
    });
    const page = expectPage(answer, 'fr');
    expect(page('#password-error').text()).toContain('plus difficile à deviner');
    expect(page('ul[aria-labelledby=what-helps] li').length).toBeGreaterThan(0);
  });

  it.each([
    ['unknown', async (): Promise<string> => 'nonsense', 404, 'leads nowhere'],
    ['missing', async (): Promise<string> => '', 404, 'leads nowhere'],
    [
      'used',
      async (): Promise<string> => {
        const token = await forgotten();
        await choose(token, GOOD);
        return token;
      },
      410,
      'has been used',
    ],
    [
      'expired',
      async (): Promise<string> => {
        const token = await forgotten();
        evry.world.clock.advance(3600);
        return token;
      },
      410,
      'is over',
    ],
    [
      'replaced',
      async (): Promise<string> => {
        const token = await forgotten();
        evry.world.clock.advance(1);
        await forgotten();
        return token;
      },
      410,
      'no longer good',
    ],
  ] as const)('tells of a link that is %s, and how to get another', async (_what, make, status, heading) => {
    const token = await make();
    const before = passwordHash();
    const english = { 'accept-language': 'en' };
    const answers = [
      await get(`${SET}?token=${token}`, english),
      await choose(token, 'encore une tortue rouge', 'encore une tortue rouge', english),
      await choose(token, '', '', english),
    ];
    for (const answer of answers) {
      expect(answer.status).toBe(status);
      const page = expectPage(answer, 'en');
      expect(page('h1').text()).toContain(heading);
      expect(page('main a').attr('href')).toBe(FORGOTTEN);
      expect(page('input')).toHaveLength(0);
    }
    expect(passwordHash()).toBe(before);
  });

  it('is no help to those who try many passwords at it', async () => {
    const two = { requests: 2, seconds: 600 };
    await open({ password_choice: { burst: two, sustained: two } });
    const token = await forgotten();
    const statuses: number[] = [];
    for (let tried = 0; tried < 3; tried += 1) statuses.push((await choose(token, 'tortue')).status);
    expect(statuses).toEqual([422, 422, 429]);
    expect((await choose(token, GOOD)).status).toBe(429);
    evry.world.clock.advance(601);
    expect((await choose(token, GOOD)).status).toBe(200);
  });

  it('leads nowhere else, and names its token nowhere but in its form', async () => {
    const token = await forgotten();
    const { text, headers } = await get(`${SET}?token=${token}`);
    const page = load(text);
    // But to the statement that every page has to name, which is not told where one came from.
    const links = page('a').toArray();
    expect(links.map((link) => page(link).attr('href'))).toEqual(['/console/accessibility']);
    expect(headers['referrer-policy']).toBe('no-referrer');
    page('input[name=token]').remove();
    expect(page.html()).not.toContain(token);
    expect(JSON.stringify(headers)).not.toContain(token);
    await choose(token, GOOD);
    const { audited, logger } = evry.world;
    for (const secret of [token, GOOD]) {
      expect(JSON.stringify([audited(), logger])).not.toContain(secret);
    }
  });
});

describe('what administrators do over tRPC', () => {
  const target = () => ({ domainSlug: 'evryfr', id: evry.jean.id });

  it('invites, hands over, and refuses those who may not', async () => {
    const [alice, carol] = [evry.alice.regie.mailboxes, evry.carol.regie.mailboxes];
    await alice.invitePassword.mutate(target());
    await mailed();
    expect(await alice.invitePasswords.mutate({ domainSlug: 'evryfr' })).toEqual({
      rows: [{ mailboxId: evry.jean.id, address: ADDRESS, outcome: 'already_invited' }],
      next: null,
    });
    await expect(alice.handOverPasswordLink.mutate(target())).rejects.toMatchObject({
      data: { domainCode: 'mailbox.secondary_email_present' },
    });
    const refused = { data: { domainCode: 'mailbox.action_forbidden' } };
    await expect(carol.invitePassword.mutate(target())).rejects.toMatchObject(refused);
    await expect(carol.handOverPasswordLink.mutate(target())).rejects.toMatchObject(refused);
    await expect(carol.invitePasswords.mutate({ domainSlug: 'evryfr' })).rejects.toMatchObject(refused);
  });
});

it('serves none of it where owners of mailboxes have no identity', async () => {
  const off = await openEvry({ app: { identityBase: undefined } });
  opened.push(off);
  for (const path of [FORGOTTEN, SET]) {
    expect((await exchange(`${off.world.url}${path}`)).status).toBe(404);
  }
});
