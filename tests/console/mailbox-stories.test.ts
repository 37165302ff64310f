import type { Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, expect, inject, it } from 'vitest';
import type { Mailbox } from '../../src/domain/mailbox/mailbox.ts';
import { makeMailAlias } from '../builders/make-mail-alias.ts';
import { type ConsoleSite, openConsoleSite } from './support/console-site.ts';
import { inspectConsole } from './support/inspect-console.ts';
import { LOOKS } from './support/looks.ts';
import { seedMailboxes } from './support/seed-mailboxes.ts';

let site: ConsoleSite;
let seeded: readonly Mailbox[];
beforeAll(async () => {
  site = await openConsoleSite(inject('consoleFolder'), { waits: { registrationMs: 300, usualMs: 300 } });
  seeded = await seedMailboxes(site);
});
afterAll(() => site?.close());
afterEach(async () => {
  site.world.mailProvisioner.setTrouble(undefined);
  expect(site.problems).toEqual([]);
  await site.closePages();
});

const openList = async (...[look]: [Parameters<ConsoleSite['openAs']>[1]?]): Promise<Page> => {
  const page = await site.openAs(site.people.alice, look);
  await page.goto(`${site.url}/domains/evryfr`);
  await page.waitForSelector('table');
  return page;
};
const openMailbox = async (localPart: string): Promise<Page> => {
  const page = await site.openAs(site.people.alice);
  await page.goto(`${site.url}/domains/evryfr/mailboxes/${idOf(localPart)}`);
  await page.waitForSelector('.side-panel');
  return page;
};
const idOf = (localPart: string) => seeded.find((mailbox) => mailbox.localPart === localPart)?.id;
const stored = (localPart: string) =>
  site.world.store.tables.mailboxes.all((mailbox) => mailbox.localPart === localPart)[0];
const heading = (page: Page, name: string) => page.getByRole('heading', { level: 1, name }).waitFor();

it.each(LOOKS)('has a dialog that is right for all: $language, $width pixels, $colorScheme', async (look) => {
  const page = await openList(look);
  await page.locator('.section-line').getByRole('button').click();
  await page.waitForSelector('dialog form');
  await inspectConsole(page, look.language);
});

it('creates the mailbox of a person, with an address made of their names, and says what happens now', async () => {
  const page = await openList();
  await page.getByRole('button', { name: 'Create a mailbox' }).click();
  const dialog = page.getByRole('dialog', { name: 'Create a mailbox' });
  await dialog.getByRole('button', { name: 'Create the mailbox' }).click();
  expect(await dialog.locator('.field__error').count()).toBe(3);
  await inspectConsole(page, 'en');
  await dialog.getByLabel('First name').fill('Jean-Noël');
  await dialog.getByLabel('Last name').fill("d'Ormesson");
  const address = dialog.getByLabel('Address *');
  expect(await address.inputValue()).toBe('jean-noel.dormesson');
  await address.fill('jn.ormesson');
  await dialog.getByLabel('Last name').fill('d’Ormesson');
  expect(await address.inputValue()).toBe('jn.ormesson');
  await dialog.getByLabel('Other address').fill('nobody');
  await dialog.getByRole('button', { name: 'Create the mailbox' }).click();
  await dialog.getByText('This is not valid.').waitFor();
  await dialog.getByLabel('Other address').fill('jn@perso.example');
  await dialog.getByRole('button', { name: 'Create the mailbox' }).click();

  const next = page.getByRole('dialog', { name: 'What happens now' });
  await next.getByText('jn.ormesson@evry.fr exists').waitFor();
  await next.getByText('A mail with a sign-in link has been sent to jn@perso.example.').waitFor();
  await inspectConsole(page, 'en');
  await next.getByRole('link', { name: 'Open the mailbox' }).click();
  await heading(page, 'jn.ormesson@evry.fr');
  expect(stored('jn.ormesson')).toMatchObject({ firstName: 'Jean-Noël', lastName: 'd’Ormesson' });
});

it('explains an address or a name that is taken, and leads to an alias instead', async () => {
  const page = await openList();
  await page.getByRole('button', { name: 'Create a mailbox' }).click();
  const dialog = page.getByRole('dialog');
  const create = dialog.getByRole('button', { name: 'Create the mailbox' });
  await dialog.getByLabel('First name').fill('Jeanne');
  await dialog.getByLabel('Last name').fill('Valjean');
  await dialog.getByLabel('Address *').fill('Jean.Valjean');
  await create.click();
  await dialog.getByText('This address is taken.').waitFor();
  await dialog.getByText('A mailbox with this address is there already').waitFor();
  await inspectConsole(page, 'en');
  await dialog.getByLabel('First name').fill('Jean');
  await dialog.getByLabel('Address *').fill('jean2');
  await create.click();
  await dialog.getByText('A mailbox of this domain already has these names: jean.valjean@evry.fr.').waitFor();
  await dialog.getByRole('link', { name: 'Create an alias instead' }).click();
  await page.waitForURL(`${site.url}/domains/evryfr/aliases?new=jean2`);
});

it('creates a functional mailbox without names, warns of an alias of its address, and hands a link over', async () => {
  const alias = makeMailAlias({ mailDomainId: site.evry.id, localPart: 'contact', destination: 'a@b.fr' });
  await site.world.unitOfWork.run(({ mailAliases }) => mailAliases.insertIfAbsent(alias));
  const page = await openList();
  await page.getByRole('button', { name: 'Create a mailbox' }).click();
  const dialog = page.getByRole('dialog');
  await dialog.getByLabel('A service or a function').check();
  await dialog.getByLabel('Name that others see').fill('Contact');
  expect(await dialog.getByLabel('Address *').inputValue()).toBe('contact');
  await dialog.getByLabel('Name that others see').fill('');
  await dialog.getByLabel('Address *').fill('contact');
  await dialog.getByLabel('Address *').press('Tab');
  await dialog.getByText('There is an alias contact@evry.fr').waitFor();
  await dialog.getByText('Mail to it goes to: a@b.fr.').waitFor();
  await inspectConsole(page, 'en');
  await dialog.getByRole('button', { name: 'Create the mailbox' }).click();
  await dialog.getByText('this mailbox gets none').waitFor();
  await dialog.getByRole('button', { name: 'Make a link to hand over' }).click();
  expect(await dialog.getByLabel('Link to hand over').inputValue()).toMatch(/^https?:/);
  await dialog.getByText(/It works until: in 3 days/).waitFor();
  await inspectConsole(page, 'en');
  await dialog.getByRole('button', { name: 'Copy', exact: true }).click();
  await expect.poll(() => page.evaluate<string>('navigator.clipboard.readText()')).toMatch(/^https?:/);
  await dialog.getByRole('button', { name: 'Create another one' }).click();
  expect(await dialog.getByLabel('Address *').inputValue()).toBe('');
  expect(stored('contact')).toMatchObject({ kind: 'functional', firstName: '', lastName: '' });
  await page.goto(`${site.url}/domains/evryfr/mailboxes/${stored('contact')?.id}`);
  await page.getByText('this mailbox gets none').waitFor();
});

it('shows that a mailbox waits for the mail service and why, and that it exists once it answers, by itself', async () => {
  const { world } = site;
  const page = await openList();
  world.mailProvisioner.setTrouble({ kind: 'unavailable' });
  await page.getByRole('button', { name: 'Create a mailbox' }).click();
  const dialog = page.getByRole('dialog');
  await dialog.getByLabel('First name').fill('Rosa');
  await dialog.getByLabel('Last name').fill('Bonheur');
  await dialog.getByLabel('Other address').fill('rosa@perso.example');
  await dialog.getByRole('button', { name: 'Create the mailbox' }).click();
  await dialog.getByText('rosa.bonheur@evry.fr is being created').waitFor();
  await dialog.getByText('the mail service does not answer').waitFor();
  await dialog.getByText('As soon as the mailbox exists, a mail with a sign-in link').waitFor();
  await dialog.getByRole('button', { name: 'Close' }).click();
  const row = page.getByRole('row').filter({ has: page.getByRole('rowheader', { name: 'rosa.bonheur' }) });
  await row.getByText('Being created').waitFor();
  await row.getByText(/To be created – .* – the mail service does not answer/).waitFor();
  world.mailProvisioner.setTrouble(undefined);
  await world.advance(3600);
  await row.getByText('Enabled').waitFor();
});

it('says what is lost before it disables, shows that this waits, and withdraws it', async () => {
  const page = await openMailbox('ana.petit');
  site.world.mailProvisioner.setTrouble({ kind: 'unavailable' });
  await page.getByRole('button', { name: 'Disable', exact: true }).click();
  const dialog = page.getByRole('dialog', { name: 'Disable ana.petit@evry.fr?' });
  await dialog.getByText('The mail service deletes its calendar, its address book').waitFor();
  await inspectConsole(page, 'en');
  await dialog.getByRole('button', { name: 'Cancel' }).click();
  expect(await page.evaluate<string>('document.activeElement.textContent')).toBe('Disable');
  await page.getByRole('button', { name: 'Disable', exact: true }).click();
  await dialog.getByRole('button', { name: 'Disable the mailbox' }).click();
  await page.getByText(/^To be disabled – since/).waitFor();
  await inspectConsole(page, 'en');
  await page.getByRole('button', { name: 'Withdraw' }).click();
  await page.getByText('This was not done').waitFor();
  site.world.mailProvisioner.setTrouble(undefined);

  await page.getByRole('button', { name: 'Disable', exact: true }).click();
  await dialog.getByRole('button', { name: 'Disable the mailbox' }).click();
  await page.locator('.page-header').getByText('Disabled').waitFor();
  await page.getByRole('button', { name: 'Enable', exact: true }).click();
  await page.locator('.page-header').getByText('Enabled').waitFor();
});

it('deletes a mailbox that the mail service does not have, once asked', async () => {
  const page = await openMailbox('karim.benali');
  await page.getByRole('button', { name: 'Delete', exact: true }).click();
  const dialog = page.getByRole('dialog', { name: 'Delete karim.benali@evry.fr?' });
  await inspectConsole(page, 'en');
  await page.keyboard.press('Escape');
  expect(stored('karim.benali')).toBeDefined();
  await page.getByRole('button', { name: 'Delete', exact: true }).click();
  await dialog.getByRole('button', { name: 'Delete the mailbox' }).click();
  await page.getByText('karim.benali@evry.fr has been deleted.').waitFor();
  await heading(page, 'evry.fr');
  expect(stored('karim.benali')).toBeUndefined();
});

it('shows to the second of two people what the first has changed, and lets both changes stand', async () => {
  const bob = await site.world.signIn(site.people.bob);
  const page = await openMailbox('hugo.marchand');
  await page.getByRole('button', { name: 'Withdraw' }).click();
  await page.getByText('This was not done').waitFor();
  await page.getByRole('button', { name: 'Change', exact: true }).click();
  const dialog = page.getByRole('dialog');
  await dialog.getByLabel('First name').fill('Hugues');
  const target = { domainSlug: 'evryfr', id: stored('hugo.marchand')?.id ?? '' };
  await bob.regie.mailboxes.update.mutate({ ...target, secondaryEmail: 'hugo@ailleurs.example' });
  await dialog.getByRole('button', { name: 'Save' }).click();
  await dialog
    .getByText('Other address of the person: “hugo@perso.example” has become “hugo@ailleurs.example”.')
    .waitFor();
  await inspectConsole(page, 'en');
  expect(stored('hugo.marchand')).toMatchObject({ firstName: 'Hugo' });
  await dialog.getByRole('button', { name: 'Keep what I typed' }).click();
  expect(await dialog.getByLabel('First name').inputValue()).toBe('Hugues');
  expect(await dialog.getByLabel('Other address').inputValue()).toBe('hugo@ailleurs.example');
  await dialog.getByRole('button', { name: 'Save' }).click();
  await page.getByText('Your changes have been saved').waitFor();
  expect(stored('hugo.marchand')).toMatchObject({
    firstName: 'Hugues',
    secondaryEmail: 'hugo@ailleurs.example',
  });
});

it('changes a functional mailbox that has no first name, and takes its other address away', async () => {
  const page = await openMailbox('accueil');
  await page.getByRole('button', { name: 'Change', exact: true }).click();
  const dialog = page.getByRole('dialog');
  expect(await dialog.getByLabel('First name').count()).toBe(0);
  await dialog.getByLabel('Name that others see').fill('Accueil');
  await dialog.getByLabel('Other address').fill('accueil@perso.example');
  await dialog.getByRole('button', { name: 'Save' }).click();
  await page.locator('.card').getByText('accueil@perso.example', { exact: true }).waitFor();
  await page.getByRole('button', { name: 'Change', exact: true }).click();
  await dialog.getByLabel('Other address').fill('');
  await dialog.getByRole('button', { name: 'Save' }).click();
  await page.getByText('This mailbox has no other address').waitFor();
  expect(stored('accueil')).toMatchObject({ firstName: '', lastName: 'Accueil', secondaryEmail: null });
});

it('sends a link and a new password, also once the mail service answers, and shows what happened', async () => {
  const page = await openMailbox('ines.garnier');
  site.world.mailProvisioner.setTrouble({ kind: 'unavailable' });
  await page.getByRole('button', { name: 'Send a sign-in link' }).click();
  await page.getByText('Your request is kept', { exact: true }).waitFor();
  await page.getByText(/^A sign-in link – since/).waitFor();
  await inspectConsole(page, 'en');
  site.world.mailProvisioner.setTrouble(undefined);
  await site.world.advance(3600);
  await page.getByText('Waiting for the mail service').waitFor({ state: 'hidden' });
  await page.getByRole('button', { name: 'Send a new password' }).click();
  await page.getByText('A mail with a new password goes to ines@perso.example.').waitFor();
  await page.getByRole('button', { name: 'Show what happened' }).click();
  await page.getByText('Only administrators of an organization see its journal.').waitFor();
});
