import type { Browser, BrowserContext, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { Mailbox } from '../../src/domain/mailbox/mailbox.ts';
import { makeOpenidClient } from '../builders/make-openid-client.ts';
import { type ApiWorld, openApiWorld, START } from '../support/api-world.ts';
import { openBrokerAndApplication } from '../support/broker-and-application.ts';
import { launchChromium } from '../support/chromium.ts';
import { codeOf } from '../support/code-of.ts';
import { addMailboxOwner, OWNER } from '../support/mailbox-owner.ts';
import { addVirtualAuthenticator } from './add-virtual-authenticator.ts';
import { inspectPage } from './inspect-page.ts';
import { type Look, openLook } from './open-look.ts';
import { submit } from './submit.ts';

const FACTORS = '/o/account/factors/';

let browser: Browser;
let services: Awaited<ReturnType<typeof openBrokerAndApplication>>;
let world: ApiWorld;
let ada: Mailbox;
let context: BrowserContext;
let page: Page;
beforeAll(async () => {
  [browser, services] = await Promise.all([launchChromium(), openBrokerAndApplication()]);
});
afterAll(async () => {
  await browser.close();
  await services.close();
});
beforeEach(async () => {
  // Passkeys belong to a name, and a number is none.
  world = await openApiWorld({ openid: {}, host: 'localhost' });
  // Browsers have a clock of their own, by which cookies end.
  world.clock.advance((Date.now() - START.getTime()) / 1000);
  ada = await addMailboxOwner(world.unitOfWork);
  await world.unitOfWork.run(({ openidClients }) =>
    openidClients.insert(
      makeOpenidClient({
        clientId: 'broker',
        name: 'ProConnect',
        redirectUris: [`${services.brokerUrl}/callback`],
        requiresPkce: false,
        skipsConsent: true,
      }),
    ),
  );
});
afterEach(async () => {
  await context.close();
  await world.close();
});

async function openBrowser(look: Look = {}): Promise<void> {
  context = await openLook(browser, { hasScripts: true, ...look });
  page = await context.newPage();
}

const at = (path: string): string => `${world.url}${path}`;

async function givePassword(): Promise<void> {
  await page.fill('#login', OWNER.address);
  await page.fill('#password', OWNER.password);
  await submit(page, 'button.login-submit');
}
async function signIn(next = 'add-factor'): Promise<void> {
  await page.goto(at(`/o/account/sign-in/?next=${next}`));
  await givePassword();
}
async function mailedCode(): Promise<string> {
  await world.jobs.run();
  const content = world.mailer.sent.at(-1)?.content;
  if (content?.kind !== 'enrolment_code') throw new Error('no code was mailed');
  return content.enrolmentCode;
}
async function prove(): Promise<void> {
  await submit(page, 'button.code-submit');
  await page.fill('#code', await mailedCode());
  await submit(page, 'button.proof-submit');
}
const shownSecret = async (): Promise<string> =>
  ((await page.textContent('code')) ?? '').replaceAll(/\s/g, '');

/** Adds an application; returns its secret and the recovery codes. */
async function addApplication(): Promise<Readonly<{ secret: string; codes: readonly string[] }>> {
  await submit(page, 'a[href*="totp/"]');
  const secret = await shownSecret();
  await page.fill('#code', codeOf(secret, world.clock.now()));
  await submit(page, 'button.factor-submit');
  return { secret, codes: await page.locator('.codes code').allInnerTexts() };
}
/** The next code of an application: each is good once. */
const nextCode = (secret: string): string => {
  world.clock.advance(30);
  return codeOf(secret, world.clock.now());
};
const authorizeUrl = (given: Readonly<Record<string, string>> = {}): string => {
  const parameters = new URLSearchParams({
    response_type: 'code',
    client_id: 'broker',
    redirect_uri: `${services.brokerUrl}/callback`,
    scope: 'openid email',
    state: 'st4te',
    nonce: 'n0nce',
    ...given,
  });
  return at(`/o/authorize/?${parameters}`);
};
const SECOND_FACTOR = {
  claims: JSON.stringify({ id_token: { acr: { essential: true, values: ['eidas2', 'eidas3'] } } }),
};

describe('without scripts', () => {
  it('an application is added, signs in, and is replaced by a recovery code when it is lost', async () => {
    await openBrowser({ hasScripts: false });
    await signIn();
    await prove();
    const { secret, codes } = await addApplication();
    expect(codes).toHaveLength(10);
    await submit(page, 'a.kept');
    expect(new URL(page.url()).pathname).toBe(FACTORS);

    await page.goto(at('/o/account/'));
    await submit(page, 'button.logout-submit');
    await signIn('factors');
    await page.fill('#code', nextCode(secret));
    await submit(page, 'button.factor-submit');
    expect(await page.textContent('.cards h3')).toBe('Telephone');

    // The telephone is lost: a recovery code lets its owner in, who removes it and adds the new one.
    await context.clearCookies();
    await signIn('factors');
    await submit(page, 'a.recovery-link');
    await page.fill('#code', codes[3] ?? '');
    await submit(page, 'button.recovery-submit');
    await submit(page, 'a[href*="remove/"]');
    await submit(page, 'button.remove-submit');
    await submit(page, `a[href="${FACTORS}add/"]`);
    const renewed = await addApplication();
    expect(renewed.secret).not.toBe(secret);
    expect(renewed.codes).toHaveLength(10);
  });

  it('a passkey cannot be added, and the page says so', async () => {
    await openBrowser({ hasScripts: false });
    await signIn();
    await prove();
    await submit(page, 'a[href*="passkey/"]');
    expect(await page.isVisible('.passkey-otherwise')).toBe(true);
    expect(await page.isVisible('.passkey-submit')).toBe(false);
    await submit(page, 'a[href$="totp/"]');
    expect(await page.isVisible('#code')).toBe(true);
  });
});

describe('a passkey', () => {
  it('is added, and signs in alone or after the password', async () => {
    await openBrowser();
    await addVirtualAuthenticator(context, page);
    await signIn();
    await prove();
    await submit(page, 'a[href*="passkey/"]');
    await page.fill('#name', 'My laptop');
    await submit(page, 'button.passkey-submit');
    expect(await page.locator('.codes code').count()).toBe(10);
    await submit(page, 'a.kept');
    expect(await page.textContent('.cards h3')).toBe('My laptop');

    await context.clearCookies();
    await page.goto(at('/o/account/sign-in/'));
    await page.click('button.passkey-submit');
    await page.waitForURL(at('/o/account/'));

    await context.clearCookies();
    await signIn('factors');
    await page.click('button.passkey-submit');
    await page.waitForURL(at(FACTORS));
    expect(await page.textContent('.cards')).not.toContain('not yet');
  });

  it('is not added twice', async () => {
    await openBrowser();
    await addVirtualAuthenticator(context, page);
    await signIn();
    await prove();
    await submit(page, 'a[href*="passkey/"]');
    await submit(page, 'button.passkey-submit');
    await page.goto(at(`${FACTORS}add/passkey/`));
    await page.click('button.passkey-submit');
    await page.waitForFunction('document.querySelector("[data-passkey-problem]").textContent !== ""');
    expect((await world.useCases.listFactors(ada.id)).authenticators).toHaveLength(1);
  });
});

describe('on the way to a service that wants a second factor', () => {
  it('an application is added, and the service is gone on to at once', async () => {
    await openBrowser({ hasScripts: false });
    await page.goto(authorizeUrl(SECOND_FACTOR));
    await givePassword();
    expect(await page.textContent('.notice')).toContain('ProConnect');
    await prove();
    await addApplication();
    await page.click('a.kept');
    await page.waitForURL(`${services.applicationUrl}/callback?**`);
    expect(new URL(page.url()).searchParams.get('code')).not.toBeNull();
  });

  it('a passkey is added, and the service is gone on to at once', async () => {
    await openBrowser();
    await addVirtualAuthenticator(context, page);
    await page.goto(authorizeUrl(SECOND_FACTOR));
    await givePassword();
    await prove();
    await submit(page, 'a[href*="passkey/"]');
    await submit(page, 'button.passkey-submit');
    await page.click('a.kept');
    await page.waitForURL(`${services.applicationUrl}/callback?**`);
    expect(new URL(page.url()).searchParams.get('code')).not.toBeNull();
  });

  it.each([['goes back to the service without', 'button[value=cancel]']])(
    'somebody who adds none %s',
    async (_what, button) => {
      await openBrowser({ hasScripts: false });
      await page.goto(authorizeUrl(SECOND_FACTOR));
      await givePassword();
      await page.click(button);
      await page.waitForURL(`${services.applicationUrl}/callback?**`);
      expect(new URL(page.url()).searchParams.get('error')).toBe('access_denied');
    },
  );
});

it('an application is added by keyboard alone', async () => {
  await openBrowser();
  /** Goes on to an element as who has no mouse. */
  const tabTo = async (selector: string): Promise<void> => {
    for (let times = 0; times < 40; times += 1) {
      await page.keyboard.press('Tab');
      if (await page.evaluate(`document.activeElement?.matches(${JSON.stringify(selector)})`)) return;
    }
    throw new Error(`the keyboard does not reach ${selector}`);
  };
  const press = async (selector: string): Promise<void> => {
    await tabTo(selector);
    const loaded = page.waitForEvent('load');
    await page.keyboard.press('Enter');
    await loaded;
  };
  await page.goto(at('/o/account/sign-in/?next=add-factor'));
  await tabTo('#login');
  await page.keyboard.type(OWNER.address);
  await tabTo('#password');
  await page.keyboard.type(OWNER.password);
  await press('button.login-submit');
  await press('button.code-submit');
  await tabTo('#code');
  await page.keyboard.type(await mailedCode());
  await press('button.proof-submit');
  await press('a[href*="totp/"]');
  await tabTo('#code');
  await page.keyboard.type(codeOf(await shownSecret(), world.clock.now()));
  await press('button.factor-submit');
  await press('a.kept');
  await press('a[href*="rename/"]');
  await tabTo('#name');
  await page.keyboard.press('Control+A');
  await page.keyboard.type('Renamed');
  await press('button.rename-submit');
  expect(await page.textContent('.cards h3')).toBe('Renamed');
});

describe.each([
  ['en', 'dark'],
  ['fr', 'light'],
] as const)('every page is right for all: %s, 320 pixels, %s', (language, colorScheme) => {
  const look = () => inspectPage(page, language);
  const openAccount = async (): Promise<void> => {
    await openBrowser({ language, colorScheme, width: 320 });
    await page.goto(at('/o/account/sign-in/'));
    await givePassword();
  };

  it('until it is proved who adds something', async () => {
    await openAccount();
    await look();
    await submit(page, `a[href="${FACTORS}"]`);
    await look();
    await submit(page, `a[href="${FACTORS}add/"]`);
    await look();
    await submit(page, 'button.link-submit');
    await look();
    await submit(page, 'button.code-submit');
    await page.fill('#code', '1');
    await submit(page, 'button.proof-submit');
    await look();
  });

  it('while something is added', async () => {
    await openAccount();
    await page.goto(at(`${FACTORS}add/`));
    await prove();
    await look();
    await submit(page, 'a[href*="passkey/"]');
    await look();
    await page.goto(at(`${FACTORS}add/totp/`));
    await submit(page, 'button.factor-submit');
    await look();
    await page.fill('#code', codeOf(await shownSecret(), world.clock.now()));
    await page.fill('#name', 'x'.repeat(64));
    await submit(page, 'button.factor-submit');
    await look();
  });

  it('of what one has', async () => {
    await openAccount();
    await page.goto(at(`${FACTORS}add/`));
    await prove();
    await addApplication();
    await submit(page, 'a.kept');
    await look();
    for (const change of ['rename/', 'remove/', 'recovery-codes/']) {
      await submit(page, `a[href*="${change}"]`);
      await look();
      await page.goBack();
    }
  });
});
