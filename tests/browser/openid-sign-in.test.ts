import type { Browser, BrowserContext, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, beforeEach, expect, it } from 'vitest';
import { makeOpenidClient } from '../builders/make-openid-client.ts';
import { type ApiWorld, openApiWorld, START } from '../support/api-world.ts';
import { openBrokerAndApplication } from '../support/broker-and-application.ts';
import { launchChromium } from '../support/chromium.ts';
import { addMailboxOwner, OWNER } from '../support/mailbox-owner.ts';
import { submit } from './submit.ts';

const OTHER = { id: 'other', name: 'Other service' } as const;

let browser: Browser;
let services: Awaited<ReturnType<typeof openBrokerAndApplication>>;
let world: ApiWorld;
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
  world = await openApiWorld({ openid: {} });
  // Browsers have a clock of their own, by which cookies end.
  world.clock.advance((Date.now() - START.getTime()) / 1000);
  await addMailboxOwner(world.unitOfWork);
  await world.unitOfWork.run(async ({ openidClients }) => {
    for (const [clientId, name] of [
      ['broker', 'ProConnect'],
      [OTHER.id, OTHER.name],
    ] as const) {
      const redirectUris = [`${services.brokerUrl}/callback`];
      await openidClients.insert(makeOpenidClient({ clientId, name, redirectUris, requiresPkce: false }));
    }
  });
  context = await browser.newContext({ javaScriptEnabled: false, locale: 'en' });
  context.setDefaultTimeout(20_000);
  page = await context.newPage();
});
afterEach(async () => {
  await context.close();
  await world.close();
});

const authorizeUrl = (given: Readonly<Record<string, string>> = {}): string => {
  const parameters = new URLSearchParams({
    response_type: 'code',
    client_id: 'broker',
    redirect_uri: `${services.brokerUrl}/callback`,
    scope: 'openid email given_name usual_name',
    state: 'st4te',
    nonce: 'n0nce',
    ...given,
  });
  return `${world.url}/o/authorize/?${parameters}`;
};

async function signIn(password: string): Promise<void> {
  await page.fill('#password', password);
  await page.click('button.login-submit');
}

it('leads from a service through password and consent back to it, and signs in once for all services', async () => {
  await page.goto(authorizeUrl({ login_hint: OWNER.address, sp_name: 'Résana' }));
  expect(await page.textContent('h1')).toBe('Sign in to Résana');
  expect(await page.inputValue('#login')).toBe(OWNER.address);
  await signIn('wrong');
  await page.waitForSelector('#problem');
  await signIn(OWNER.password);
  await page.waitForSelector('button.consent-submit');
  expect(await page.textContent('main')).toContain(OWNER.address);
  await page.click('button.consent-submit');
  await page.waitForURL(`${services.applicationUrl}/callback?**`);
  const answer = new URL(page.url()).searchParams;
  expect(answer.get('state')).toBe('st4te');
  expect(answer.get('code')).not.toBeNull();

  await page.goto(authorizeUrl({ client_id: OTHER.id }));
  await page.click('button.consent-submit');
  await page.waitForURL(`${services.applicationUrl}/callback?**`);

  await page.goto(`${world.url}/o/account/`);
  expect(await page.textContent('.cards')).toContain(`ProConnect, ${OTHER.name}`);
  await submit(page, 'button.logout-submit');
  expect(await page.textContent('h1')).toBe('You are signed out');
  await page.goto(authorizeUrl());
  await page.waitForSelector('#login');
});

it.each([
  ['the sign-in', 'button[value=cancel]', false],
  ['the consent', 'button[value=refuse]', true],
])('goes back refused from %s', async (_name, button, signsIn) => {
  await page.goto(authorizeUrl({ login_hint: OWNER.address }));
  if (signsIn) await signIn(OWNER.password);
  await page.click(button);
  await page.waitForURL(`${services.applicationUrl}/callback?**`);
  const answer = new URL(page.url()).searchParams;
  expect(Object.fromEntries(answer)).toMatchObject({ error: 'access_denied', state: 'st4te' });
});

it.each([
  ['unknown_client', { client_id: 'nobody' }],
  ['unregistered_address', { redirect_uri: 'https://evil.example/' }],
])('says why it cannot go on: %s', async (problem, given) => {
  await page.goto(authorizeUrl(given));
  expect(await page.textContent('main strong')).toBe(problem);
});

it('asks before it signs out whom any page may have sent', async () => {
  await page.goto(`${world.url}/o/account/`);
  await page.fill('#login', OWNER.address);
  await signIn(OWNER.password);
  await page.waitForURL(`${world.url}/o/account/`);
  await page.goto(`${world.url}/o/logout/?post_logout_redirect_uri=https://evil.example/`);
  expect(await page.textContent('h1')).toBe('Sign out?');
  await submit(page, 'button.logout-submit');
  expect(await page.textContent('h1')).toBe('You are signed out');
  expect(page.url()).toBe(`${world.url}/o/logout/`);
});

it('ends the sign-in of another browser', async () => {
  const strangers = await browser.newContext({ locale: 'fr' });
  const other = await strangers.newPage();
  for (const each of [other, page]) {
    await each.goto(`${world.url}/o/account/`);
    await each.fill('#login', OWNER.address);
    await each.fill('#password', OWNER.password);
    await each.click('button.login-submit');
    await each.waitForURL(`${world.url}/o/account/`);
  }
  expect(await page.locator('.cards > li').count()).toBe(2);
  await submit(page, 'button[value=end]');
  expect(await page.locator('.cards > li').count()).toBe(1);
  await other.reload();
  expect(other.url()).toBe(`${world.url}/o/account/sign-in/`);
  await strangers.close();
});
