import type { Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, expect, inject, it } from 'vitest';
import { addUser } from '../api/evry.ts';
import { makeMailDomainInvitation } from '../builders/make-mail-domain-invitation.ts';
import { type ConsoleSite, openConsoleSite } from './support/console-site.ts';
import { inspectConsole } from './support/inspect-console.ts';
import { LOOKS } from './support/looks.ts';
import { seedConsole } from './support/seed-console.ts';
import { seedNeeds } from './support/seed-needs.ts';

let site: ConsoleSite;
beforeAll(async () => {
  site = await openConsoleSite(inject('consoleFolder'));
  await seedConsole(site);
  await seedNeeds(site);
});
afterAll(() => site?.close());
afterEach(async () => {
  expect(site.problems).toEqual([]);
  await site.closePages();
});

const open = async (page: Page) => {
  await page.goto(`${site.url}/`);
  await page.getByRole('heading', { level: 2 }).first().waitFor();
};

it('lists what needs one, across all domains, and leads to each', async () => {
  const page = await site.openAs(site.people.alice);
  await open(page);
  const todo = page.locator('.todo li');
  await todo.first().waitFor();
  expect(await todo.allTextContents()).toEqual([
    expect.stringContaining('evry-culture.fr needs its DNS to be put right'),
    expect.stringContaining('1 change in evry.fr has been waiting for the mail service'),
    expect.stringContaining('Nobody answered your invitation of ended@evry.example to evry.fr'),
    expect.stringContaining('The mail that invites lost@evry.example to evry.fr did not arrive'),
    expect.stringContaining('evry.fr differs from the mail service in 2 points'),
  ]);
  for (const [name, path] of [
    ['Open evry-culture.fr', 'evry-culturefr/dns'],
    ['See what waits evry.fr', 'evryfr/waiting'],
    ['See the invitation lost@evry.example', 'evryfr/access'],
    ['Settle evry.fr', 'evryfr/differences'],
  ] as const) {
    await page.getByRole('link', { name }).click();
    await page.waitForURL(`${site.url}/domains/${path}`);
    await page.goBack();
    await todo.first().waitFor();
  }
});

it.each(LOOKS)('is right for all: $language, $width pixels, $colorScheme', async (look) => {
  const page = await site.openAs(site.people.alice, look);
  await open(page);
  await page.waitForSelector('.todo li');
  await inspectConsole(page, look.language);
});

it.each([
  ['bob', ['needs its DNS', 'has been waiting', 'differs from']],
  ['carol', []],
  ['dave', []],
] as const)('shows to each what they can do something about: %s', async (name, expected) => {
  const page = await site.openAs(site.people[name]);
  await open(page);
  if (expected.length === 0) await page.getByText('Nothing waits for you').waitFor();
  else await page.waitForSelector('.todo li');
  expect(await page.locator('.todo li').allTextContents()).toEqual(
    expected.map((text) => expect.stringContaining(text)),
  );
});

it('lets one take an invitation or leave it, and tells those without an organization what they lack', async () => {
  const { world, evry, people } = site;
  const zoe = await addUser(world, { name: 'Zoé', email: 'zoe@elsewhere.example' });
  const later = new Date(world.clock.now().getTime() + 86_400_000);
  await world.seed.mailDomainInvitation(
    makeMailDomainInvitation({
      email: 'zoe@elsewhere.example',
      mailDomainId: evry.id,
      issuerId: people.alice.id,
      role: 'viewer',
      expiresAt: later,
    }),
  );
  const page = await site.openAs(zoe);
  await page.goto(`${site.url}/`);
  await page.getByText('You are invited to evry.fr (viewer)').waitFor();
  await page.getByText('No organization yet').waitFor();
  await inspectConsole(page, 'en');
  await page.getByRole('button', { name: 'Accept evry.fr' }).click();
  await page.getByText('You have now access to evry.fr.').waitFor();
  await page.getByText('Nothing waits for you').waitFor();
  await page.getByRole('link', { name: 'All mail domains' }).click();
  await page.getByRole('link', { name: 'evry.fr' }).waitFor();
});

it('stores the language that one chooses, for mails too', async () => {
  const { world, people } = site;
  const page = await site.openAs(people.carol, { language: 'en' });
  await page.goto(`${site.url}/`);
  await page.getByRole('button', { name: 'Your account: Carol' }).click();
  await page.getByText("Mairie d'Évry").waitFor();
  await page.getByLabel('Français').click();
  await page.getByText('Ce qui a besoin de vous').waitFor();
  await expect
    .poll(() => world.unitOfWork.run(({ users }) => users.find(people.carol.id)))
    .toMatchObject({ language: 'fr-fr' });
  await page.getByRole('button', { name: 'Se déconnecter' }).waitFor();
});

it('has its places on a screen of their own where it is narrow', async () => {
  const page = await site.openAs(site.people.alice, { width: 360 });
  await page.goto(`${site.url}/`);
  await page.getByRole('button', { name: 'Open the menu' }).press('Enter');
  const menu = page.getByRole('dialog', { name: 'Menu' });
  await menu.waitFor();
  await inspectConsole(page, 'en');
  await page.keyboard.press('Escape');
  await menu.waitFor({ state: 'hidden' });
  expect(await page.evaluate('document.activeElement.getAttribute("aria-label")')).toBe('Open the menu');
  await page.keyboard.press('Enter');
  await menu.getByRole('link', { name: 'Mail domains' }).press('Enter');
  await page.getByRole('heading', { level: 1, name: 'Mail domains' }).waitFor();
  await menu.waitFor({ state: 'hidden' });
});

it('tells a wrong address from those that exist, and stays in its frame', async () => {
  const page = await site.openAs(site.people.alice);
  await page.goto(`${site.url}/nothing/here`);
  await page.getByRole('heading', { level: 1, name: 'Page not found' }).waitFor();
  await page.getByRole('navigation', { name: 'Main menu' }).waitFor();
  await page.getByRole('link', { name: 'Go to the home page' }).click();
  await page.getByRole('heading', { level: 1, name: 'Hello Alice Martin' }).waitFor();
});
