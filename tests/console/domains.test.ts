import type { Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, describe, expect, inject, it } from 'vitest';
import { addUser } from '../api/evry.ts';
import { type ConsoleSite, openConsoleSite, signInBrowser } from './support/console-site.ts';
import { inspectConsole } from './support/inspect-console.ts';
import { LOOKS } from './support/looks.ts';
import { seedConsole } from './support/seed-console.ts';

let site: ConsoleSite;
beforeAll(async () => {
  site = await openConsoleSite(inject('consoleFolder'), { waits: { registrationMs: 300, usualMs: 300 } });
  await seedConsole(site);
});
afterAll(() => site?.close());
afterEach(async () => {
  site.world.mailProvisioner.setTrouble(undefined);
  expect(site.problems).toEqual([]);
  await site.closePages();
});

const heading = (page: Page, name: string) => page.getByRole('heading', { level: 1, name }).waitFor();
const focused = (page: Page) => page.evaluate<string>('document.activeElement.textContent');

const PAGES = {
  home: ['/', 'h1'],
  'the list of domains': ['/domains', 'table'],
  'the DNS of a domain': ['/domains/evry-culturefr/dns', '.record'],
  'what waits': ['/domains/evryfr/waiting', '.empty'],
  'a domain that is not there': ['/domains/nowhere', '.notice'],
} as const;

describe.each(Object.entries(PAGES))('%s', (_name, [path, shown]) => {
  it.each(LOOKS)('is right for all: $language, $width pixels, $colorScheme', async (look) => {
    const page = await site.openAs(site.people.alice, look);
    await page.goto(`${site.url}${path}`);
    await page.waitForSelector(shown);
    await inspectConsole(page, look.language);
  });
});

it('adds a domain, also for somebody who has none, and leads to its DNS', async () => {
  const page = await site.openAs(await addUser(site.world, { email: 'zoe@mairie.example' }));
  await page.goto(`${site.url}/domains`);
  await page.locator('.empty').getByRole('button', { name: 'Add a mail domain' }).click();
  const dialog = page.getByRole('dialog', { name: 'Add a mail domain' });
  const name = dialog.getByLabel('Domain name');
  const add = dialog.getByRole('button', { name: 'Add the domain' });
  expect(await dialog.getByLabel('Support address').inputValue()).toBe('zoe@mairie.example');

  await add.click();
  expect(await dialog.locator('.field__error').textContent()).toBe('Fill in this field.');
  expect(await name.getAttribute('aria-invalid')).toBe('true');
  await inspectConsole(page, 'en');

  await name.fill('not a domain');
  await add.click();
  await dialog.getByText('This is not a domain name').waitFor();
  await name.fill('evry.fr');
  await add.click();
  await dialog.getByText('This domain has already been added').waitFor();
  expect(await name.evaluate((element) => element === element.ownerDocument.activeElement)).toBe(true);
  await name.fill('Mairie-Neuve.fr');
  await dialog.getByLabel('Support address').fill('nobody');
  await add.click();
  await dialog.getByText('This is not valid.').waitFor();
  expect(await name.inputValue()).toBe('Mairie-Neuve.fr');
  await dialog.getByLabel('Support address').fill('aide@ailleurs.example');
  await add.click();

  await heading(page, 'mairie-neuve.fr');
  expect(page.url()).toBe(`${site.url}/domains/mairie-neuvefr/dns`);
  await page.getByText('mairie-neuve.fr has been added').waitFor();
  await page.goBack();
  await page.getByRole('link', { name: 'mairie-neuve.fr' }).waitFor();
});

it('searches, filters and orders by its address', async () => {
  const page = await site.openAs(site.people.alice);
  await page.goto(`${site.url}/domains?status=nonsense&page=x`);
  const names = async () => (await page.locator('tbody th').allTextContents()).join(' ');
  await page.waitForSelector('table');
  expect(await names()).toBe('evry-culture.fr evry.fr old.fr');
  const column = page.getByRole('columnheader', { name: 'Domain' });
  expect(await column.getAttribute('aria-sort')).toBe('ascending');
  await column.getByRole('button').click();
  await page.waitForURL(/order=desc/);
  await expect.poll(names).toBe('old.fr evry.fr evry-culture.fr');
  expect(await column.getAttribute('aria-sort')).toBe('descending');

  await page.getByLabel('Status').selectOption('Action required');
  await expect.poll(names).toBe('evry-culture.fr');
  await page.getByLabel('Search a domain').fill('nothing');
  await page.getByText('No domain found').waitFor();
  const address = Object.fromEntries(new URL(page.url()).searchParams);
  expect(address).toEqual({ order: 'desc', sort: 'name', status: 'action_required', q: 'nothing' });
  await page.reload();
  await page.getByText('No domain found').waitFor();
  await page.getByRole('button', { name: 'Show all domains' }).click();
  await expect.poll(names).toBe('old.fr evry.fr evry-culture.fr');
});

it('leads the keyboard to the heading of each page that one goes to, and names the window after it', async () => {
  const page = await site.openAs(site.people.alice);
  await page.goto(`${site.url}/`);
  await heading(page, 'Hello Alice Martin');
  expect(await page.title()).toBe('Home – La Régie');
  await page
    .getByRole('navigation', { name: 'Main menu' })
    .getByRole('link', { name: 'Mail domains' })
    .press('Enter');
  await heading(page, 'Mail domains');
  expect(await page.title()).toBe('Mail domains – La Régie');
  await expect.poll(() => focused(page)).toBe('Mail domains');
  await page.getByRole('link', { name: 'evry-culture.fr' }).press('Enter');
  await heading(page, 'evry-culture.fr');
  await expect.poll(() => focused(page)).toBe('evry-culture.fr');
  await page.getByRole('link', { name: 'DNS', exact: true }).press('Enter');
  await page.waitForSelector('.record');
  expect(await page.getByRole('link', { name: 'DNS', exact: true }).getAttribute('aria-current')).toBe(
    'page',
  );
  expect(await page.textContent('[aria-live=polite]')).toContain('DNS of evry-culture.fr');
});

describe('the DNS of a domain', () => {
  it('is copied record by record, and as a whole', async () => {
    const page = await site.openAs(site.people.alice);
    await page.goto(`${site.url}/domains/evry-culturefr/dns`);
    await page.getByText('1 of 3 records are right.').waitFor();
    const clipboard = () => page.evaluate<string>('navigator.clipboard.readText()');
    const [mx] = await page.locator('.record').all();
    expect(await mx?.textContent()).toContain('To put right');
    expect(await mx?.textContent()).toContain('mx.ancien-hebergeur.fr');
    await mx?.getByRole('button', { name: /^Copy Value/ }).click();
    await expect.poll(clipboard).toBe('10 mx.messagerie.example.');
    await page.getByRole('button', { name: 'Copy all as a zone file' }).click();
    await expect
      .poll(clipboard)
      .toContain('evry-culture.fr.\tIN\tTXT\t"v=spf1 include:_spf.messagerie.example -all"\n');
    const mail = await page.getByRole('link', { name: 'Write a mail with this list' }).getAttribute('href');
    expect(decodeURIComponent(mail ?? '')).toContain('webmail.evry-culture.fr.\tIN\tCNAME');
  });

  it('is a sheet to print: the records, and nothing to press', async () => {
    const page = await site.openAs(site.people.alice);
    await page.goto(`${site.url}/domains/evry-culturefr/dns`);
    await page.locator('.record').nth(3).waitFor();
    await page.emulateMedia({ media: 'print' });
    const shown = (what: string) => page.locator(what).filter({ visible: true }).count();
    expect(await shown('.record')).toBe(4);
    expect(await shown('code')).toBe(12);
    for (const what of ['button', 'nav', '.side-panel', '.footer']) expect(await shown(what), what).toBe(0);
  });

  it('is checked at once by those who administer it, others are told who can', async () => {
    const { alice, carol } = site.people;
    const viewer = await site.openAs(carol);
    await viewer.goto(`${site.url}/domains/evry-culturefr/dns`);
    const off = viewer.getByRole('button', { name: 'Check now' });
    await viewer.getByText('Ask: ').waitFor();
    expect(await off.getAttribute('aria-disabled')).toBe('true');
    expect(await viewer.locator('.ability__reason').textContent()).toMatch(/Alice Martin/);
    await inspectConsole(viewer, 'en');

    site.world.clock.advance(3600);
    const page = await site.openAs(alice);
    await page.goto(`${site.url}/domains/evry-culturefr/dns`);
    await page.getByRole('button', { name: 'Check now' }).click();
    await page.getByText('The domain has been checked.').waitFor();
    await page.locator('.page-header').getByText('Enabled').waitFor();
  });
});

it('tells that the mail service does not answer and what waits, and lets it be withdrawn', async () => {
  const { world, people, jean } = site;
  const alice = await world.signIn(people.alice);
  world.mailProvisioner.setTrouble({ kind: 'unavailable' });
  await alice.regie.mailboxes.disable.mutate({ domainSlug: 'evryfr', id: jean.id });
  const page = await site.openAs(people.alice);
  await page.goto(`${site.url}/domains/evryfr/dns`);
  await page.getByText('The mail service does not answer. 1 change has been waiting since').waitFor();
  await page.getByRole('link', { name: 'See what waits' }).click();
  await page.getByText('jean.valjean@evry.fr', { exact: true }).waitFor();
  await inspectConsole(page, 'en');
  await page.getByRole('button', { name: 'Withdraw – jean.valjean@evry.fr' }).click();
  await page.getByText('Nothing waits').waitFor();
});

it('keeps what was typed when the session ends, and goes on once the person is back', async () => {
  const { world, people } = site;
  const page = await site.openAs(people.bob);
  await page.goto(`${site.url}/domains`);
  await page.getByRole('button', { name: 'Add a mail domain' }).click();
  await page.getByLabel('Domain name').fill('presque-fini.fr');
  const [cookie] = (await page.context().cookies()).filter(({ name }) => name === 'sessionid');
  await world.sessions.destroy(cookie?.value ?? '');
  const ended = page.getByRole('dialog', { name: 'Your session has ended' });
  await ended.waitFor();
  await inspectConsole(page, 'en');
  await page.keyboard.press('Escape');
  await ended.getByRole('button', { name: 'I have signed in' }).click();
  await ended.getByText('You are not signed in yet.').waitFor();

  await signInBrowser(page.context(), world, people.bob);
  const other = await page.context().newPage();
  await other.goto(`${site.url}/signed-in`);
  await ended.waitFor({ state: 'hidden' });
  expect(await page.getByLabel('Domain name').inputValue()).toBe('presque-fini.fr');
  await page.getByRole('button', { name: 'Add the domain' }).click();
  await heading(page, 'presque-fini.fr');
});

it('says when there is no network', async () => {
  const page = await site.openAs(site.people.alice);
  await page.goto(`${site.url}/domains`);
  await page.waitForSelector('table');
  await page.context().setOffline(true);
  await page.getByText('You are offline.').waitFor();
  await inspectConsole(page, 'en');
  await page.context().setOffline(false);
  await page.getByText('You are offline.').waitFor({ state: 'hidden' });
});

it('loads no more at first than its budget', async () => {
  const page = await site.openAs(site.people.alice);
  await page.goto(`${site.url}/domains`);
  await page.waitForSelector('table');
  const loaded = await page.evaluate<readonly Readonly<{ name: string; encodedBodySize: number }>[]>(
    'performance.getEntriesByType("resource").map(({ name, encodedBodySize }) => ({ name, encodedBodySize }))',
  );
  const kb = (ending: string) =>
    loaded
      .filter(({ name }) => name.endsWith(ending))
      .reduce((sum, { encodedBodySize }) => sum + encodedBodySize / 1000, 0);
  expect(kb('.js')).toBeGreaterThan(50);
  expect(kb('.js')).toBeLessThan(300);
  expect(kb('.css')).toBeLessThan(80);
});
