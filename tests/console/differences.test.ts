import type { Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, describe, expect, inject, it } from 'vitest';
import { type ConsoleSite, openConsoleSite } from './support/console-site.ts';
import { inspectConsole } from './support/inspect-console.ts';
import { LOOKS } from './support/looks.ts';
import { seedDifferences } from './support/seed-differences.ts';

let site: ConsoleSite;
beforeAll(async () => {
  site = await openConsoleSite(inject('consoleFolder'), { waits: { registrationMs: 300, usualMs: 300 } });
  await seedDifferences(site);
});
afterAll(() => site?.close());
afterEach(async () => {
  site.world.mailProvisioner.setTrouble(undefined);
  expect(site.problems).toEqual([]);
  await site.closePages();
});

const open = async (page: Page, search = '') => {
  await page.goto(`${site.url}/domains/evryfr/differences${search}`);
  await page.getByRole('heading', { level: 2, name: /Differences|Écarts/ }).waitFor();
};
const names = (page: Page) => page.locator('.differences h3').allTextContents();
const card = (page: Page, name: string) => page.locator('.differences li', { hasText: name }).first();

it('compares when one asks, and shows what differs by itself', async () => {
  const page = await site.openAs(site.people.bob);
  await open(page);
  await page.getByText('Not compared yet').waitFor();
  await page.getByRole('button', { name: 'Compare now' }).click();
  await page.getByText('6 differences to settle', { exact: true }).waitFor();
  await expect
    .poll(() => names(page))
    .toEqual([
      'ana.roy@evry.fr',
      'contact@evry.fr → ana.roy@evry.fr',
      'eve.petit@evry.fr',
      'jean.valjean@evry.fr',
      'mairie@evry.fr → jean.valjean@evry.fr',
      'oxadmin@evry.fr',
    ]);
});

describe('the differences of a domain', () => {
  it.each(LOOKS)('are right for all: $language, $width pixels, $colorScheme', async (look) => {
    const page = await site.openAs(site.people.alice, look);
    await open(page);
    await page.waitForSelector('.differences');
    await inspectConsole(page, look.language);
    await page.locator('.selection input').first().check();
    await page.locator('.selection .actions').getByRole('button').first().click();
    await page.waitForSelector('dialog[open] .dialog__body');
    await inspectConsole(page, look.language);
  });

  it('are found by their address, which holds search, filter and what is ignored', async () => {
    const page = await site.openAs(site.people.alice);
    await open(page, '?finding=nonsense&ignored=maybe');
    await page.waitForSelector('.differences');
    await page.getByLabel('What differs').selectOption('Only here');
    await expect
      .poll(() => names(page))
      .toEqual(['jean.valjean@evry.fr', 'mairie@evry.fr → jean.valjean@evry.fr']);
    await page.getByLabel('Search an address').fill('MAIRIE');
    await expect.poll(() => names(page)).toEqual(['mairie@evry.fr → jean.valjean@evry.fr']);
    await page.reload();
    await expect.poll(() => names(page)).toEqual(['mairie@evry.fr → jean.valjean@evry.fr']);
    await page.getByLabel('Search an address').fill('nobody');
    await page.getByText('No difference found').waitFor();
    await page.getByRole('button', { name: 'Show all differences' }).click();
    await expect.poll(async () => (await names(page)).length).toBe(6);
  });

  it('are said in plain words, with what each choice does', async () => {
    const page = await site.openAs(site.people.alice);
    await open(page);
    const eve = card(page, 'eve.petit@evry.fr');
    await eve.waitFor();
    const text = await eve.textContent();
    expect(text).toContain('Ève Petit, enabled');
    expect(text).toContain('Ève Petit-Martin, enabled');
    expect(text).toContain('The mail service gives the mailbox the name that it has here.');
    const admin = card(page, 'oxadmin@evry.fr');
    expect(await admin.textContent()).toContain('It is an account that the mail service made for itself.');
    expect(await admin.getByRole('button').count()).toBe(1);
  });

  it.each([
    ['alice', true],
    ['bob', true],
    ['carol', false],
  ] as const)('are settled by administrators and owners: %s', async (name, may) => {
    const page = await site.openAs(site.people[name]);
    await open(page);
    if (may) await page.waitForSelector('.differences');
    else {
      await page.getByText('Only administrators and owners of this domain see its differences').waitFor();
      await page.getByText(/^Ask: .*Alice Martin/).waitFor();
    }
    expect(await page.getByRole('button', { name: 'Compare now' }).count()).toBe(may ? 1 : 0);
    await inspectConsole(page, 'en');
  });
});

it('settles one: at once where nothing is lost, after a question where something is', async () => {
  const page = await site.openAs(site.people.alice);
  await open(page);
  await card(page, 'oxadmin@evry.fr')
    .getByRole('button', { name: /^Ignore/ })
    .click();
  await page.getByText('The difference is settled.').waitFor();
  await expect.poll(async () => (await names(page)).includes('oxadmin@evry.fr')).toBe(false);
  expect(await page.evaluate('document.activeElement.id')).toBe('differences-title');
  await page.getByLabel('Show the 1 ignored one too').check();
  await page.waitForURL(/ignored=true/);
  await card(page, 'oxadmin@evry.fr').getByText('Ignored', { exact: true }).waitFor();

  await card(page, 'oxadmin@evry.fr')
    .getByRole('button', { name: /^Ignore no longer/ })
    .click();
  await page.getByText('The difference is to be settled again.').first().waitFor();
  await page.getByText('6 differences to settle', { exact: true }).waitFor();
  await page.getByLabel('Select oxadmin@evry.fr').check();
  await page.getByRole('button', { name: 'Ignore (1)' }).click();
  await page.getByRole('dialog').getByRole('button', { name: 'Ignore' }).click();
  await page.getByRole('dialog').getByText('1 difference is settled.').waitFor();
  await page.keyboard.press('Escape');
  await page.getByText('5 differences to settle', { exact: true }).waitFor();

  const jean = card(page, 'jean.valjean@evry.fr');
  await jean.getByRole('button', { name: /^Do as the mail service/ }).press('Enter');
  const dialog = page.getByRole('dialog', { name: 'Do as the mail service' });
  await dialog.getByText('What is deleted cannot be had back.').waitFor();
  await page.keyboard.press('Escape');
  await dialog.waitFor({ state: 'hidden' });
  expect(await page.evaluate('document.activeElement.textContent')).toContain('jean.valjean@evry.fr');
  expect(await names(page)).toContain('jean.valjean@evry.fr');
});

it('settles many, tells what became of each, and shows what waits for the mail service', async () => {
  const { world, people } = site;
  const page = await site.openAs(people.alice);
  await open(page);
  await page.getByLabel('Select all on this page').check();
  await page.getByText('5 selected').waitFor();
  // Meanwhile somebody makes the mailbox that was missing there.
  const { firstName, lastName } = site.jean;
  world.mailProvisioner.putMailbox({ domain: 'evry.fr', localPart: 'jean.valjean', firstName, lastName });
  await page.getByRole('button', { name: 'Do as here (4)' }).click();
  const dialog = page.getByRole('dialog', { name: 'Do as here' });
  await dialog.getByText('1 selected difference cannot be settled this way, and stays.').waitFor();
  await dialog.getByRole('button', { name: 'Do as here' }).click();
  const outcome = page.getByRole('dialog', { name: 'What became of them' });
  await outcome.getByText('3 differences wait for the mail service').waitFor();
  await outcome.getByText('1 difference was not settled').waitFor();
  await outcome.getByText('This has changed since the comparison').waitFor();
  expect(await outcome.locator('.settle-outcomes li').textContent()).toContain('jean.valjean@evry.fr');
  await inspectConsole(page, 'en');
  await page.keyboard.press('Escape');
  await expect.poll(() => names(page)).toEqual(['ana.roy@evry.fr', 'jean.valjean@evry.fr']);
  await page.getByText('0 selected').waitFor();
});

it('tells that the mail service does not answer, and what cannot be known', async () => {
  const { world, people } = site;
  world.mailProvisioner.listFurtherMailboxes('evry.fr', [{ unreadable: 'no address', address: null }]);
  const page = await site.openAs(people.alice);
  await open(page);
  await page.getByRole('button', { name: 'Compare now' }).click();
  await page.getByText('1 row does not say which mailbox it is.').waitFor();
  world.mailProvisioner.setTrouble({ kind: 'unavailable' });
  await page.getByRole('button', { name: 'Compare now' }).click();
  await page.getByText('The comparison could not be ended').waitFor();
  await page.getByText('It is tried again by itself.').waitFor();
  await inspectConsole(page, 'en');
  await card(page, 'ana.roy@evry.fr')
    .getByRole('button', { name: /^Do as the mail service/ })
    .click();
  await card(page, 'ana.roy@evry.fr').getByText('The mail service does not answer').waitFor();
});
