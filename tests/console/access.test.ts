import type { Locator, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, describe, expect, inject, it } from 'vitest';
import type { MailDomainRole } from '../../src/domain/mail-domain/mail-domain-access.ts';
import type { User } from '../../src/domain/people/user.ts';
import { addDomain, addUser } from '../api/evry.ts';
import { type ConsoleSite, openConsoleSite } from './support/console-site.ts';
import { inspectConsole } from './support/inspect-console.ts';
import { LOOKS } from './support/looks.ts';
import { seedAccesses } from './support/seed-accesses.ts';

let site: ConsoleSite;
beforeAll(async () => {
  site = await openConsoleSite(inject('consoleFolder'));
  const { world, organization, evry } = site;
  await addUser(world, {
    name: 'Nina Été',
    email: 'nina@evry.fr',
    organizationId: organization.id,
  });
  await addUser(world, { name: 'Nino', email: 'nino@evry.fr', organizationId: organization.id });
  await seedAccesses(site, evry);
});
afterAll(() => site?.close());
afterEach(async () => {
  expect(site.problems).toEqual([]);
  await site.closePages();
});

/** A domain of a test's own. */
const domainOf = (name: string, roles: readonly (readonly [User, MailDomainRole])[]) =>
  addDomain(site.world, { name, slug: name.replaceAll('.', ''), status: 'enabled' }, roles);
const open = async (page: Page, slug: string, query = '') => {
  await page.goto(`${site.url}/domains/${slug}/access${query}`);
  await page.locator('.access table').first().waitFor();
};
const row = (page: Page, name: string) => page.locator('tr', { hasText: name });
const dialogOf = (page: Page) => page.getByRole('dialog');
const focused = (page: Page) => page.evaluate<string>('document.activeElement.textContent');
const press = (where: Page | Locator, name: string | RegExp) =>
  where.getByRole('button', { name, exact: typeof name === 'string' }).click();
/** The people of the list, each with their role. */
const roles = (page: Page) =>
  page.evaluate<readonly string[][]>(
    `[...document.querySelectorAll('.access table')[0].tBodies[0].rows].map(({ cells }) =>
      [cells[0].firstChild.textContent, cells[1].firstChild.textContent])`,
  );

describe.each(LOOKS)('is right for all: $language, $width pixels, $colorScheme', (look) => {
  it('the list, and each dialog', async () => {
    const page = await site.openAs(site.people.alice, look);
    await open(page, 'evryfr');
    await inspectConsole(page, look.language);
    const dialogs = {
      give: page.locator('.access > p button'),
      change: row(page, 'Bob').getByRole('button').first(),
      remove: row(page, 'Bob').getByRole('button').last(),
      withdraw: row(page, 'chef@evry.fr').getByRole('button').last(),
    };
    for (const button of Object.values(dialogs)) {
      await button.click();
      await dialogOf(page).waitFor();
      await inspectConsole(page, look.language);
      await page.keyboard.press('Escape');
      await dialogOf(page).waitFor({ state: 'hidden' });
      expect(await button.evaluate((element) => element === element.ownerDocument.activeElement)).toBe(true);
    }
  });
});

it('gives a colleague access by the keyboard alone, changes the role, and takes the access away', async () => {
  const { alice, bob } = site.people;
  await domainOf('clavier.fr', [
    [alice, 'owner'],
    [bob, 'viewer'],
  ]);
  const page = await site.openAs(alice);
  await open(page, 'clavierfr');
  const { keyboard } = page;
  await page.getByRole('button', { name: 'Give access' }).focus();
  await keyboard.press('Enter');
  const who = dialogOf(page).getByRole('combobox', { name: 'Who?' });
  await who.focus();
  await keyboard.type('zzz');
  await dialogOf(page).getByRole('status').getByText('No colleague found.').waitFor();
  await who.fill('');
  await keyboard.type('nin');
  await dialogOf(page).getByRole('status').getByText('2 colleagues found.').waitFor();
  expect(await who.getAttribute('aria-expanded')).toBe('true');
  const options = dialogOf(page).getByRole('option');
  expect((await options.allTextContents()).toSorted()).toEqual(['Nina Éténina@evry.fr', 'Ninonino@evry.fr']);
  await inspectConsole(page, 'en');
  await keyboard.press('ArrowDown');
  await keyboard.press('ArrowDown');
  const activeId = await who.getAttribute('aria-activedescendant');
  expect(await page.locator(`[id="${activeId}"]`).getAttribute('aria-selected')).toBe('true');
  await keyboard.press('Escape');
  expect(await who.getAttribute('aria-expanded')).toBe('false');
  expect(await dialogOf(page).count()).toBe(1);
  await keyboard.press('ArrowUp');
  await keyboard.press('Enter');
  expect(await who.inputValue()).toMatch(/^Nin/);
  await who.fill('ete');
  await dialogOf(page).getByRole('status').getByText('1 colleague found.').waitFor();
  await keyboard.press('ArrowDown');
  await keyboard.press('Enter');
  expect(await who.inputValue()).toBe('Nina Été');
  await dialogOf(page).getByRole('status').getByText('Nina Été is chosen.').waitFor();
  await keyboard.press('Tab');
  expect(await page.evaluate('document.activeElement.nextElementSibling.textContent')).toMatch(/^Viewer/);
  await keyboard.press('ArrowUp');
  await keyboard.press('Enter');
  await page.getByText('Nina Été now has access to clavier.fr.').waitFor();
  await dialogOf(page).waitFor({ state: 'hidden' });
  expect(await focused(page)).toBe('Give access');
  expect(await roles(page)).toEqual([
    ['Alice Martin', 'Owner'],
    ['Bob', 'Viewer'],
    ['Nina Été', 'Administrator'],
  ]);

  await press(page, 'Change role – Bob');
  await dialogOf(page).getByText('At present: Viewer.').waitFor();
  await dialogOf(page).getByLabel('Owner').check();
  await press(dialogOf(page), 'Change the role');
  await page.getByText('Bob: the role is now Owner.').waitFor();
  await dialogOf(page).waitFor({ state: 'hidden' });
  expect(await focused(page)).toBe('Change role – Bob');

  await press(page, 'Remove – Nina Été');
  await dialogOf(page).getByText('Nina Été will not see clavier.fr any more').waitFor();
  await press(dialogOf(page), 'Cancel');
  expect(await row(page, 'Nina').count()).toBe(1);
  await press(page, 'Remove – Nina Été');
  await press(dialogOf(page), 'Remove the access');
  await page.getByText('Nina Été has no access to clavier.fr any more.').waitFor();
  await dialogOf(page).waitFor({ state: 'hidden' });
  expect(await row(page, 'Nina').count()).toBe(0);
  expect(await focused(page)).toBe('clavier.fr');
});

it('invites by address, says what is wrong with one, and that somebody with an account has access at once', async () => {
  const { alice, dave } = site.people;
  const { world } = site;
  await domainOf('invite.fr', [[alice, 'owner']]);
  const page = await site.openAs(alice);
  await open(page, 'invitefr');
  await page.getByText('Nobody is invited at present.').waitFor();
  await press(page, 'Give access');
  const who = dialogOf(page).getByRole('combobox');
  const wrong = dialogOf(page).locator('.field__error');
  await press(dialogOf(page), 'Give access');
  expect(await wrong.textContent()).toContain('Choose somebody of the list');
  await who.fill('zoe@@ailleurs.fr');
  await press(dialogOf(page), 'Invite');
  await wrong.getByText('This is not valid.').waitFor();
  await who.fill('zoe@ailleurs.fr');
  await dialogOf(page).getByRole('option', { name: 'Invite zoe@ailleurs.fr' }).click();
  world.mailer.refuseNext(1, 'definite');
  await dialogOf(page).getByLabel('Administrator').check();
  await press(dialogOf(page), 'Invite');
  await page.getByText('An invitation to zoe@ailleurs.fr is on its way.').waitFor();
  await row(page, 'zoe@ailleurs.fr').waitFor();

  await press(page, 'Give access');
  await who.fill('ZOE@ailleurs.fr');
  await press(dialogOf(page), 'Invite');
  await wrong.getByText('This address has already been invited.').waitFor();
  await who.fill(dave.email ?? '');
  await press(dialogOf(page), 'Invite');
  await page.getByText(`${dave.email} has an account already: access has been given at once`).waitFor();
  await row(page, 'Dave').waitFor();

  await page.reload();
  const state = row(page, 'zoe@ailleurs.fr').locator('.invitation-state');
  await state.getByText('Mail refused').waitFor();
  expect(await state.textContent()).toContain('There is no such address. Check it;');
  await press(page, 'Send again – zoe@ailleurs.fr');
  await page.getByText('The invitation to zoe@ailleurs.fr is on its way again').waitFor();
  await page.reload();
  await state.getByText('Mail sent').waitFor();
  await press(page, 'Withdraw – zoe@ailleurs.fr');
  await press(dialogOf(page), 'Withdraw the invitation');
  await page.getByText('Nobody is invited at present.').waitFor();
  expect(await focused(page)).toBe('invite.fr');
});

it('tells how each invitation fares, and marks those that end', async () => {
  const page = await site.openAs(site.people.alice);
  await open(page, 'evryfr');
  const told = async (email: string) =>
    (await row(page, email).locator('.invitation-state').textContent())?.replaceAll(/\s+/g, ' ');
  expect(await told('nouvelle@evry.fr')).toMatch(/^Mail on its way Ends in 7 days/);
  expect(await told('attend@evry.fr')).toMatch(
    /^Mail on its way The mail server does not answer\. It is tried again by itself\.Ends/,
  );
  expect(await told('recue@evry.fr')).toMatch(/^Mail sent Ends in 5 days/);
  expect(await told('fautede@frapppe.fr')).toMatch(/^Mail refused There is no such address/);
  expect(await told('chef@evry.fr')).toMatch(/^Mail sent Ends soonEnds/);
  expect(await told('oubliee@evry.fr')).toMatch(/^Mail not delivered Ended.+Ended yesterday.+Send it again/);
});

it('searches and filters by its address', async () => {
  const page = await site.openAs(site.people.alice);
  await open(page, 'evryfr', '?role=nonsense&invited=x');
  expect(await roles(page)).toHaveLength(3);
  await page.getByLabel('Role', { exact: true }).selectOption('Viewer');
  await expect.poll(() => roles(page)).toEqual([['Carol', 'Viewer']]);
  await page.getByLabel('Search a person').fill('bob');
  await page.getByText('Nobody found').waitFor();
  expect(Object.fromEntries(new URL(page.url()).searchParams)).toEqual({ role: 'viewer', q: 'bob' });
  await press(page, 'Show everybody');
  await expect.poll(() => roles(page)).toHaveLength(3);
});

it('keeps the last owner, says why, and lets them go once there is another', async () => {
  const { world, people } = site;
  const { alice, bob } = people;
  await domainOf('dernier.fr', [
    [alice, 'owner'],
    [bob, 'owner'],
  ]);
  const page = await site.openAs(alice);
  await open(page, 'dernierfr');
  await press(page, 'Leave – Alice Martin');
  await dialogOf(page).getByText('You will not see dernier.fr any more').waitFor();
  // Bob is faster.
  const { regie } = await world.signIn(bob);
  const { items } = await regie.mailDomainAccesses.list.query({ domainSlug: 'dernierfr' });
  const id = items.find(({ user }) => user.id === bob.id)?.id ?? '';
  await regie.mailDomainAccesses.delete.mutate({ domainSlug: 'dernierfr', id });
  await press(dialogOf(page), 'Leave');
  await dialogOf(page).getByText('A mail domain keeps at least one owner: make somebody else').waitFor();
  await inspectConsole(page, 'en');
  await page.keyboard.press('Escape');
  await row(page, 'Alice').getByText('You are the only owner: one is always needed.').waitFor();
  for (const name of ['Leave', 'Change role']) {
    const button = page.getByRole('button', { name: `${name} – Alice Martin` });
    expect(await button.getAttribute('aria-disabled')).toBe('true');
    await button.press('Enter');
    expect(await dialogOf(page).count()).toBe(0);
  }

  await press(page, 'Give access');
  await dialogOf(page).getByRole('combobox').fill('nina');
  await dialogOf(page).getByRole('option', { name: 'Nina Été' }).click();
  await dialogOf(page).getByLabel('Owner').check();
  await press(dialogOf(page), 'Give access');
  await row(page, 'Nina').waitFor();
  await press(page, 'Leave – Alice Martin');
  await press(dialogOf(page), 'Leave');
  await page.getByText('You have left dernier.fr.').waitFor();
  await page.getByRole('heading', { level: 1, name: 'Mail domains' }).waitFor();
  await page.getByRole('link', { name: 'evry.fr', exact: true }).waitFor();
  expect(await page.getByRole('link', { name: 'dernier.fr' }).count()).toBe(0);
});

it('offers administrators what they may give, and tells viewers whom to ask', async () => {
  const { bob, carol } = site.people;
  const administrator = await site.openAs(bob);
  await open(administrator, 'evryfr');
  await row(administrator, 'Alice')
    .getByText('Only owners can change this access. Ask: Alice Martin.')
    .waitFor();
  await row(administrator, 'chef@evry.fr')
    .getByText('Only owners can send it again. Ask: Alice Martin.')
    .waitFor();
  await press(administrator, 'Give access');
  expect(await dialogOf(administrator).getByLabel('Owner').isDisabled()).toBe(true);
  await dialogOf(administrator).getByText('Only owners can give this role.').waitFor();
  expect(await dialogOf(administrator).getByLabel('Viewer').isChecked()).toBe(true);

  const viewer = await site.openAs(carol, { language: 'fr', width: 360, colorScheme: 'dark' });
  await open(viewer, 'evryfr');
  const reason = viewer.getByText(
    'Seuls les administrateurs et propriétaires peuvent y changer quelque chose. Adressez-vous à : Alice Martin et Bob.',
  );
  await reason.waitFor();
  const buttons = await viewer.locator('.access button.c__button--small, .access > p button').all();
  expect(buttons.length).toBeGreaterThan(10);
  for (const button of buttons) {
    expect(await button.getAttribute('aria-disabled')).toBe('true');
    expect(await button.getAttribute('aria-describedby')).toBe(await reason.getAttribute('id'));
  }
  await inspectConsole(viewer, 'fr');
});
