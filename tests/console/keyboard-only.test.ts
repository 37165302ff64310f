import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, inject, it } from 'vitest';
import { launchChromium } from '../support/chromium.ts';
import { type Development, openDevelopment } from '../support/development.ts';

/** Somebody of the development provider, without any mail domain. */
const PERSON = { username: 'user-e2e-chromium', password: 'password-e2e-chromium' } as const;

let browser: Browser;
let development: Development;
beforeAll(async () => {
  [browser, development] = await Promise.all([launchChromium(), openDevelopment()]);
  const launcher = await development.start({ CONSOLE_FOLDER: inject('consoleFolder') });
  await launcher.ready();
});
afterAll(async () => {
  await browser?.close();
  await development?.close();
});

/** What a screen reader calls that which has the keyboard, as far as this story needs it. */
const NAME_OF_FOCUSED = `(() => {
  const { activeElement: at, body } = document;
  if (at === null || at === body) return '';
  const text = at.labels?.[0]?.textContent ?? at.getAttribute('aria-label') ?? at.textContent ?? '';
  return text.trim();
})()`;
const MOST_STEPS = 40;

/** Goes on by the tabulator until something of that name has the keyboard, which has to be seen. */
async function tabTo(page: Page, name: RegExp): Promise<void> {
  const passed: string[] = [];
  while (passed.length < MOST_STEPS) {
    await page.keyboard.press('Tab');
    const focused = await page.evaluate<string>(NAME_OF_FOCUSED);
    if (name.test(focused)) {
      expect(await page.evaluate<boolean>('document.activeElement.matches(":focus-visible")')).toBe(true);
      return;
    }
    passed.push(focused);
  }
  throw new Error(`Not reached by the keyboard: ${name}; passed ${passed.join(' | ')}`);
}

const press = async (page: Page, name: RegExp): Promise<void> => {
  await tabTo(page, name);
  await page.keyboard.press('Enter');
};
const type = async (page: Page, name: RegExp, text: string): Promise<void> => {
  await tabTo(page, name);
  await page.keyboard.type(text);
};
const arriveAt = async (page: Page, heading: string): Promise<void> => {
  await page.getByRole('heading', { level: 1, name: heading }).waitFor();
  await expect.poll(() => page.evaluate<string>(NAME_OF_FOCUSED)).toBe(heading);
};

it('leads from sign-in to a created mailbox by the keyboard alone', async () => {
  const context = await browser.newContext({ locale: 'en' });
  context.setDefaultTimeout(30_000);
  const page = await context.newPage();
  const problems: string[] = [];
  page.on('pageerror', (error) => problems.push(String(error)));
  await page.goto(`${development.url}/console/`);
  await page.waitForSelector('.sign-in');
  await press(page, /^S’identifier avec/);
  await page.waitForSelector('input[name=username]');
  await type(page, /username|e-?mail/i, PERSON.username);
  await type(page, /password/i, PERSON.password);
  await page.keyboard.press('Enter');

  await page.waitForURL(`${development.url}/console/`);
  await page.getByRole('navigation', { name: 'Main menu' }).waitFor();
  await press(page, /^Mail domains$/);
  await arriveAt(page, 'Mail domains');
  await press(page, /^Add a mail domain$/);
  await type(page, /^Domain name/, 'clavier-seul.fr');
  await press(page, /^Add the domain$/);
  await arriveAt(page, 'clavier-seul.fr');
  await press(page, /^Addresses$/);
  await page.getByRole('heading', { level: 2, name: 'Mailboxes' }).waitFor();
  await press(page, /^Create a mailbox$/);
  await type(page, /^First name/, 'Louis');
  await type(page, /^Last name/, 'Braille');
  await type(page, /^Other address/, 'louis@perso.example');
  await press(page, /^Create the mailbox$/);
  await page.getByRole('dialog', { name: 'What happens now' }).waitFor();
  await press(page, /^Open the mailbox$/);
  await arriveAt(page, 'louis.braille@clavier-seul.fr');
  expect(problems).toEqual([]);
  await context.close();
});
