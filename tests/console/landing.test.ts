import { afterAll, afterEach, beforeAll, describe, expect, inject, it } from 'vitest';
import { type ConsoleSite, openConsoleSite } from './support/console-site.ts';
import { inspectConsole } from './support/inspect-console.ts';
import { LOOKS } from './support/looks.ts';

let site: ConsoleSite;
beforeAll(async () => {
  site = await openConsoleSite(inject('consoleFolder'));
});
afterAll(() => site?.close());
afterEach(async () => {
  expect(site.problems).toEqual([]);
  await site.closePages();
});

const PAGES = {
  landing: '/',
  'a page that does not exist': '/nothing/here',
  'a refused sign-in': '/refused?error=identity_provider_unavailable',
  'signed out': '/signed-out',
  'signed in again': '/signed-in',
} as const;

describe.each(Object.entries(PAGES))('%s', (_name, path) => {
  it.each(LOOKS)('is right for all: $language, $width pixels, $colorScheme', async (look) => {
    const page = await site.openPage(look);
    await page.goto(`${site.url}${path}`);
    await page.waitForSelector('h1');
    await inspectConsole(page, look.language);
  });
});

it('leads to the page that was asked for, by the button that ProConnect wants', async () => {
  const page = await site.openPage({ language: 'en' });
  await page.goto(`${site.url}/?q=mairie`);
  const button = page.getByRole('link', { name: 'S’identifier avec ProConnect' });
  expect(await button.getAttribute('lang')).toBe('fr');
  const address = new URL((await button.getAttribute('href')) ?? '', site.world.url);
  expect(address.pathname).toBe('/api/v1.0/authenticate/');
  expect(address.searchParams.get('next')).toBe('/console/?q=mairie');
  expect(await page.getByRole('link', { name: /What is ProConnect/ }).getAttribute('href')).toBe(
    'https://www.proconnect.gouv.fr/',
  );
});

it.each([
  ['', 'your account may not use this service'],
  ['?error=identity_provider_unavailable', 'does not answer at the moment'],
  ['?error=identity_provider_unexpected', 'cannot be used'],
  ['?error=something_new', 'Begin again'],
])('tells why a sign-in was refused: %s', async (query, text) => {
  const page = await site.openPage();
  await page.goto(`${site.url}/refused${query}`);
  await page.waitForSelector('.notice');
  expect(await page.textContent('.notice')).toContain(text);
});

it('is shown in the language that one chooses, also at the next visit', async () => {
  const page = await site.openPage({ language: 'en' });
  await page.goto(`${site.url}/`);
  await page.click('.disclosure__button');
  await page.getByLabel('Français').click();
  await page.getByRole('heading', { level: 1, name: 'Administrez vos domaines de messagerie' }).waitFor();
  await page.reload();
  await page.waitForSelector('h1');
  expect(await page.getAttribute('html', 'lang')).toBe('fr');
});

it('turns dark when asked to, on a device that is light', async () => {
  const page = await site.openPage({ colorScheme: 'light' });
  await page.goto(`${site.url}/`);
  const ground = () => page.evaluate<string>('getComputedStyle(document.body).backgroundColor');
  await page.waitForSelector('h1');
  const before = await ground();
  await page.click('.disclosure__button');
  await page.getByLabel('Dark').check();
  expect(await ground()).not.toBe(before);
  await page.keyboard.press('Escape');
  expect(await page.evaluate('document.activeElement.className')).toBe('disclosure__button');
  await inspectConsole(page, 'en');
});

it('needs the keyboard only: past the menus, then to the button', async () => {
  const page = await site.openPage();
  await page.goto(`${site.url}/`);
  await page.waitForSelector('h1');
  await page.keyboard.press('Tab');
  expect(await page.evaluate('document.activeElement.textContent')).toBe('Go to content');
  await page.keyboard.press('Enter');
  await page.keyboard.press('Tab');
  expect(await page.evaluate('document.activeElement.className')).toBe('proconnect');
  expect(await page.evaluate('getComputedStyle(document.activeElement).outlineStyle')).not.toBe('none');
});
