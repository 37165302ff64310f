import type { Browser, BrowserContext, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { SecondFactor } from '../../src/domain/identity/second-step.ts';
import { launchChromium } from '../support/chromium.ts';
import { type IdentitySite, JEAN, JEAN_CODES, openIdentitySite } from '../support/identity-site.ts';
import { inspectPage } from './inspect-page.ts';
import { type Look, openLook } from './open-look.ts';
import { submit } from './submit.ts';

/** Longer than any that people have, and without a place to break it. */
const LONG_ADDRESS = `${'a'.repeat(64)}@${'ministere-de-la-transition'.repeat(2)}.gouv.fr`;

let browser: Browser;
let site: IdentitySite;
let context: BrowserContext;
beforeAll(async () => {
  [browser, site] = await Promise.all([launchChromium(), openIdentitySite()]);
});
afterAll(async () => {
  await browser.close();
  await site.close();
});
beforeEach(() => site.reset());
afterEach(() => context.close());

/** A page in a browser without scripts: nothing of ours needs any. */
async function openPage(look: Look = {}): Promise<Page> {
  context = await openLook(browser, look);
  return context.newPage();
}

const keep = (cookie: Readonly<{ name: string; value: string }>) =>
  context.addCookies([{ ...cookie, url: site.url }]);

async function openSignIn(page: Page, over: Parameters<IdentitySite['begin']>[0] = {}): Promise<void> {
  const { url, cookie } = site.begin(over);
  await keep(cookie);
  await page.goto(url);
}

async function signIn(page: Page, password: string): Promise<void> {
  await page.fill('#login', JEAN.address);
  await page.fill('#password', password);
  await submit(page, 'button.login-submit');
}

const ALL_FACTORS = ['totp', 'passkey', 'recovery_code'] as const;

async function openSecondStep(page: Page, factors: readonly SecondFactor[] = ALL_FACTORS): Promise<void> {
  site.jean.factors = factors;
  await openSignIn(page, { spName: 'Résana' });
  await signIn(page, JEAN.password);
}

async function giveCode(page: Page, code: string, button = 'button.factor-submit'): Promise<void> {
  await page.fill('#code', code);
  await submit(page, button);
}

const consent = (over = {}) => ({ prompt: 'consent', mailboxId: site.mailboxId, ...over }) as const;

/** Each page, and how a browser gets to it. */
const PAGES: Readonly<Record<string, (page: Page) => Promise<void>>> = {
  'sign-in': (page) => openSignIn(page, { loginHint: LONG_ADDRESS, spName: 'Résana' }),
  'wrong password': async (page) => {
    await openSignIn(page);
    await signIn(page, 'wrong');
  },
  'nothing filled in': async (page) => {
    await openSignIn(page);
    await submit(page, 'button.login-submit');
  },
  'slowed down': async (page) => {
    await openSignIn(page);
    for (let time = 0; time < 4; time += 1) await signIn(page, 'wrong');
  },
  'form of another browser': async (page) => {
    await openSignIn(page);
    await context.clearCookies({ name: 'regie_form' });
    await signIn(page, JEAN.password);
  },
  'second step': (page) => openSecondStep(page),
  'second step, wrong code': async (page) => {
    await openSecondStep(page);
    await giveCode(page, '000 000');
  },
  'second step, slowed down': async (page) => {
    await openSecondStep(page);
    for (let time = 0; time < 4; time += 1) await giveCode(page, '000 000');
  },
  'second step with a passkey alone': (page) => openSecondStep(page, ['passkey', 'recovery_code']),
  'recovery code': async (page) => {
    await openSecondStep(page);
    await submit(page, 'a.recovery-link');
  },
  'wrong recovery code': async (page) => {
    await openSecondStep(page);
    await submit(page, 'a.recovery-link');
    await giveCode(page, 'ABCD', 'button.recovery-submit');
  },
  'second step too late': async (page) => {
    await openSecondStep(page);
    await context.clearCookies({ name: 'regie_form' });
    await giveCode(page, JEAN_CODES.totp);
  },
  consent: (page) => openSignIn(page, consent({ scopes: ['openid', 'email', 'given_name', 'siret'] })),
  'a name without spaces': (page) => openSignIn(page, { clientName: 'Messagerie'.repeat(20) }),
  problem: async (page) => {
    await page.goto(`${site.url}/problem/unregistered_address/`);
  },
  'over, or of another browser': async (page) => {
    await page.goto(site.begin().url);
  },
  'sign-out question': async (page) => {
    await page.goto(`${site.url}/o/logout/`);
  },
  'signed out': async (page) => {
    await page.goto(`${site.url}/o/logout/`);
    await submit(page, 'button.logout-submit');
  },
  'sign-in to the account': async (page) => {
    await page.goto(`${site.url}/o/account/`);
  },
  account: async (page) => {
    site.openSession({ address: '2001:db8:1234:5678:9abc:def0:1234:5678', clients: ['Grist', 'docs'] });
    site.openSession({ userAgent: null, address: null });
    await keep(site.openSession().cookie);
    await page.goto(`${site.url}/o/account/?done=ended`);
  },
};

/** Both languages on the narrowest screen that people have (RGAA 10.11), each in another theme. */
const LOOKS = [
  { language: 'en', width: 320, colorScheme: 'dark' },
  { language: 'fr', width: 320, colorScheme: 'light' },
] as const;

describe.each(Object.entries(PAGES))('%s', (_name, open) => {
  it.each(LOOKS)('is right for all: $language, $width pixels, $colorScheme', async (look) => {
    const page = await openPage({ ...look, hasScripts: true });
    await open(page);
    await inspectPage(page, look.language);
  });
});

describe('the way through', () => {
  it('signs in without scripts, to a service that redirects to one of another origin', async () => {
    const page = await openPage();
    await openSignIn(page);
    await signIn(page, JEAN.password);
    await page.waitForURL(`${site.applicationUrl}/callback?signed_in=${site.mailboxId}`);
    expect(await page.textContent('h1')).toBe('Signed in');
  });

  it('signs in without scripts in two steps, to a service that redirects to one of another origin', async () => {
    const page = await openPage();
    await openSecondStep(page);
    expect(await page.getAttribute('#code', 'autocomplete')).toBe('one-time-code');
    expect(await page.locator('button.passkey-submit').isVisible()).toBe(false);
    await giveCode(page, JEAN_CODES.totp);
    await page.waitForURL(`${site.applicationUrl}/callback?signed_in=${site.mailboxId}`);
  });

  it('takes a recovery code without scripts, and by the keyboard only', async () => {
    const page = await openPage();
    await openSecondStep(page, ['passkey', 'recovery_code']);
    expect(await page.textContent('.passkey-otherwise')).toContain('Passkeys do not work in this browser');
    await page.focus('a.recovery-link');
    await page.keyboard.press('Enter');
    await page.focus('#code');
    await page.keyboard.type(JEAN_CODES.recovery);
    await page.keyboard.press('Enter');
    await page.waitForURL(`${site.applicationUrl}/callback?signed_in=${site.mailboxId}`);
  });

  it('tells a wrong code where the reader is, and leaves by another account or not at all', async () => {
    const page = await openPage({ language: 'fr' });
    await openSecondStep(page);
    await giveCode(page, '000 000');
    expect(await page.evaluate('document.activeElement.id')).toBe('problem');
    expect(await page.title()).toMatch(/^Erreur\u00a0: /);
    expect(await page.textContent('#code-error')).toContain('Le code est incorrect ou a déjà servi.');
    await submit(page, 'button.restart-submit');
    expect(await page.locator('#password').count()).toBe(1);
    await signIn(page, JEAN.password);
    await submit(page, 'button[value=cancel]');
    await page.waitForURL(`${site.applicationUrl}/callback?access_denied`);
  });

  it.each([
    ['consent-submit', 'allowed'],
    ['secondary', 'refused'],
  ])('decides by the button %s', async (name, decision) => {
    const page = await openPage();
    await openSignIn(page, consent());
    await submit(page, `button.${name}`);
    await page.waitForURL(`${site.applicationUrl}/callback?${decision}`);
    expect(site.decisions).toEqual([decision]);
  });

  it('tells a wrong password where the reader is, and keeps the address', async () => {
    const page = await openPage({ language: 'fr' });
    await openSignIn(page);
    await signIn(page, 'wrong');
    expect(await page.evaluate('document.activeElement.id')).toBe('problem');
    expect(await page.textContent('#problem')).toContain('L’adresse ou le mot de passe est incorrect.');
    expect(await page.title()).toMatch(/^Erreur\u00a0: /);
    expect(await page.inputValue('#login')).toBe(JEAN.address);
    expect(await page.inputValue('#password')).toBe('');
    await page.click('#problem a');
    await page.keyboard.type('x');
    expect(await page.inputValue('#login')).toContain('x');
  });

  it('is in the other language once somebody says so, also after a wrong password', async () => {
    const page = await openPage({ hasScripts: true });
    await openSignIn(page);
    const choose = (name: string) => Promise.all([page.waitForEvent('load'), page.click(`text=${name}`)]);
    await choose('Français');
    await inspectPage(page, 'fr');
    expect(await page.getAttribute('a.language', 'hreflang')).toBe('en');
    await Promise.all([page.waitForEvent('load'), signIn(page, 'wrong')]);
    expect(await page.locator('#problem').count()).toBe(1);
    await inspectPage(page, 'fr');
    await choose('English');
    await inspectPage(page, 'en');
  });

  it('leads to the page of a forgotten password', async () => {
    const page = await openPage();
    await openSignIn(page);
    const [request] = await Promise.all([
      page.waitForRequest(`${site.url}/o/password/forgotten/`),
      page.click('text=First sign-in or forgotten password'),
    ]);
    expect(request.headers()['referer']).toBeUndefined();
  });

  it('needs the keyboard only, and always shows where it is', async () => {
    const page = await openPage();
    await openSignIn(page);
    const isAt = async (expected: string) => {
      await page.keyboard.press('Tab');
      expect(
        await page.evaluate('document.activeElement.id || document.activeElement.textContent'),
      ).toContain(expected);
      expect(await page.evaluate('getComputedStyle(document.activeElement).outlineStyle')).toBe('solid');
    };
    await isAt('Français');
    await isAt('login');
    await page.keyboard.type(JEAN.address);
    await isAt('password');
    await page.keyboard.type('wrong');
    await isAt('First sign-in');
    await isAt('Sign in');
    await page.keyboard.press('Enter');
    await page.waitForSelector('#problem');
    await isAt('The address or the password is wrong.');
    await isAt('login');
    await isAt('password');
    await page.keyboard.type(JEAN.password);
    await page.keyboard.press('Enter');
    await page.waitForURL(`${site.applicationUrl}/**`);
    expect(site.decisions).toEqual([`signed_in=${site.mailboxId}`]);
  });

  it('ends sessions and signs out', async () => {
    const page = await openPage();
    site.openSession({ clients: ['Grist'] });
    site.openSession();
    await page.goto(`${site.url}/o/account/`);
    await signIn(page, JEAN.password);
    expect(await page.locator('.cards > li').count()).toBe(3);
    await submit(page, 'role=button[name="End this sign-in, Firefox on Linux, Grist"]');
    expect(await page.locator('.cards > li').count()).toBe(2);
    expect(await page.textContent('[role=status]')).toBe('The sign-in was ended.');
    await submit(page, 'role=button[name="End all other sign-ins"]');
    expect(await page.locator('.cards > li').count()).toBe(1);
    await submit(page, 'button.logout-submit');
    expect(await page.textContent('h1')).toBe('You are signed out');
    await page.goto(`${site.url}/o/account/`);
    expect(page.url()).toBe(`${site.url}/o/account/sign-in/`);
  });

  it('is shown in no frame', async () => {
    const page = await openPage();
    const { url, cookie } = site.begin();
    await keep(cookie);
    await page.setContent(`<iframe src="${url}"></iframe>`);
    const frame = page.frames().find((inner) => inner !== page.mainFrame());
    await expect.poll(() => frame?.url()).toMatch(/^chrome-error:/);
  });
});
