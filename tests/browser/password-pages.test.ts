import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { type ApiWorld, openApiWorld, START } from '../support/api-world.ts';
import { launchChromium } from '../support/chromium.ts';
import { addMailboxOwner, OWNER } from '../support/mailbox-owner.ts';
import { inspectPage } from './inspect-page.ts';
import { submit } from './submit.ts';

let browser: Browser;
let world: ApiWorld;
beforeAll(async () => {
  [browser, world] = await Promise.all([launchChromium(), openApiWorld({ openid: {} })]);
  // Browsers have a clock of their own, by which cookies end.
  world.clock.advance((Date.now() - START.getTime()) / 1000);
  await addMailboxOwner(world.unitOfWork);
});
afterAll(async () => {
  await browser.close();
  await world.close();
});

it.each([
  ['en', 'dark'],
  ['fr', 'light'],
] as const)('the pages of passwords are right for all: %s, 320 pixels, %s', async (language, colorScheme) => {
  const viewport = { width: 320, height: 720 };
  const context = await browser.newContext({ locale: language, viewport, colorScheme });
  context.setDefaultTimeout(20_000);
  const page = await context.newPage();
  await page.goto(`${world.url}/o/account/sign-in/`);
  await page.click('a[href="/o/password/forgotten/"]');
  await page.waitForURL(`${world.url}/o/password/forgotten/`);
  await inspectPage(page, language);
  await submit(page, 'main button');
  await inspectPage(page, language);
  await page.goto(`${world.url}/o/password/set/?token=unknown`);
  await inspectPage(page, language);

  await page.goto(`${world.url}/o/account/password/`);
  expect(page.url()).toBe(`${world.url}/o/account/sign-in/?next=password`);
  await page.fill('#login', OWNER.address);
  await page.fill('#password', OWNER.password);
  await page.click('button.login-submit');
  await page.waitForURL(`${world.url}/o/account/password/`);
  await inspectPage(page, language);
  await submit(page, 'main button');
  await inspectPage(page, language);
  await context.close();
});
