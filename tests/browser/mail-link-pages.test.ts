import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { type Evry, openEvry } from '../api/evry.ts';
import { launchChromium } from '../support/chromium.ts';
import { USE_CASE_SETTINGS } from '../support/use-case-settings.ts';
import { inspectPage } from './inspect-page.ts';
import { submit } from './submit.ts';

let browser: Browser;
let evry: Evry;
beforeAll(async () => {
  [browser, evry] = await Promise.all([
    launchChromium(),
    openEvry({
      useCases: {
        mailSettings: { ...USE_CASE_SETTINGS.mailSettings, linkPage: 'https://regie.test/mail-link/' },
      },
    }),
  ]);
  await evry.world.mailProvisioner.createMailbox({ domain: 'evry.fr', ...evry.jean });
});
afterAll(async () => {
  await browser.close();
  await evry.world.close();
});

async function mailed(action: 'login_link' | 'reset_password'): Promise<string> {
  const alice = await evry.world.signIn(evry.people.alice);
  await alice.rest('POST', `mail-domains/evryfr/mailboxes/${evry.jean.id}/${action}/`);
  await evry.world.jobs.run();
  const content = evry.world.mailer.sent.at(-1)?.content;
  if (!content || !('pageLink' in content)) throw new Error('the mail has no link to our page');
  return `${evry.world.url}/mail-link/${new URL(content.pageLink).search}`;
}

it.each([
  ['en', 320, 'light'],
  ['fr', 320, 'dark'],
] as const)(
  'the pages of links in mails are right for all: %s, %i pixels, %s',
  async (language, width, colorScheme) => {
    const viewport = { width, height: 720 };
    const context = await browser.newContext({
      locale: language,
      viewport,
      colorScheme,
    });
    const page = await context.newPage();
    await page.goto(await mailed('login_link'));
    await inspectPage(page, language);
    await page.goto(await mailed('reset_password'));
    await inspectPage(page, language);
    await submit(page, 'button[value=show_password]');
    expect(await page.textContent('code')).not.toBe('');
    await inspectPage(page, language);
    await page.goto(`${evry.world.url}/mail-link/?token=unknown`);
    await inspectPage(page, language);
    await context.close();
  },
);
