import type { Locator } from 'playwright-core';
import { afterAll, afterEach, beforeAll, describe, expect, inject, it } from 'vitest';
import type { Mailbox } from '../../src/domain/mailbox/mailbox.ts';
import type { User } from '../../src/domain/people/user.ts';
import { addUser } from '../api/evry.ts';
import { makeMailDomainAccess } from '../builders/make-mail-domain-access.ts';
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
  expect(site.problems).toEqual([]);
  await site.closePages();
});

const ABSENT = '00000000-0000-4000-8000-000000000000';

const pathOf = (localPart: string): string =>
  `/domains/evryfr/mailboxes/${seeded.find((mailbox) => mailbox.localPart === localPart)?.id}`;

describe.each([
  ['the mailboxes of a domain', (): string => '/domains/evryfr', 'table'],
  ['a mailbox', (): string => pathOf('hugo.marchand'), '.side-panel'],
  ['a mailbox that is not there', (): string => `/domains/evryfr/mailboxes/${ABSENT}`, '.notice'],
  ['an address of no mailbox', (): string => '/domains/evryfr/mailboxes/nothing', 'h1'],
] as const)('%s', (_name, path, shown) => {
  it.each(LOOKS)('is right for all: $language, $width pixels, $colorScheme', async (look) => {
    const page = await site.openAs(site.people.alice, look);
    await page.goto(`${site.url}${path()}`);
    await page.waitForSelector(shown);
    await inspectConsole(page, look.language);
  });
});

it('says that there is nothing, of a mailbox that is not there and at an address of none', async () => {
  const page = await site.openAs(site.people.alice);
  for (const id of [ABSENT, 'nothing']) {
    await page.goto(`${site.url}/domains/evryfr/mailboxes/${id}`);
    await page.getByRole('heading', { level: 1, name: 'Page not found' }).waitFor();
    expect(await page.getByRole('button', { name: 'Try again' }).count()).toBe(0);
  }
});

it('says of each mailbox what waits and since when, or what was refused', async () => {
  const page = await site.openAs(site.people.alice);
  await page.goto(`${site.url}/domains/evryfr`);
  const row = async (address: string) =>
    page
      .getByRole('row')
      .filter({ has: page.getByRole('rowheader', { name: address }) })
      .textContent();
  expect(await row('hugo.marchand@evry.fr')).toContain(
    'Enabled' + 'To be disabled – 2 hours ago – the mail service does not answer',
  );
  expect(await row('louise.de-la-tour')).toContain('Being created' + 'To be created – 2 hours ago');
  expect(await row('karim.benali@evry.fr')).toContain(
    'Refused' + 'The mail service refused this: quota exceeded',
  );
  expect(await row('ines.garnier@evry.fr')).toContain(
    'It was not renamed. Another mailbox is already shown under this name: ana.petit@evry.fr.',
  );
  expect(await row('accueil@evry.fr')).toContain('Accueil de la mairie' + 'functional');
  expect(await row('ana.petit@evry.fr')).toMatch(/Ana PetitEnabledNone/);
});

it('searches, filters and orders by its address', async () => {
  const page = await site.openAs(site.people.alice);
  await page.goto(`${site.url}/domains/evryfr?status=x&sort=nothing`);
  await page.waitForSelector('table');
  const names = async () =>
    (await page.locator('tbody th').allTextContents()).map((text) => text.split('@')[0]).join(' ');
  expect(await names()).toMatch(/^accueil ana\.petit eric\.noel hugo/);
  const column = page.getByRole('columnheader', { name: 'Address', exact: true });
  expect(await column.getAttribute('aria-sort')).toBe('ascending');
  await page.getByRole('columnheader', { name: 'Name' }).getByRole('button').click();
  await page.waitForURL(/sort=last_name/);
  await expect.poll(names).toMatch(/^accueil karim\.benali ines/);
  await page.getByLabel('Status').selectOption('Disabled');
  await expect.poll(names).toBe('eric.noel');
  await page.getByLabel('Status').selectOption('');
  await page.getByLabel('Search a mailbox').fill('noel');
  await expect.poll(names).toBe('eric.noel');
  await page.getByLabel('Search a mailbox').fill('jean.valjean@evry.fr');
  await expect.poll(names).toBe('jean.valjean');
  await page.getByLabel('Search a mailbox').fill('nobody');
  await page.getByText('No mailbox found').waitFor();
  const address = Object.fromEntries(new URL(page.url()).searchParams);
  expect(address).toEqual({ order: 'asc', sort: 'last_name', q: 'nobody' });
  await page.reload();
  await page.getByText('No mailbox found').waitFor();
  const tab = page.getByRole('link', { name: 'Addresses', exact: true });
  expect(await tab.getAttribute('aria-current')).toBe('page');
});

const OF_MANAGERS = [
  'Change',
  'Send a sign-in link',
  'Send a new password',
  'Invite to choose a password',
  'Disable',
  'Show where they are signed in',
  'Show second factors',
];

describe('what each role may press', () => {
  const openMailbox = async (who: User) => {
    const page = await site.openAs(who);
    await page.goto(`${site.url}${pathOf('ines.garnier')}`);
    await page.waitForSelector('.side-panel');
    const main = page.locator('.with-side > .stack');
    const pressable = await main.locator('button:not([aria-disabled])').allTextContents();
    const off = await main.locator('button[aria-disabled=true]').allTextContents();
    return { page, pressable, off };
  };

  it.each(['alice', 'bob'] as const)('%s, who manages the domain, may all that is possible', async (who) => {
    const { page, pressable, off } = await openMailbox(site.people[who]);
    expect({ pressable, off }).toEqual({ pressable: OF_MANAGERS, off: ['Delete'] });
    await page.getByText('Delete – This mailbox exists: it can be disabled, not deleted.').waitFor();
    await page.goto(`${site.url}/domains/evryfr`);
    expect(
      await page.getByRole('button', { name: 'Create a mailbox' }).getAttribute('aria-disabled'),
    ).toBeNull();
  });

  it('somebody who sees the domain may nothing, and is told whom to ask', async () => {
    const { page, pressable, off } = await openMailbox(site.people.carol);
    expect({ pressable, off }).toEqual({ pressable: [], off: [...OF_MANAGERS.toSpliced(5, 0, 'Delete')] });
    const change = page.getByRole('button', { name: 'Change', exact: true });
    await expect.poll(() => descriptionOf(change)).toMatch(/Only administrators.*Ask: .*Alice Martin/);
    await change.press('Enter');
    expect(await page.getByRole('dialog').count()).toBe(0);
    await inspectConsole(page, 'en');
    await page.goto(`${site.url}/domains/evryfr`);
    const create = page.getByRole('button', { name: 'Create a mailbox' });
    await expect.poll(() => create.getAttribute('aria-disabled')).toBe('true');
  });

  it('nobody creates one in a domain that is disabled, and all are told why', async () => {
    const page = await site.openAs(site.people.alice);
    await page.goto(`${site.url}/domains/oldfr`);
    const create = page.getByRole('button', { name: 'Create a mailbox' });
    await expect.poll(() => create.getAttribute('aria-disabled')).toBe('true');
    await expect.poll(() => descriptionOf(create)).toMatch(/^This mail domain is disabled/);
  });

  it('its owner, who sees the domain, may change it', async () => {
    const own = await addUser(site.world, { name: 'Inès Garnier', email: 'ines.garnier@evry.fr' });
    const access = makeMailDomainAccess({ mailDomainId: site.evry.id, userId: own.id, role: 'viewer' });
    await site.world.unitOfWork.run(({ mailDomainAccesses }) => mailDomainAccesses.insertIfAbsent(access));
    const { page, pressable } = await openMailbox(own);
    expect(pressable).toEqual(['Change']);
    await page.getByRole('button', { name: 'Change', exact: true }).click();
    await page.getByRole('dialog', { name: 'Change ines.garnier@evry.fr' }).waitFor();
    await inspectConsole(page, 'en');
  });

  it('somebody else does not learn that there is one', async () => {
    const page = await site.openAs(site.people.dave);
    await page.goto(`${site.url}${pathOf('ines.garnier')}`);
    await page.getByRole('heading', { level: 1, name: 'Page not found' }).waitFor();
  });
});

/** What a button is described by, to those who hear the page. */
const descriptionOf = async (button: Locator): Promise<string> => {
  const id = await button.getAttribute('aria-describedby');
  return (await button.page().locator(`[id="${id}"]`).textContent()) ?? '';
};
