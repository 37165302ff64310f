import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Visit } from '../../dev/openid-provider/plain-browser.ts';
import { REDIRECT_URI } from '../support/openid-world.ts';
import type { MailboxOwner } from './mailbox-owner.ts';
import {
  essential,
  ORIGIN,
  OTHER_SECRET,
  openSecondFactorWorld,
  PASSWORD,
  PROCONNECT_MFA,
  RECOVERY_CODES,
  type SecondFactorWorld,
  TOTP_SECONDS,
} from './second-factor-world.ts';

const NEW_PASSWORD = 'la tortue range ses nuages';

let world: SecondFactorWorld;
/** Somebody who knows Ada's password, and has nothing else of hers. */
let thief: MailboxOwner;
beforeEach(async () => {
  world = await openSecondFactorWorld();
  thief = world.owner();
});
afterEach(() => world.close());

type Given = Readonly<Record<string, string>>;

/** Opens the second page. */
const second = async (by: MailboxOwner, given: Given = {}): Promise<Visit> =>
  (await by.goTo(world.authorizeUrl(given))).end;

/** Posts a form as the page at that address has one, whatever page was shown. */
async function post(by: MailboxOwner, path: string | URL, fields: Given, headers: Given = {}) {
  const url = new URL(path, world.url);
  const response = await fetch(url, {
    method: 'POST',
    redirect: 'manual',
    headers: { cookie: by.browser.jar.header(url), ...headers },
    body: new URLSearchParams(fields),
  });
  return { status: response.status, location: response.headers.get('location'), text: await response.text() };
}

const tokenIn = ({ page }: Visit): string => String(page?.('input[name=form_token]').first().val());
const proving = (visit: Visit, code: string): Given => ({
  form_token: tokenIn(visit),
  action: 'prove',
  code,
});

/** A browser in which nobody is signed in, neither at the provider nor in the account. */
async function expectOutside(by: MailboxOwner): Promise<void> {
  const { end } = await by.goTo(world.authorizeUrl({ prompt: 'none' }));
  expect(end.url.searchParams.get('error')).toBe('login_required');
  const account = await by.open(`${world.url}/o/account/`);
  expect(account.page?.('.logout-submit')).toHaveLength(0);
}

const hasCode = ({ url }: Visit): boolean =>
  url.href.startsWith(REDIRECT_URI) && url.searchParams.has('code');

describe('who knows the password of somebody with a second factor', () => {
  beforeEach(() => world.enrolTotp());

  const signInAsAda = async (code = world.totp()): Promise<void> => {
    const ada = world.owner();
    expect(hasCode(await ada.press(await second(ada), '.factor-submit', { code }))).toBe(true);
  };

  it('adds none of their own on the way: the one that there is comes first', async () => {
    const asked = await second(thief);
    const factors = asked.url.href.replace(/second-factor\/$/, 'factors/');
    const offer = await world.useCases.beginTotpEnrolment(world.ada.id);
    if (!offer) throw new Error('nothing was offered');
    const token = String(asked.page?.('input[name=form_token]').first().val());
    const code = world.totp(0, offer.secret);
    const form = new URLSearchParams({ form_token: token, sealed: offer.sealed, code, name: 'Thief' });
    for (const path of ['', 'totp/', 'passkey/']) {
      expect((await thief.open(`${factors}${path}`)).url.pathname).toBe(asked.url.pathname);
      expect((await thief.open(`${factors}${path}`, form)).url.pathname).toBe(asked.url.pathname);
    }
    expect((await world.useCases.listFactors(world.ada.id)).authenticators).toHaveLength(1);
    await world.jobs.run();
    expect(world.mailer.sent).toEqual([]);
  });

  it.each<[string, () => Promise<string>]>([
    ['made up', async () => '000000'],
    [
      'that was used a moment ago',
      async () => {
        const code = world.totp();
        await signInAsAda(code);
        return code;
      },
    ],
    [
      'before one that was used',
      async () => {
        const code = world.totp();
        world.clock.advance(TOTP_SECONDS);
        await signInAsAda();
        return code;
      },
    ],
    ['of two steps ago', async () => world.totp(-2)],
    ['of two steps later', async () => world.totp(2)],
    ['of the application of somebody else', async () => world.totp(0, OTHER_SECRET)],
    ['that is a recovery code', async () => RECOVERY_CODES[0]],
    ['too long', async () => `${world.totp()}0`],
    ['in a list', async () => `${world.totp()} ${world.totp(1)}`],
  ])('does not get in by a code %s', async (_name, find) => {
    await world.enrolTotp(world.bob, OTHER_SECRET);
    const code = await find();
    const page = await second(thief);
    const refused = await thief.press(page, '.factor-submit', { code });
    expect(refused.status).toBe(422);
    await expectOutside(thief);
  });

  it('does not get in by a recovery code that was used, nor by a code of an application in its place', async () => {
    const use = async (by: MailboxOwner, code: string) => {
      const page = await second(by);
      return by.press(await by.open(new URL('../recovery-code/', page.url)), '.recovery-submit', { code });
    };
    expect(hasCode(await use(world.owner(), RECOVERY_CODES[0]))).toBe(true);
    expect((await use(thief, RECOVERY_CODES[0])).status).toBe(422);
    expect((await use(thief, world.totp())).status).toBe(422);
    await expectOutside(thief);
  });

  it('of two who bring one code at once, lets in one', async () => {
    const browsers = [world.owner(), world.owner(), world.owner()];
    const pages = await Promise.all(browsers.map((by) => second(by)));
    const code = world.totp();
    const ends = await Promise.all(
      browsers.map((by, place) => by.press(pages[place] as Visit, '.factor-submit', { code })),
    );
    expect(ends.filter(hasCode)).toHaveLength(1);
  });

  it('does not get around the second step by going on, back or round', async () => {
    const page = await second(thief);
    const uid = page.url.pathname.split('/')[3] ?? '';
    const on = await thief.open(`${world.url}/o/authorize/${uid}`);
    expect(hasCode(on)).toBe(false);
    expect(on.page?.('.login-submit')).toHaveLength(1);
    expect(hasCode(await thief.open(world.authorizeUrl()))).toBe(false);
    await expectOutside(thief);
  });

  it.each<[string, (page: Visit) => Promise<unknown>]>([
    ['ten minutes passed', async () => world.clock.advance(600)],
    [
      'the password was changed',
      () =>
        world.useCases.changePassword({
          mailboxId: world.ada.id,
          sessionId: 'another',
          oldPassword: PASSWORD,
          newPassword: NEW_PASSWORD,
          origin: ORIGIN,
          knownBrowser: undefined,
          language: 'en-us',
        }),
    ],
    [
      'all sessions were ended',
      () => world.useCases.endOtherMailboxSessions(world.ada.id, 'another', ORIGIN),
    ],
    ['another account was taken', (page) => thief.press(page, '.restart-submit')],
  ])('has to give the password again once %s', async (_name, happen) => {
    const page = await second(thief);
    await happen(page);
    const late = await post(thief, page.url, proving(page, world.totp()));
    expect(late.status).toBe(403);
    expect(late.text).toContain('login-submit');
    await expectOutside(thief);
  });

  it('has no use of the second step without the first', async () => {
    const first = await thief.open(world.authorizeUrl());
    for (const path of ['second-factor/', 'recovery-code/']) {
      const answer = await post(thief, `${first.url.pathname}${path}`, proving(first, world.totp()));
      expect([answer.status, answer.text.includes('login-submit')]).toEqual([403, true]);
    }
    const account = await thief.open(`${world.url}/o/account/sign-in/`);
    const answer = await post(thief, `${account.url.pathname}second-factor/`, proving(account, world.totp()));
    expect(answer.status).toBe(403);
    await expectOutside(thief);
  });

  it('cannot make the second step in another browser, nor in another sign-in', async () => {
    const page = await second(thief);
    const other = world.owner();
    const there = await other.open(page.url);
    expect(there.status).toBe(400);
    expect((await post(other, page.url, proving(page, world.totp()))).status).toBe(400);
    // A second request in the browser of the first has its own first step.
    const another = await thief.open(world.authorizeUrl());
    const answer = await post(thief, `${another.url.pathname}second-factor/`, proving(another, world.totp()));
    expect(answer.status).toBe(403);
    const account = await thief.open(`${world.url}/o/account/sign-in/`);
    const own = await post(thief, `${account.url.pathname}second-factor/`, proving(account, world.totp()));
    expect(own.status).toBe(403);
    await expectOutside(thief);
  });

  it('finds nothing of the first step in the page, and changes nothing of it by what is posted', async () => {
    await world.enrolTotp(world.bob, OTHER_SECRET);
    const page = await second(thief);
    expect(page.page?.html()).not.toContain(world.ada.id);
    const fields = {
      ...proving(page, world.totp(0, OTHER_SECRET)),
      mailbox: world.bob.id,
      mailboxId: world.bob.id,
    };
    expect((await post(thief, page.url, { ...fields, login: 'bob@varzy.example' })).status).toBe(422);
    await expectOutside(thief);
  });

  it('cannot try codes for long, whichever pages they use', async () => {
    const statuses: number[] = [];
    const attempts = [
      async () => thief.press(await second(thief), '.factor-submit', { code: '000001' }),
      async () => {
        const page = await second(thief);
        const recovery = await thief.open(new URL('../recovery-code/', page.url));
        return thief.press(recovery, '.recovery-submit', { code: 'ABCD-ABCD-ABCD-ABCD' });
      },
      async () => {
        const first = await thief.open(`${world.url}/o/account/sign-in/`);
        const fields = { login: 'ada@varzy.example', password: PASSWORD };
        const page =
          first.page?.('.login-submit').length === 1
            ? await thief.press(first, '.login-submit', fields)
            : first;
        return thief.press(page, '.factor-submit', { code: '000002' });
      },
    ];
    for (let round = 0; round < 4; round += 1)
      for (const attempt of attempts) statuses.push((await attempt()).status);
    expect(statuses.slice(0, 5)).toEqual([422, 422, 422, 422, 422]);
    expect(new Set(statuses.slice(5))).toEqual(new Set([429]));
    const page = await second(thief);
    const right = await post(thief, page.url, proving(page, world.totp()));
    expect(right.status).toBe(429);
    expect(right.text).toMatch(/Try again in \d+ (minute|hour)/);
  });

  it.each([
    ['second-factor/', { action: 'prove' }],
    ['second-factor/', { action: 'restart' }],
    ['second-factor/', { action: 'cancel' }],
    ['recovery-code/', { action: 'prove' }],
  ])('cannot have a form posted from elsewhere: %s %o', async (path, fields) => {
    const page = await second(thief);
    const url = new URL(`../${path}`, page.url);
    const genuine = { ...proving(page, world.totp()), ...fields };
    const stranger = await world.owner().open(world.authorizeUrl());
    const attempts: readonly [Given, Given][] = [
      [{ ...genuine, form_token: '' }, {}],
      [{ ...genuine, form_token: 'A'.repeat(43) }, {}],
      [{ ...genuine, form_token: tokenIn(stranger) }, {}],
      [genuine, { 'sec-fetch-site': 'cross-site' }],
      [genuine, { 'sec-fetch-site': 'same-site' }],
    ];
    for (const [sent, headers] of attempts) expect((await post(thief, url, sent, headers)).status).toBe(403);
    const json = await fetch(url, {
      method: 'POST',
      headers: { cookie: thief.browser.jar.header(url), 'content-type': 'text/plain' },
      body: String(new URLSearchParams(genuine)),
    });
    expect(json.status).toBe(415);
    // The step is still there: nothing was cancelled or begun anew.
    expect((await thief.open(page.url)).page?.('.factor-submit')).toHaveLength(1);
  });

  it('cannot lower what the client asks for', async () => {
    const page = await second(thief, essential('eidas2'));
    const recovery = new URL('../recovery-code/', page.url);
    const lower = await post(thief, recovery, proving(page, RECOVERY_CODES[0]));
    expect(lower.status).toBe(403);
    const uid = page.url.pathname.split('/')[3] ?? '';
    const resumed = await thief.open(`${world.url}/o/authorize/${uid}?claims=%7B%7D&acr_values=eidas1`);
    expect(hasCode(resumed)).toBe(false);
    await expectOutside(thief);
    // The code was not taken.
    const ada = world.owner();
    const other = await second(ada);
    const again = await ada.open(new URL('../recovery-code/', other.url));
    expect(hasCode(await ada.press(again, '.recovery-submit', { code: RECOVERY_CODES[0] }))).toBe(true);
  });
});

describe('a session of one factor', () => {
  it.each<[string, Given]>([
    ['whatever is asked for', {}],
    ['as essential', essential(...PROCONNECT_MFA)],
    ['if possible', { acr_values: 'eidas2' }],
  ])('is not taken for two after the enrolment, asked %s', async (_name, given) => {
    await thief.goTo(world.authorizeUrl());
    await world.enrolTotp();
    const none = await thief.open(world.authorizeUrl({ ...given, prompt: 'none' }));
    expect(none.url.searchParams.get('error')).toBe('login_required');
    const asked = await thief.open(world.authorizeUrl(given));
    expect(asked.page?.('.login-submit')).toHaveLength(1);
    const account = await thief.open(`${world.url}/o/account/`);
    expect(account.page?.('.login-submit')).toHaveLength(1);
    const password = await thief.open(`${world.url}/o/account/password/`);
    expect(password.page?.('#old_password')).toHaveLength(0);
  });

  it('is not taken for what a client needs, where nobody has a second one', async () => {
    await thief.goTo(world.authorizeUrl());
    const given = essential(...PROCONNECT_MFA);
    const none = await thief.open(world.authorizeUrl({ ...given, prompt: 'none' }));
    expect(none.url.searchParams.get('error')).toBe('login_required');
    const { end, shown } = await thief.goTo(world.authorizeUrl(given));
    expect(shown).toEqual(['sign-in']);
    // They are asked for what only the owner has: nothing is added, and nobody is signed in, by the password.
    expect(end.url.pathname).toMatch(/^\/o\/interaction\/[\w-]+\/factors\/$/);
    expect(end.page?.('button.code-submit')).toHaveLength(1);
    for (const way of ['totp/', 'passkey/']) {
      expect((await thief.open(new URL(way, end.url).href)).url.href).toBe(end.url.href);
    }
  });
});

describe('once the domain requires a second factor', () => {
  const require = (requiredFrom: Date): Promise<void> =>
    world.unitOfWork.run(({ secondFactorPolicies }) =>
      secondFactorPolicies.put({ mailDomainId: world.mailDomain.id, requiredFrom, setAt: requiredFrom }),
    );

  it('a session of one factor, and a password, open nothing any more', async () => {
    await thief.goTo(world.authorizeUrl());
    await require(new Date(world.clock.now().getTime() + 60_000));
    expect(hasCode(await thief.open(world.authorizeUrl({ prompt: 'none' })))).toBe(true);
    world.clock.advance(60);
    const none = await thief.open(world.authorizeUrl({ prompt: 'none' }));
    expect(none.url.searchParams.get('error')).toBe('login_required');
    const { end } = await thief.goTo(world.authorizeUrl());
    expect(end.url.pathname).toMatch(/^\/o\/interaction\/[\w-]+\/factors\/$/);
    const uid = end.url.pathname.split('/')[3] ?? '';
    expect(hasCode(await thief.open(`${world.url}/o/authorize/${uid}`))).toBe(false);
    const account = await thief.open(`${world.url}/o/account/`);
    expect(account.page?.('.login-submit')).toHaveLength(1);
    const fields = { login: 'ada@varzy.example', password: PASSWORD };
    const enrolment = await thief.press(account, '.login-submit', fields);
    expect(enrolment.url.pathname).toBe('/o/account/sign-in/factors/');
    await expectOutside(thief);
  });

  it('whoever has one signs in with both', async () => {
    await require(world.clock.now());
    await world.enrolTotp();
    const page = await second(thief);
    expect(hasCode(await thief.press(page, '.factor-submit', { code: world.totp() }))).toBe(true);
  });
});

describe('a sign-in by another application', () => {
  const LOGIN = { email: 'ada@varzy.example', password: PASSWORD };

  const logIn = async (by: MailboxOwner): Promise<void> => {
    const url = new URL('/api/v1.0/login/', world.url);
    const response = await fetch(url, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(LOGIN),
    });
    expect(response.status).toBe(200);
    by.browser.jar.store(url, response);
  };

  it.each([undefined, 'https://login.example/sign-in'])(
    'is a first step for who has a second factor (login page: %s)',
    async (loginUrl) => {
      await world.restart({ profile: 'proconnect', loginUrl });
      await world.enrolTotp();
      await logIn(thief);
      const page = await thief.open(world.authorizeUrl());
      expect(page.url.pathname).toMatch(/^\/o\/interaction\/[^/]+\/second-factor\/$/);
      expect((await thief.press(page, '.factor-submit', { code: '000000' })).status).toBe(422);
      const landed = await thief.press(page, '.factor-submit', { code: world.totp() });
      expect(await world.told(landed)).toMatchObject({ acr: 'eidas2', amr: ['pwd', 'otp', 'mfa'] });
      // As before, nobody is signed in by it to the next client.
      const none = await thief.open(world.authorizeUrl({ prompt: 'none' }));
      expect(none.url.searchParams.get('error')).toBe('login_required');
    },
  );

  it('is no sign-in for who has a second factor', async () => {
    await world.enrolTotp();
    await logIn(thief);
    const none = await thief.open(world.authorizeUrl({ prompt: 'none' }));
    expect(none.url.searchParams.get('error')).toBe('login_required');
    await logIn(thief);
    const page = await thief.open(world.authorizeUrl());
    const uid = page.url.pathname.split('/')[3] ?? '';
    const resumed = await thief.open(`${world.url}/o/authorize/${uid}`);
    expect(hasCode(resumed)).toBe(false);
  });

  it('is enough for who has none', async () => {
    await logIn(thief);
    expect(hasCode(await thief.open(world.authorizeUrl()))).toBe(true);
  });
});
