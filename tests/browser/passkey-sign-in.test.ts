import type { Browser, BrowserContext, CDPSession, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import {
  ORIGIN,
  openSecondFactorWorld,
  PASSWORD,
  type SecondFactorWorld,
} from '../openid-provider/second-factor-world.ts';
import { launchChromium } from '../support/chromium.ts';
import { addVirtualAuthenticator } from './add-virtual-authenticator.ts';
import { inspectPage } from './inspect-page.ts';
import { submit } from './submit.ts';

let browser: Browser;
let world: SecondFactorWorld;
let context: BrowserContext;
let page: Page;
let devices: CDPSession;
let authenticatorId: string;
beforeAll(async () => {
  browser = await launchChromium();
});
afterAll(() => browser.close());
beforeEach(async () => {
  // Passkeys belong to names, never to addresses of networks.
  world = await openSecondFactorWorld({ host: 'localhost' });
});
afterEach(async () => {
  await context.close();
  await world.close();
});

const signInPage = () => page.goto(`${world.url}/o/account/sign-in/`);

/** A browser with a device that knows its owner, on which Ada has a passkey. */
async function openBrowser(locale: 'en' | 'fr' = 'en'): Promise<void> {
  context = await browser.newContext({ locale, viewport: { width: 320, height: 720 } });
  page = await context.newPage();
  ({ devices, authenticatorId } = await addVirtualAuthenticator(context, page));
  await signInPage();
  const boundTo = 'the test itself';
  const begun = await world.useCases.beginPasskeyEnrolment(world.ada.id, boundTo);
  const response = await page.evaluate(
    `navigator.credentials.create({ publicKey: PublicKeyCredential.parseCreationOptionsFromJSON(${JSON.stringify(begun?.options)}) })
      .then((credential) => credential.toJSON())`,
  );
  const enrolled = await world.useCases.finishPasskeyEnrolment({
    mailboxId: world.ada.id,
    boundTo,
    response,
    name: 'telephone',
    origin: ORIGIN,
    language: 'en-us',
  });
  expect(enrolled.outcome).toBe('enrolled');
}

async function givePassword(): Promise<void> {
  await page.fill('#login', 'ada@varzy.example');
  await page.fill('#password', PASSWORD);
  await submit(page, '.login-submit');
}

describe('a passkey in Chromium', () => {
  it('signs in without a password, by the keyboard only', async () => {
    await openBrowser();
    await page.focus('.passkey-submit');
    await page.keyboard.press('Enter');
    await page.waitForURL(`${world.url}/o/account/`);
    expect(await page.locator('.logout-submit').count()).toBe(1);
  });

  it('is the second step after the password', async () => {
    await openBrowser();
    await givePassword();
    await inspectPage(page, 'en');
    expect(await page.locator('.passkey-otherwise').count()).toBe(0);
    await page.click('.passkey-submit');
    await page.waitForURL(`${world.url}/o/account/`);
  });

  it.each([
    ['en', 'Nothing was confirmed in time.'],
    ['fr', 'Rien n’a été confirmé à temps.'],
  ] as const)(
    'that was not unlocked is told in words, and the reader stays where they are: %s',
    async (locale, words) => {
      await openBrowser(locale);
      await devices.send('WebAuthn.setUserVerified', { authenticatorId, isUserVerified: false });
      await page.click('.passkey-submit');
      await expect.poll(() => page.textContent('[data-passkey-problem]')).toContain(words);
      expect(await page.evaluate('document.activeElement.className')).toContain('passkey-submit');
      await inspectPage(page, locale);
      await devices.send('WebAuthn.setUserVerified', { authenticatorId, isUserVerified: true });
      await page.keyboard.press('Enter');
      await page.waitForURL(`${world.url}/o/account/`);
    },
  );

  it('that was removed is told in words', async () => {
    await openBrowser();
    await world.removeFactors(world.ada.id);
    await page.click('.passkey-submit');
    await expect
      .poll(() => page.textContent('[data-passkey-problem]'))
      .toBe('This passkey does not open your account here.');
  });

  it('is not offered by a browser that knows none', async () => {
    context = await browser.newContext();
    page = await context.newPage();
    await page.addInitScript('delete window.PublicKeyCredential');
    await signInPage();
    expect(await page.locator('.login-submit').isVisible()).toBe(true);
    expect(await page.locator('.passkey-submit').isVisible()).toBe(false);
  });
});
