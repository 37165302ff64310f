import { readFile } from 'node:fs/promises';
import type { Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, describe, expect, inject, it } from 'vitest';
import { type ConsoleSite, type Look, openConsoleSite } from './support/console-site.ts';
import { inspectConsole } from './support/inspect-console.ts';
import { LOOKS } from './support/looks.ts';
import { seedMany, UNREACHABLE } from './support/seed-many.ts';

const MANY = 200;

let site: ConsoleSite;
beforeAll(async () => {
  site = await openConsoleSite(inject('consoleFolder'), { waits: { registrationMs: 300, usualMs: 300 } });
  await seedMany(site, MANY);
});
afterAll(() => site?.close());
afterEach(async () => {
  site.world.mailProvisioner.setTrouble(undefined);
  expect(site.problems).toEqual([]);
  await site.closePages();
});

const openList = async (
  who: 'alice' | 'bob' | 'carol',
  look: Look = {},
  query = '?q=service',
): Promise<Page> => {
  const page = await site.openAs(site.people[who], look);
  await page.goto(`${site.url}/domains/evryfr${query}`);
  await page.waitForSelector('table');
  return page;
};
const passwordMails = () =>
  site.world.mailer.sent.filter(({ content }) => content.kind === 'password_reset').length;

it('sends 200 people new passwords, tells of three who cannot get one, and goes on while nobody looks', async () => {
  site.world.mailProvisioner.setTrouble({ kind: 'unavailable' });
  const page = await openList('alice');
  await page.getByLabel('Select all on this page').check();
  await page.getByText('20 mailboxes selected').waitFor();
  await page.getByRole('button', { name: 'Select all 200 found' }).click();
  await page.getByText('200 mailboxes selected').waitFor();

  await page.getByRole('button', { name: 'Send new passwords (197 of 200)' }).click();
  const dialog = page.getByRole('dialog');
  await dialog.getByText('1 of the selected mailboxes stays as it is').waitFor();
  await dialog.getByText('2 owners have no other address').waitFor();
  expect(await dialog.textContent()).toContain('The former passwords no longer work');
  expect(await dialog.getByRole('listitem').allTextContents()).toEqual(
    expect.arrayContaining(['service-000@evry.fr', 'service-001@evry.fr']),
  );
  await dialog.getByRole('button', { name: 'Send 197 new passwords' }).click();

  const panel = page.getByRole('region', { name: '200 mailboxes: send new passwords' });
  await panel.getByText('197 mailboxes still wait').waitFor();
  await panel.getByText('2 to be handed over').waitFor();
  await panel.getByText('1 not done').waitFor();
  expect(await page.getByRole('region', { name: 'Selected mailboxes' }).count()).toBe(0);
  const address = page.url();
  expect(address).toMatch(/[?&]bulk=[\w-]{36}/);
  await panel.getByText('197 waiting').click();
  await expect.poll(() => panel.getByText('the mail service does not answer').count()).toBeGreaterThan(0);

  // Whoever leaves, and comes back, by the address or by the menu, sees how far it is.
  await page.goto(`${site.url}/`);
  await page.goto(address);
  await panel.getByText('197 mailboxes still wait').waitFor();
  await page.goto(`${site.url}/domains/evryfr?q=service`);
  await page.getByText('Latest change of several mailboxes').waitFor();
  await page.getByRole('button', { name: 'Show', exact: true }).click();
  await panel.getByText('197 mailboxes still wait').waitFor();
  site.world.mailProvisioner.setTrouble(undefined);
  await site.world.advance(3600);
  await panel.getByText('All is done, but for 3 mailboxes.').waitFor();
  await panel.getByText('197 done').waitFor();
  expect(passwordMails()).toBe(MANY - UNREACHABLE);

  await panel.getByRole('button', { name: 'Copy the list' }).click();
  const copied = String(await page.evaluate('navigator.clipboard.readText()')).split('\n');
  expect(copied).toHaveLength(MANY + 1);
  expect(copied.slice(0, 2)).toEqual([
    'Address\tOutcome\tReason',
    expect.stringMatching(/^service-000@evry\.fr\tTo be handed over\t\w/),
  ]);
  const download = page.waitForEvent('download');
  await panel.getByRole('button', { name: 'Download as a table (CSV)' }).click();
  const file = await download;
  expect(file.suggestedFilename()).toMatch(/^evry\.fr-resetPassword-\d{4}-\d\d-\d\d\.csv$/);
  const table = await readFile(await file.path(), 'utf8');
  expect(table.split('\r\n')).toHaveLength(MANY + 2);
  expect(table).toContain('"service-199@evry.fr";"Done";""');

  await panel.getByRole('button', { name: 'Close this change' }).click();
  await expect.poll(() => new URL(page.url()).search).toBe('?q=service');
});

it('is sent again when the answer is lost, and mails nobody twice', async () => {
  const page = await openList('alice', {}, '?q=service-05');
  await page.getByLabel('Select all on this page').check();
  await page.getByRole('button', { name: 'Send new passwords' }).click();
  let isLost = false;
  await page.route(/mailboxes\.changeMany/, async (route) => {
    if (isLost) return route.continue();
    isLost = true;
    await route.fetch();
    return route.abort();
  });
  const before = passwordMails();
  const dialog = page.getByRole('dialog');
  await dialog.getByRole('button', { name: 'Send 10 new passwords' }).click();
  await dialog.getByText('The server could not be reached').waitFor();
  await dialog.getByRole('button', { name: 'Send 10 new passwords' }).click();
  await page.locator('.progress').getByText('All is done.').waitFor();
  expect(passwordMails() - before).toBe(10);
  expect(site.problems.splice(0)).toEqual(['Failed to load resource: net::ERR_FAILED']);
});

it('has links handed over one by one to those who have no other address, each shown this once and printed alone', async () => {
  const page = await openList('alice', {}, '?q=service-00');
  await page.addInitScript('window.print = () => { window.sheets = (window.sheets ?? 0) + 1; }');
  await page.reload();
  await page.getByLabel('Select service-000@evry.fr').check();
  await page.getByLabel('Select service-001@evry.fr').check();
  // Nothing can be sent, and something can be done all the same.
  await page.getByRole('button', { name: 'Send sign-in links' }).click();
  const confirm = page.getByRole('dialog', { name: 'Links to hand over?' });
  expect(await confirm.getByRole('listitem').allTextContents()).toEqual([
    'service-000@evry.fr',
    'service-001@evry.fr',
  ]);
  await confirm.getByRole('button', { name: 'Show whom to hand links' }).click();
  await page.getByText('2 to be handed over').waitFor();
  await page.getByRole('button', { name: 'Hand the links over one by one' }).click();

  const dialog = page.getByRole('dialog', { name: 'Hand links over' });
  await dialog.getByText('Owner 1 of 2').waitFor();
  await dialog.getByRole('heading', { name: 'service-000@evry.fr' }).waitFor();
  await dialog.getByRole('button', { name: 'Make a link to hand over' }).click();
  const field = dialog.getByLabel('Link to hand over');
  const first = await field.inputValue();
  expect(first).toMatch(/^http/);
  await dialog.getByText('It works until:').waitFor();
  await dialog.getByRole('button', { name: /^Copy/ }).click();
  expect(await page.evaluate('navigator.clipboard.readText()')).toBe(first);
  await inspectConsole(page, 'en');

  await dialog.getByRole('button', { name: 'Print this link' }).click();
  await expect.poll(() => page.evaluate('window.sheets')).toBe(1);
  await page.emulateMedia({ media: 'print' });
  expect(await page.evaluate('document.body.innerText')).toMatch(
    /^A link to choose a password\s+For the owner of service-000@evry\.fr only:\s+http\S+\s+It works until:[^\n]*$/,
  );
  expect(await page.locator('.print-sheet__link').textContent()).toBe(first);
  await page.emulateMedia({ media: 'screen' });
  await page.evaluate('dispatchEvent(new Event("afterprint"))');
  await expect.poll(() => page.locator('.print-sheet').count()).toBe(0);

  await dialog.getByRole('button', { name: 'Next owner' }).click();
  await dialog.getByText('Owner 2 of 2').waitFor();
  expect(await page.evaluate('document.activeElement.textContent')).toBe('service-001@evry.fr');
  expect(await field.count()).toBe(0);
  expect(await page.content()).not.toContain(first);
  await dialog.getByRole('button', { name: 'Make a link to hand over' }).click();
  expect(await field.inputValue()).not.toBe(first);
  expect(await dialog.getByRole('button', { name: 'Next owner' }).count()).toBe(0);
  await dialog.getByRole('button', { name: 'Close' }).last().click();

  // Nobody sees them a second time: neither here, nor in what is stored of the change.
  await page.reload();
  await page.getByText('2 to be handed over').waitFor();
  expect(await page.getByLabel('Link to hand over').count()).toBe(0);
  await page.getByRole('button', { name: 'Make a link to hand over' }).first().waitFor();
});

it('is done with the keyboard alone', async () => {
  const page = await openList('bob', {}, '?q=service-06');
  const focus = () => page.evaluate<string>('document.activeElement.textContent');
  await page.getByLabel('Select service-060@evry.fr').focus();
  await page.keyboard.press('Space');
  await page.keyboard.press('Tab');
  await page.keyboard.press('Tab');
  await page.keyboard.press('Space');
  await page.getByText('2 mailboxes selected').waitFor();
  await page.getByRole('button', { name: 'Disable' }).focus();
  await page.keyboard.press('Enter');
  await page.getByRole('dialog').getByText('deletes their calendars').waitFor();
  await page.keyboard.press('Escape');
  expect(await page.getByRole('dialog').count()).toBe(0);
  expect(await focus()).toBe('Disable');
  await page.keyboard.press('Enter');
  const submit = page.getByRole('button', { name: 'Disable 2 mailboxes' });
  await submit.focus();
  await page.keyboard.press('Enter');
  await page.locator('.progress').getByText('All is done.').waitFor();
  expect(await focus()).toBe('2 mailboxes: disable');
  const shown = page.getByRole('row').filter({ hasText: 'service-060@evry.fr' });
  await expect.poll(() => shown.textContent()).toContain('Disabled');
});

it('shows viewers why they may not, and who could', async () => {
  const page = await openList('carol', {}, '?q=service-07');
  await page.getByLabel('Select service-070@evry.fr').check();
  const bar = page.getByRole('region', { name: 'Selected mailboxes' });
  const buttons = bar.locator('.actions button');
  expect(await buttons.evaluateAll((all) => all.map((one) => one.getAttribute('aria-disabled')))).toEqual(
    Array.from({ length: 5 }, () => 'true'),
  );
  await bar.getByText(/Only administrators and owners.*Alice Martin/).waitFor();
  await buttons.first().click({ force: true });
  expect(await page.getByRole('dialog').count()).toBe(0);
});

it('says of a change that it does not know that it is gone', async () => {
  const unknown = '11111111-2222-4333-8444-555555555555';
  const page = await openList('alice', {}, `?bulk=${unknown}`);
  await page.getByText('This change of several mailboxes is not known any more.').waitFor();
  await page.goto(`${site.url}/domains/evryfr?bulk=nonsense`);
  await page.waitForSelector('table');
  expect(await page.getByRole('region', { name: 'Change of several mailboxes' }).count()).toBe(0);
});

describe.each(LOOKS)('a selection: $language, $width pixels, $colorScheme', (look) => {
  it('is right for all: the bar, the dialog, the outcomes', async () => {
    const page = await openList('alice', look);
    await page.locator('thead input').check();
    await page.locator('.selection').waitFor();
    await inspectConsole(page, look.language);
    const actions = page.locator('.selection .actions button');
    await actions.nth(3).click();
    await page.waitForSelector('dialog[open]');
    await inspectConsole(page, look.language);
    await page.keyboard.press('Escape');
    await actions.nth(1).click();
    await page.locator('dialog[open] details summary').first().click();
    await inspectConsole(page, look.language);
    await page.locator('dialog[open] .dialog__actions button').last().click();
    await page.locator('details.outcome--refused[open] li').first().waitFor();
    await inspectConsole(page, look.language);
    await page.locator('.outcome--hand-over + .actions button').click();
    await page.locator('dialog[open] .dialog__body button').click();
    await page.locator('dialog[open] input').waitFor();
    await inspectConsole(page, look.language);
  });
});
