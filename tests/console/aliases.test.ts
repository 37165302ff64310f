import type { Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, describe, expect, inject, it } from 'vitest';
import { BY_JOB } from '../../src/domain/audit/audit-entry.ts';
import type { ApiClient } from '../support/api-client.ts';
import { type ConsoleSite, openConsoleSite } from './support/console-site.ts';
import { inspectConsole } from './support/inspect-console.ts';
import { LOOKS } from './support/looks.ts';
import { seedAliases } from './support/seed-aliases.ts';

const ALIASES = '/domains/evryfr/aliases';

let site: ConsoleSite;
let regie: ApiClient['regie'];
beforeAll(async () => {
  site = await openConsoleSite(inject('consoleFolder'), { waits: { registrationMs: 300, usualMs: 300 } });
  await seedAliases(site);
  ({ regie } = await site.world.signIn(site.people.alice));
});
afterAll(() => site?.close());
afterEach(async () => {
  site.world.mailProvisioner.setTrouble(undefined);
  expect(site.problems).toEqual([]);
  await site.closePages();
});

type Person = keyof ConsoleSite['people'];
const open = async (path = ALIASES, person: Person = 'alice', look = {}) => {
  const page = await site.openAs(site.people[person], look);
  await page.goto(`${site.url}${path}`);
  return page;
};
const row = (page: Page, alias: string) =>
  page.getByRole('row').filter({ has: page.getByRole('rowheader', { name: alias }) });
const button = (page: Page, name: string | RegExp) => page.getByRole('button', { name });
const names = async (page: Page) => (await page.locator('tbody th').allTextContents()).join(' ');
/** The focused element, by what it says. */
const focused = (page: Page) =>
  page.evaluate<string>(
    'document.activeElement.getAttribute("aria-label") ?? document.activeElement.textContent',
  );

describe.each(LOOKS)('is right for all: $language, $width pixels, $colorScheme', (look) => {
  const texts = {
    en: { add: 'Add destinations – contact@evry.fr', remove: 'Remove the alias – contact@evry.fr' },
    fr: {
      add: 'Ajouter des destinations – contact@evry.fr',
      remove: 'Retirer l’alias – contact@evry.fr',
    },
  }[look.language];

  it('the list, with what was refused, and the removal of one', async () => {
    const page = await open(ALIASES, 'alice', look);
    await page.getByText('Cette destination est interdite.').waitFor();
    await inspectConsole(page, look.language);
    await button(page, texts.remove).click();
    await page.getByRole('dialog').waitFor();
    await inspectConsole(page, look.language);
  });

  it('what is wrong with a new one, and what it would do', async () => {
    const page = await open(`${ALIASES}?new=jean.valjean`, 'alice', look);
    await page
      .getByRole('dialog')
      .locator('textarea')
      .fill('personne, mare@evry.fr, cosette@ailleurs.example,');
    await page.locator('.destination-row__problem').nth(1).waitFor();
    await page.locator('.destination-row__warning').waitFor();
    await page.locator('.dialog .notice').first().waitFor();
    await inspectConsole(page, look.language);
  });
});

it('creates an alias from a pasted list, once what is wrong with it has been put right', async () => {
  const page = await open(ALIASES);
  await button(page, 'Create an alias').click();
  const dialog = page.getByRole('dialog', { name: 'Create an alias' });
  const submit = dialog.getByRole('button', { name: 'Create the alias' });
  await submit.click();
  await dialog.getByText('Fill in this field.').first().waitFor();

  const name = dialog.getByLabel('Name of the alias');
  await name.fill('-mairie');
  await dialog.getByText('The part before the @ has characters').waitFor();
  await name.fill('mairie');
  const to = dialog.getByLabel('Send its mail on to');
  await page.evaluate(
    'navigator.clipboard.writeText("Marie <marie@ailleurs.example>; Marie@AILLEURS.example\\nnobody, mairie@evry.fr")',
  );
  await to.focus();
  await page.keyboard.press('Control+V');
  const rows = dialog.getByRole('list', { name: '4 destinations to be added' }).getByRole('listitem');
  await expect.poll(() => rows.count()).toBe(4);
  const problems = () => dialog.locator('.destination-row__problem').allTextContents();
  await expect
    .poll(problems)
    .toEqual([
      'Named more than once: Marie@AILLEURS.example.',
      'Mail cannot be sent to “nobody”: this is not an address.',
      'Mail to this alias would come back to it.',
    ]);

  // Nothing is sent as long as something is wrong: the keyboard is led to the first of it.
  await submit.click();
  await expect.poll(() => focused(page)).toBe('Take Marie@AILLEURS.example out');
  const stored = async () =>
    (await regie.aliases.list.query({ domainSlug: 'evryfr', search: 'mairie' })).total;
  expect(await stored()).toBe(0);
  for (const wrong of ['Marie@AILLEURS.example', 'nobody', 'mairie@evry.fr']) {
    await dialog.getByRole('button', { name: `Take ${wrong} out`, exact: true }).click();
  }
  await to.fill('devnull@devnull');
  await submit.click();

  await page.getByText('Mail to mairie@evry.fr now goes to 2 more addresses.').waitFor();
  await dialog.waitFor({ state: 'hidden' });
  const made = row(page, 'mairie@evry.fr').getByRole('list');
  await expect
    .poll(() => made.getByRole('listitem').allTextContents())
    .toEqual(['devnull@devnull – in place', 'marie@ailleurs.example – in place']);
});

it('adds destinations to an alias, takes one from it, and removes it once that has been confirmed', async () => {
  const page = await open(ALIASES);
  await button(page, 'Add destinations – accueil@evry.fr').click();
  expect(new URL(page.url()).searchParams.get('add')).toBe('accueil');
  const dialog = page.getByRole('dialog', { name: 'Add destinations to accueil@evry.fr' });
  const to = dialog.getByLabel('Send its mail on to');
  // It leads here already, through another alias: mail would go round and round.
  await to.fill('contact@evry.fr jean.valjean@evry.fr');
  await to.press('Enter');
  await dialog.getByText('Mail to this alias would come back to it.').waitFor();
  await dialog.getByText('This alias already exists.').waitFor();
  for (const wrong of ['contact@evry.fr', 'jean.valjean@evry.fr']) {
    await dialog.getByRole('button', { name: `Take ${wrong} out` }).click();
  }
  await to.fill('guichet@ailleurs.example');
  await dialog.getByRole('button', { name: 'Add the destinations' }).click();
  await dialog.waitFor({ state: 'hidden' });
  await expect.poll(() => focused(page)).toBe('Add destinations – accueil@evry.fr');

  const accueil = row(page, 'accueil@evry.fr');
  await accueil.getByText('guichet@ailleurs.example').waitFor();
  await button(page, 'Remove jean.valjean@evry.fr from accueil@evry.fr').click();
  const removal = page.getByRole('dialog', { name: 'Remove a destination' });
  await removal.getByText('Mail to accueil@evry.fr will no longer go to jean.valjean@evry.fr.').waitFor();
  await removal.getByRole('button', { name: 'Remove the destination' }).click();
  await page.getByText('Mail to accueil@evry.fr no longer goes to jean.valjean@evry.fr.').waitFor();

  await button(page, 'Remove the alias – accueil@evry.fr').click();
  const all = page.getByRole('dialog', { name: 'Remove accueil@evry.fr' });
  await all.getByText('Mail to accueil@evry.fr will then come back to those who send it.').waitFor();
  await all.getByRole('button', { name: 'Cancel' }).click();
  await button(page, 'Remove the alias – accueil@evry.fr').click();
  await all.getByRole('button', { name: 'Remove the alias' }).click();
  await page.getByText('accueil@evry.fr has been removed.').waitFor();
  await accueil.waitFor({ state: 'detached' });
});

it('says what an alias would take from a mailbox of its address, and keeps a copy there', async () => {
  const { world, evry } = site;
  await regie.aliases.deleteAll.mutate({ domainSlug: 'evryfr', localPart: 'jean.valjean' });
  const page = await open(`${ALIASES}?new=jean.valjean`);
  const dialog = page.getByRole('dialog', { name: 'Create an alias' });
  expect(await dialog.getByLabel('Name of the alias').inputValue()).toBe('jean.valjean');
  await dialog.getByLabel('Send its mail on to').fill('cosette@ailleurs.example');
  // What was not shown yet is not sent.
  await dialog.getByRole('button', { name: 'Create the alias' }).click();
  await dialog.getByText('A mailbox has the address jean.valjean@evry.fr.').waitFor();
  await dialog.getByRole('button', { name: 'Create it all the same' }).waitFor();
  await dialog.getByRole('button', { name: 'Keep a copy in the mailbox' }).click();
  await dialog.getByText('The mailbox jean.valjean@evry.fr keeps a copy').waitFor();
  await dialog.getByRole('button', { name: 'Create the alias' }).click();
  const made = row(page, 'jean.valjean@evry.fr');
  await made.getByText('Its mailbox keeps a copy').waitFor();
  await button(page, 'Remove jean.valjean@evry.fr from jean.valjean@evry.fr').click();
  await button(page, 'Remove the destination').click();
  await made.getByText('Its mailbox gets nothing').waitFor();
  expect(await world.mailProvisioner.listAliases(evry.name)).toContainEqual(
    expect.objectContaining({ localPart: 'jean.valjean', destination: 'cosette@ailleurs.example' }),
  );
});

describe('a selection', () => {
  const seed = async () => {
    for (const localPart of ['lot-a', 'lot-b', 'lot-c', 'lot-d']) {
      await regie.aliases.create.mutate({
        domainSlug: 'evryfr',
        localPart,
        destination: 'x@ailleurs.example',
      });
    }
  };

  it('is removed at once; what somebody else removed meanwhile is told of each', async () => {
    await seed();
    const page = await open(`${ALIASES}?q=lot-`);
    const bar = page.getByRole('region', { name: 'Selected aliases' });
    await page.getByLabel('Select lot-a@evry.fr').check();
    await bar.getByText('1 alias selected').waitFor();
    await bar.getByRole('button', { name: 'Select all 4 found' }).click();
    await bar.getByText('4 aliases selected').waitFor();
    await page.getByLabel('Select lot-d@evry.fr').uncheck();
    await bar.getByRole('button', { name: 'Remove 3 aliases' }).click();
    const dialog = page.getByRole('dialog', { name: 'Remove 3 aliases?' });
    await dialog.getByText('lot-b@evry.fr').waitFor();
    await regie.aliases.deleteAll.mutate({ domainSlug: 'evryfr', localPart: 'lot-b' });
    await dialog.getByRole('button', { name: 'Remove 3 aliases' }).click();
    const outcome = page.getByRole('dialog', { name: 'What became of them' });
    await outcome.getByText('2 aliases are being removed.').waitFor();
    await outcome.getByText('1 alias was not removed').waitFor();
    expect(await outcome.getByRole('listitem').allTextContents()).toEqual([
      expect.stringContaining('lot-b@evry.fr: '),
    ]);
    await inspectConsole(page, 'en');
    await outcome.getByRole('button', { name: 'Close' }).last().click();
    await expect.poll(() => names(page)).toBe('lot-d@evry.fr');
    expect(await bar.count()).toBe(0);
  });

  it.each(LOOKS)('is right for all: $language, $width pixels, $colorScheme', async (look) => {
    const page = await open(ALIASES, 'alice', look);
    await page.getByRole('row').nth(1).getByRole('checkbox').check();
    await page.locator('.selection .actions button').click();
    await page.getByRole('dialog').waitFor();
    await inspectConsole(page, look.language);
    await page.keyboard.press('Escape');
    await inspectConsole(page, look.language);
  });

  it('is of no use to those who may not remove, and says so', async () => {
    const page = await open(ALIASES, 'carol');
    await page.getByLabel('Select contact@evry.fr').check();
    const bar = page.getByRole('region', { name: 'Selected aliases' });
    expect(await bar.getByRole('button', { name: /^Remove/ }).getAttribute('aria-disabled')).toBe('true');
    await bar.getByText(/Only administrators and owners .* Ask: .*Alice Martin/).waitFor();
  });
});

describe('who may what', () => {
  it.each([
    ['alice', true, true],
    ['bob', true, true],
    ['carol', false, false],
  ] as const)('%s', async (person, mayCreate, mayRemove) => {
    const page = await open(ALIASES, person);
    await row(page, 'presse@evry.fr').waitFor();
    const isOff = (name: string) => button(page, name).getAttribute('aria-disabled');
    const off = (may: boolean) => (may ? null : 'true');
    expect(await isOff('Create an alias')).toBe(off(mayCreate));
    expect(await isOff('Add destinations – contact@evry.fr')).toBe(off(mayCreate));
    expect(await isOff('Remove the alias – contact@evry.fr')).toBe(off(mayRemove));
    expect(await isOff('Remove accueil@evry.fr from contact@evry.fr')).toBe(off(mayRemove));
    // Everybody may take themselves out.
    expect(await isOff(`Remove ${site.people.carol.email} from presse@evry.fr`)).toBe(null);
    expect(await button(page, /^Understood/).count()).toBe(mayCreate ? 1 : 0);
    if (!mayCreate) {
      const reason = page.locator('.ability__reason');
      await expect
        .poll(() => reason.textContent())
        .toMatch(/Only administrators and owners .* Ask: .*Alice Martin/);
      await inspectConsole(page, 'en');
    }
  });

  it('is told of a domain that takes none yet, and outsiders see nothing', async () => {
    const page = await open('/domains/oldfr/aliases');
    await page.getByText('No alias yet').waitFor();
    await page.getByText('Aliases can be created once the domain is enabled.').waitFor();
    expect(await button(page, 'Create an alias').getAttribute('aria-disabled')).toBe('true');
    const stranger = await open(ALIASES, 'dave');
    await stranger.getByText('This mail domain does not exist, or you have no access to it.').waitFor();
  });
});

it('searches, orders and pages by its address, and shows what is many', async () => {
  const page = await open(`${ALIASES}?order=desc&page=x`);
  await row(page, 'contact@evry.fr').waitFor();
  expect(await names(page)).toMatch(/^tous@evry.fr.*contact@evry.fr/);
  const tous = row(page, 'tous@evry.fr');
  expect(await tous.getByRole('listitem').count()).toBe(10);
  await tous.getByRole('button', { name: 'Show 2 more' }).click();
  await expect.poll(() => tous.getByRole('listitem').count()).toBe(12);

  await page.getByLabel('Search an alias or a destination').fill('SECRETARIAT');
  await expect.poll(() => names(page)).toBe('contact@evry.fr');
  expect(await row(page, 'contact@evry.fr').getByRole('listitem').count()).toBe(2);
  await page.getByLabel('Search an alias or a destination').fill('rien du tout');
  await page.getByText('No alias found').waitFor();
  await page.reload();
  await page.getByText('No alias found').waitFor();
  await button(page, 'Show all aliases').click();
  await page.waitForSelector('table');
  expect(new URL(page.url()).searchParams.get('order')).toBe('desc');
});

describe('the page of one', () => {
  const HISTORY = '/domains/evryfr/aliases/mairie-annexe';
  const make = async () => {
    const about = { domainSlug: 'evryfr', localPart: 'mairie-annexe' };
    const { world } = site;
    await regie.aliases.deleteAll.mutate(about).catch(() => undefined);
    await regie.aliases.create.mutate({ ...about, destination: 'secretariat.general@ailleurs.example' });
    world.mailProvisioner.setTrouble({ kind: 'unavailable' });
    await regie.aliases.create
      .mutate({ ...about, destination: 'later@ailleurs.example' })
      .catch(() => undefined);
  };
  const told = (page: Page) => page.getByRole('region', { name: 'History' }).getByRole('listitem');

  it.each(LOOKS)('is right for all: $language, $width pixels, $colorScheme', async (look) => {
    await make();
    const page = await open(HISTORY, 'alice', look);
    await page.locator('ol.timeline li').first().waitFor();
    await page.locator('ul.timeline li').first().waitFor();
    await inspectConsole(page, look.language);
    const gone = await open('/domains/evryfr/aliases/nobody', 'carol', look);
    await gone.locator('.empty').waitFor();
    await gone.locator('.ability__reason').waitFor();
    await inspectConsole(gone, look.language);
  });

  it('tells what waits and what happened, by itself, and goes on telling once the alias is gone', async () => {
    await make();
    const page = await open(`${ALIASES}?q=mairie-annexe`);
    await page.getByRole('link', { name: 'mairie-annexe@evry.fr' }).click();
    await page.getByRole('heading', { level: 1, name: 'mairie-annexe@evry.fr' }).waitFor();
    expect(new URL(page.url()).pathname).toBe(`/console${HISTORY}`);
    const waits = page.getByRole('region', { name: 'Waiting for the mail service' });
    await waits.getByText('later@ailleurs.example – To be added').waitFor();
    await expect
      .poll(() => told(page).first().textContent())
      .toMatch(/^Destination added: secretariat.general@ailleurs.example.* – Alice Martin$/);

    await button(page, 'Withdraw – later@ailleurs.example, mairie-annexe@evry.fr').click();
    await waits.getByText('Nothing waits').waitFor();
    await expect.poll(() => told(page).first().textContent()).toMatch(/^Addition withdrawn: later@/);

    // A colleague removes it meanwhile.
    site.world.mailProvisioner.setTrouble(undefined);
    const bob = await site.world.signIn(site.people.bob);
    await bob.regie.aliases.deleteAll.mutate({ domainSlug: 'evryfr', localPart: 'mairie-annexe' });
    await page.getByText('There is no such alias').waitFor();
    await expect.poll(() => told(page).first().textContent()).toMatch(/^Removed: all destinations.* – Bob$/);

    await button(page, 'Create an alias').click();
    const dialog = page.getByRole('dialog', { name: 'Create an alias' });
    await expect.poll(() => dialog.getByLabel('Name of the alias').inputValue()).toBe('mairie-annexe');
    await dialog.getByLabel('Send its mail on to').fill('accueil@ailleurs.example');
    await dialog.getByRole('button', { name: 'Create the alias' }).click();
    await dialog.waitFor({ state: 'hidden' });
    await page.getByRole('list', { name: 'Destinations of mairie-annexe@evry.fr' }).waitFor();
  });

  it('shows older entries when somebody wants to see them, and nothing to those without access', async () => {
    const { world, evry } = site;
    await world.unitOfWork.run(({ audit }) =>
      audit.appendAll(
        BY_JOB,
        Array.from({ length: 25 }, (_, index) => ({
          at: new Date(evry.createdAt.getTime() + index * 60_000),
          action: 'mail_alias.created' as const,
          objectId: 'an alias',
          label: 'long@evry.fr',
          organizationId: null,
          details: { destination: `old${index}@ailleurs.example`, drift: 'imported' },
        })),
      ),
    );
    const page = await open('/domains/evryfr/aliases/long', 'carol');
    await expect.poll(() => told(page).count()).toBe(20);
    expect(await told(page).first().textContent()).toContain(
      'Destination added: old24@ailleurs.example (by a comparison with the mail service)',
    );
    await button(page, 'Show what is older').click();
    await expect.poll(() => told(page).count()).toBe(25);
    expect(await button(page, 'Show what is older').count()).toBe(0);
    const stranger = await open('/domains/evryfr/aliases/long', 'dave');
    await stranger.getByText('This mail domain does not exist, or you have no access to it.').waitFor();
    expect(await stranger.locator('.timeline').count()).toBe(0);
  });
});

it('breaks long addresses of a narrow list at their parts, not inside of words', async () => {
  const page = await open(`${ALIASES}?q=contact`, 'alice', { width: 360 });
  await page.getByText('secretariat@').waitFor();
  const lines = await page.evaluate<readonly string[]>(`(() => {
    const range = document.createRange();
    const address = [...document.querySelectorAll('.destination__address')].find((one) =>
      one.textContent.startsWith('secretariat@'));
    return [...address.childNodes].flatMap((node) => {
      if (node.nodeType !== Node.TEXT_NODE) return [];
      range.selectNodeContents(node);
      return node.textContent + ': ' + range.getClientRects().length;
    });
  })()`);
  expect(lines).toEqual(['secretariat@: 1', 'ailleurs.: 1', 'example: 1']);
});

it('tells what the mail service refuses: at once where somebody waits, later where nobody does', async () => {
  const page = await open(`${ALIASES}?new=refus`);
  const dialog = page.getByRole('dialog', { name: 'Create an alias' });
  site.world.mailProvisioner.refuseNext('Too many of them.');
  await dialog.getByLabel('Send its mail on to').fill('un@ailleurs.example, deux@ailleurs.example');
  await dialog.getByRole('button', { name: 'Create the alias' }).click();
  await dialog.getByText('The mail service refused this alias: Too many of them.').waitFor();
  expect(await dialog.locator('.destination-row').allTextContents()).toEqual([
    expect.stringContaining('un@ailleurs.example'),
  ]);
  await dialog.getByRole('button', { name: 'Cancel' }).click();
  await row(page, 'refus@evry.fr').getByText('deux@ailleurs.example').waitFor();

  const presse = row(page, 'presse@evry.fr');
  await presse.getByText('Cette destination est interdite.').waitFor();
  await presse.getByRole('button', { name: /^Understood/ }).click();
  await presse.getByText('Cette destination est interdite.').waitFor({ state: 'detached' });
});

it('tells the truth in an outage: what was asked waits, can be withdrawn, and is made by itself', async () => {
  const { world } = site;
  world.mailProvisioner.setTrouble({ kind: 'unavailable' });
  const page = await open(`${ALIASES}?new=panne`);
  const dialog = page.getByRole('dialog', { name: 'Create an alias' });
  await dialog.getByLabel('Send its mail on to').fill('garde@ailleurs.example, astreinte@ailleurs.example');
  await dialog.getByRole('button', { name: 'Create the alias' }).click();
  await page
    .getByText('The mail service does not answer. 2 destinations of panne@evry.fr are kept, and are added')
    .waitFor();
  const panne = row(page, 'panne@evry.fr');
  await panne.getByText('To be added').nth(1).waitFor();
  expect(await panne.locator('.progress-line').first().textContent()).toContain(
    'the mail service does not answer',
  );
  await inspectConsole(page, 'en');
  await button(page, 'Withdraw – astreinte@ailleurs.example, panne@evry.fr').click();
  await expect.poll(() => panne.getByRole('listitem').count()).toBe(1);

  await button(page, 'Remove the alias – contact@evry.fr').click();
  await page.getByRole('dialog').getByRole('button', { name: 'Remove the alias' }).click();
  await page.getByText('your request is kept and will be carried out').waitFor();
  const contact = row(page, 'contact@evry.fr');
  await contact.getByText('To be removed').first().waitFor();
  await button(page, 'Withdraw – all destinations, contact@evry.fr').click();
  await contact.getByText('To be removed').first().waitFor({ state: 'detached' });

  world.mailProvisioner.setTrouble(undefined);
  await world.advance(600);
  await panne.getByText('garde@ailleurs.example – in place').waitFor();
  expect(await contact.getByRole('listitem').count()).toBe(2);
});
