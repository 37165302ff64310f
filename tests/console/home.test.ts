import { afterAll, afterEach, beforeAll, expect, inject, it } from 'vitest';
import { addUser } from '../api/evry.ts';
import { makeMailDomainInvitation } from '../builders/make-mail-domain-invitation.ts';
import { type ConsoleSite, openConsoleSite } from './support/console-site.ts';
import { inspectConsole } from './support/inspect-console.ts';
import { seedConsole } from './support/seed-console.ts';

let site: ConsoleSite;
beforeAll(async () => {
  site = await openConsoleSite(inject('consoleFolder'));
  await seedConsole(site);
});
afterAll(() => site?.close());
afterEach(async () => {
  expect(site.problems).toEqual([]);
  await site.closePages();
});

it('lists the domains that need somebody, and leads to them', async () => {
  const page = await site.openAs(site.people.alice);
  await page.goto(`${site.url}/`);
  const todo = page.locator('.todo li');
  await todo.first().waitFor();
  expect(await todo.allTextContents()).toEqual([
    expect.stringContaining('evry-culture.fr needs its DNS to be put right'),
  ]);
  await page.getByRole('link', { name: 'Open evry-culture.fr' }).click();
  await page.waitForURL(`${site.url}/domains/evry-culturefr/dns`);
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
      role: 'administrator',
      expiresAt: later,
    }),
  );
  const page = await site.openAs(zoe);
  await page.goto(`${site.url}/`);
  await page.getByText('You are invited to evry.fr (administrator)').waitFor();
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
  expect(await page.getByRole('link', { name: 'Se déconnecter' }).getAttribute('href')).toBe(
    '/api/v1.0/logout/',
  );
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
