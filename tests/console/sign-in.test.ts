import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, expect, inject, it } from 'vitest';
import { launchChromium } from '../support/chromium.ts';
import { type Development, openDevelopment } from '../support/development.ts';

/** Somebody of the development provider, without any mail domain. */
const PERSON = { username: 'user-e2e-chromium', password: 'password-e2e-chromium' } as const;

let browser: Browser;
let development: Development;
beforeAll(async () => {
  [browser, development] = await Promise.all([launchChromium(), openDevelopment()]);
  const launcher = await development.start({
    CONSOLE_FOLDER: inject('consoleFolder'),
    // The console signs out by a form, as an installation may want it.
    ALLOW_LOGOUT_GET_METHOD: 'false',
  });
  await launcher.ready();
});
afterAll(async () => {
  await browser?.close();
  await development?.close();
});

it('leads from the way in through the identity provider to the page that was asked for, and out again', async () => {
  const context = await browser.newContext({ locale: 'en' });
  context.setDefaultTimeout(30_000);
  const page = await context.newPage();
  const problems: string[] = [];
  page.on('pageerror', (error) => problems.push(String(error)));
  await page.goto(`${development.url}/console/domains?q=mairie`);
  await page.getByRole('link', { name: 'S’identifier avec ProConnect' }).click();
  await page.fill('input[name=username]', PERSON.username);
  await page.fill('input[name=password]', PERSON.password);
  await page.press('input[name=password]', 'Enter');
  await page.waitForURL(`${development.url}/console/domains?q=mairie`);
  await page.waitForSelector('h1');
  expect(problems).toEqual([]);

  await page.goto(`${development.url}/console/`);
  await page.locator('.disclosure__button').click();
  await page.locator('.sign-out').click();
  await page.waitForURL(`${development.url}/console/signed-out`);
  await page.getByRole('heading', { level: 1, name: 'You are signed out' }).waitFor();
  expect(problems).toEqual([]);
  const me = await context.request.get(`${development.url}/api/v1.0/users/me/`);
  expect(me.status()).toBe(401);
  await context.close();
});

it('ends at the home of the console when nothing else was asked for', async () => {
  const context = await browser.newContext({ locale: 'fr' });
  context.setDefaultTimeout(30_000);
  const page = await context.newPage();
  await page.goto(`${development.url}/api/v1.0/authenticate/`);
  await page.fill('input[name=username]', PERSON.username);
  await page.fill('input[name=password]', PERSON.password);
  await page.press('input[name=password]', 'Enter');
  await page.waitForURL(`${development.url}/console/`);
  await page.getByRole('heading', { level: 1 }).waitFor();
  await context.close();
});
