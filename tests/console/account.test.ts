import { afterAll, afterEach, beforeAll, describe, expect, inject, it } from 'vitest';
import { addUser, storeDomain } from '../api/evry.ts';
import { makeTotp } from '../builders/make-authenticator.ts';
import { makeMailbox } from '../builders/make-mailbox.ts';
import { makeOrganizationAccess } from '../builders/make-organization-access.ts';
import { makeTeam } from '../builders/make-team.ts';
import { makeTeamAccess } from '../builders/make-team-access.ts';
import { type ConsoleSite, openConsoleSite } from './support/console-site.ts';
import { inspectConsole } from './support/inspect-console.ts';
import { LOOKS } from './support/looks.ts';

/** Served by this test: what an installation's list of services may have, and what it should not. */
const SERVICES = {
  services: [
    { id: 1, name: 'Messages', url: 'https://messages.example.fr/', logo: 'https://cdn.example.fr/x.svg' },
    { id: 2, name: 'Fichiers', url: 'https://fichiers.example.fr/' },
    { id: 3, name: 'Piège', url: 'javascript:alert(1)' },
    { id: 4, url: 'https://sans-nom.example.fr/' },
    'nothing',
  ],
};
const LIST = 'https://services.example.fr/api/lagaufre/services/?operator=1';

let site: ConsoleSite;
beforeAll(async () => {
  site = await openConsoleSite(
    inject('consoleFolder'),
    {},
    {},
    {
      app: {
        allowsLogoutByGet: false,
        // Where people go after they have signed out, on whichever port this runs.
        redirects: {
          loginUrl: '/console/',
          loginFailureUrl: '/console/refused',
          logoutUrl: '/console/signed-out',
          allowedHosts: [],
          requireHttps: false,
        },
        console: {
          folder: inject('consoleFolder'),
          theme: 'default',
          signInButton: 'proconnect',
          services: LIST,
          statement: {
            publisher: 'La commune d’Évry',
            date: '2026-09-15',
            rate: 82.5,
            gaps: { fr: ['Les graphiques n’ont pas d’équivalent en texte.', 'Une carte.'], en: [] },
            contact: 'accessibilite@evry.example',
            planUrl: 'https://evry.example/schema.pdf',
          },
        },
      },
    },
  );
  const { world, people, organization } = site;
  const team = makeTeam({ name: 'Voirie', organizationId: organization.id });
  await world.seed.team(team);
  await world.unitOfWork.run(({ teamAccesses }) =>
    teamAccesses.insert(makeTeamAccess({ teamId: team.id, userId: people.alice.id, role: 'administrator' })),
  );
  await world.seed.organizationAccess(
    makeOrganizationAccess({ organizationId: organization.id, userId: people.alice.id }),
  );
});
afterAll(() => site?.close());
afterEach(async () => {
  const problems = [...site.problems];
  await site.closePages();
  expect(problems).toEqual([]);
});

/** Somebody whose verified address is that of a mailbox here with which people sign in. */
async function cosette(isEnrolled: boolean) {
  const { world, organization } = site;
  const name = isEnrolled ? 'double.example' : 'simple.example';
  const given = { name, slug: name, status: 'enabled', organizationId: organization.id } as const;
  const domain = await storeDomain(world, given, []);
  const mailbox = makeMailbox({ mailDomainId: domain.id, localPart: 'cosette', status: 'enabled' });
  await world.unitOfWork.run(async ({ mailboxes, authenticators }) => {
    await mailboxes.insert(mailbox);
    if (isEnrolled) await authenticators.insert(makeTotp({ mailboxId: mailbox.id }));
  });
  return addUser(world, { name: 'Cosette', email: `cosette@${name}`, organizationId: organization.id });
}

const PAGES = [
  ['/account', 'form'],
  ['/account/sessions', '.todo'],
  ['/account/access', 'table'],
  ['/account/mailbox', '.empty'],
  ['/accessibility', '.statement'],
] as const;

it.each(LOOKS)('is right for all: $language, $width pixels, $colorScheme', async (look) => {
  const page = await site.openAs(site.people.alice, look);
  for (const [path, shown] of PAGES) {
    await page.goto(`${site.url}${path}`);
    await page.waitForSelector(shown);
    await inspectConsole(page, look.language);
  }
});

it('leads from the menu to who one is, and stores language and time zone for all pages and for mails', async () => {
  const { world, people } = site;
  const page = await site.openAs(people.alice);
  await page.goto(`${site.url}/domains`);
  await page.waitForSelector('table');
  await page.getByRole('button', { name: 'Your account: Alice Martin' }).click();
  await page.getByRole('link', { name: 'My account' }).click();
  await page.getByRole('heading', { level: 1, name: 'My account' }).waitFor();
  await page.getByText('alice@evry.fr').waitFor();
  await page.getByText("Mairie d'Évry").waitFor();

  const zone = page.getByRole('combobox', { name: 'Time zone' });
  expect(await zone.inputValue()).toMatch(/^Europe \/ Paris \(UTC\+0[12]:00\)$/);
  await zone.fill('olympus mons');
  await page.getByText('Nothing like this was found.').waitFor();
  await zone.press('Escape');
  expect(await zone.inputValue()).toMatch(/^Europe \/ Paris/);
  await zone.fill('martinique');
  await inspectConsole(page, 'en');
  await zone.press('ArrowDown');
  await zone.press('ArrowUp');
  await zone.press('Enter');
  expect(await zone.inputValue()).toBe('America / Martinique (UTC-04:00)');
  await page.getByLabel('Language', { exact: true }).selectOption('fr-fr');
  await page.getByRole('button', { name: 'Save' }).click();
  await page.getByText('Vos préférences sont enregistrées.').waitFor();
  expect(await page.getAttribute('html', 'lang')).toBe('fr');
  await expect
    .poll(() => world.unitOfWork.run(({ users }) => users.find(people.alice.id)))
    .toMatchObject({ language: 'fr-fr', timezone: 'America/Martinique' });

  // At once, on a page whose dates are there already.
  await page.getByRole('link', { name: 'Sessions' }).click();
  const signedIn = page.locator('.todo time').first();
  const at = (await signedIn.getAttribute('datetime')) ?? '';
  const there = new Intl.DateTimeFormat('fr', {
    dateStyle: 'medium',
    timeStyle: 'short',
    timeZone: 'America/Martinique',
  }).format(Date.parse(at));
  expect(await signedIn.textContent()).toContain(there);
});

it('tells where one is signed in, ends one session, and then all others', async () => {
  const { world, people } = site;
  const page = await site.openAs(people.bob);
  await page.goto(`${site.url}/account/sessions`);
  await page.getByText('You are signed in here only.').waitFor();
  const elsewhere = await Promise.all(
    ['192.0.2.7', '192.0.2.8', '192.0.2.9'].map((address) =>
      world.openSession(people.bob, { address, device: { browser: 'Firefox', system: 'Linux' } }),
    ),
  );
  await page.reload();
  await page.getByText('192.0.2.7').first().waitFor();
  expect(await page.locator('.todo li').count()).toBe(4);
  expect(await page.locator('.todo li').first().textContent()).toContain('This session');
  expect(await page.locator('.todo strong').allTextContents()).toEqual([
    'Unknown device',
    ...elsewhere.map(() => 'Firefox on Linux'),
  ]);
  await page.getByRole('button', { name: /^End – Firefox on Linux, 192\.0\.2\.7/ }).click();
  await page.getByText('The session has ended.').waitFor();
  await page.getByText('192.0.2.7').waitFor({ state: 'hidden' });
  expect(await world.sessions.find(elsewhere[0] ?? '', world.clock.now())).toBeUndefined();

  const endOthers = page.getByRole('button', { name: 'End all other sessions' });
  await endOthers.click();
  const dialog = page.getByRole('dialog', { name: 'End all other sessions' });
  await dialog.getByText('You will be signed out of 2 other browsers').waitFor();
  await inspectConsole(page, 'en');
  await page.keyboard.press('Escape');
  await dialog.waitFor({ state: 'hidden' });
  expect(await page.evaluate('document.activeElement.textContent')).toBe('End all other sessions');
  await endOthers.click();
  await dialog.getByRole('button', { name: 'End them' }).click();
  await page.getByText('Your other sessions have ended.').waitFor();
  await page.getByText('You are signed in here only.').waitFor();
  expect(await world.sessions.find(elsewhere[2] ?? '', world.clock.now())).toBeUndefined();
});

it.each([
  [
    'alice',
    ["Mairie d'Évry", 'Voirie', 'evry.fr', 'old.fr'],
    'manage addresses and aliases, give access, manage second factors',
  ],
  ['bob', ['evry.fr'], 'manage addresses and aliases, give access, manage second factors'],
  ['carol', ['evry.fr'], 'see'],
  ['dave', [], undefined],
] as const)('tells %s what they may do where', async (who, names, may) => {
  const page = await site.openAs(site.people[who]);
  await page.goto(`${site.url}/account/access`);
  if (names.length === 0) {
    await page.getByText('You have no role yet').waitFor();
    await inspectConsole(page, 'en');
    return;
  }
  await page.waitForSelector('table');
  const rows = await page.locator('tbody th').allTextContents();
  expect(rows.map((row) => row.replace(/(Mail domain|Team|Organization)$/, ''))).toEqual(names);
  const domain = page.locator('tbody tr', { hasText: 'evry.fr' });
  expect(await domain.locator('td').nth(1).textContent()).toBe(may);
});

it('finds roles by its address', async () => {
  const page = await site.openAs(site.people.alice);
  await page.goto(`${site.url}/account/access?kind=mail_domain&q=EVRY`);
  await page.waitForSelector('table');
  expect(await page.locator('tbody th').allTextContents()).toEqual(['evry.frMail domain']);
  await page.getByLabel('Kind').selectOption('team');
  await page.getByText('Nothing like this was found.').waitFor();
  expect(Object.fromEntries(new URL(page.url()).searchParams)).toEqual({ q: 'EVRY', kind: 'team' });
  await page.getByRole('button', { name: 'Show all' }).click();
  await page.getByRole('link', { name: 'evry.fr', exact: true }).click();
  await page.waitForURL(`${site.url}/domains/evryfr`);
});

it.each([
  [true, 'You have a second factor', 'Manage second factors'],
  [false, 'You have no second factor', 'Add a second factor'],
])(
  'leads the owner of a mailbox to its password and its factors: enrolled %s',
  async (isEnrolled, state, link) => {
    const page = await site.openAs(await cosette(isEnrolled));
    await page.goto(`${site.url}/account/mailbox`);
    await page.getByText(state, { exact: true }).waitFor();
    const address = (name: string) => page.getByRole('link', { name }).getAttribute('href');
    expect(await address('Change the password')).toBe('https://regie.test/o/account/password/');
    expect(await address(link)).toBe('https://regie.test/o/account/factors/');
    await inspectConsole(page, 'en');
  },
);

it('signs out by a form, where links do not', async () => {
  const { world, people } = site;
  const page = await site.openAs(people.carol);
  await page.goto(`${site.url}/`);
  await page.getByRole('button', { name: 'Your account: Carol' }).click();
  const [cookie] = (await page.context().cookies()).filter(({ name }) => name === 'sessionid');
  await page.getByRole('button', { name: 'Sign out' }).click();
  await page.getByRole('heading', { level: 1, name: 'You are signed out' }).waitFor();
  expect(await world.sessions.find(cookie?.value ?? '', world.clock.now())).toBeUndefined();
});

describe('the accessibility statement', () => {
  it('is there for everybody, from the foot of each page, with what the installation says', async () => {
    const page = await site.openPage({ language: 'fr' });
    await page.goto(`${site.url}/`);
    await page.getByRole('link', { name: 'Accessibilité : non conforme' }).click();
    await page.waitForURL(`${site.url}/accessibility`);
    const statement = page.locator('.statement');
    for (const text of [
      'La commune d’Évry s’engage',
      '15 septembre 2026',
      '82,5',
      'Les graphiques n’ont pas d’équivalent en texte.',
      'Défenseur des droits',
    ]) {
      await statement.getByText(text).first().waitFor();
    }
    expect(await page.getByRole('link', { name: 'accessibilite@evry.example' }).getAttribute('href')).toBe(
      'mailto:accessibilite@evry.example',
    );
    expect(await page.locator('.statement ul').first().getAttribute('lang')).toBeNull();
  });

  it('says in which language it lists what is not accessible, where that is another one', async () => {
    const page = await site.openPage({ language: 'en' });
    await page.goto(`${site.url}/accessibility`);
    await page.getByRole('heading', { name: 'Right of appeal' }).waitFor();
    expect(await page.locator('.statement ul').first().getAttribute('lang')).toBe('fr');
    await inspectConsole(page, 'en');
  });
});

it('is on paper what one reads, dark on white, without menus and buttons', async () => {
  const page = await site.openAs(site.people.alice, { colorScheme: 'dark' });
  for (const [path, shown] of [...PAGES, ['/domains', 'table'], ['/domains/evryfr/dns', '.empty']] as const) {
    await page.goto(`${site.url}${path}`);
    await page.waitForSelector(shown);
    await page.emulateMedia({ media: 'print', colorScheme: 'dark' });
    expect(await page.locator('h1').isVisible()).toBe(true);
    expect(await page.locator('.bar, .tabs, .footer, .c__button').filter({ visible: true }).count()).toBe(0);
    expect(await page.evaluate('getComputedStyle(document.body).backgroundColor')).toBe('rgb(255, 255, 255)');
    await inspectConsole(page, 'en');
    await page.emulateMedia({ media: 'screen', colorScheme: 'dark' });
  }
});

it('leads from the links of mails to what they are about', async () => {
  const page = await site.openAs(site.people.alice);
  await page.goto(`${site.url}/mail-domains/evryfr/`);
  await page.waitForURL(`${site.url}/domains/evryfr`);
  await page.getByRole('heading', { level: 1, name: 'evry.fr' }).waitFor();
});

describe('the services of La Suite', () => {
  it('are asked for when somebody wants to see them, and shown as links', async () => {
    const page = await site.openAs(site.people.alice);
    const asked: Readonly<Record<string, string>>[] = [];
    await page.route(LIST, async (route) => {
      asked.push(await route.request().allHeaders());
      await route.fulfill({ json: SERVICES, headers: { 'access-control-allow-origin': '*' } });
    });
    await page.goto(`${site.url}/`);
    await page.waitForSelector('h1');
    expect(asked).toEqual([]);
    await page.getByRole('button', { name: 'Services of La Suite' }).click();
    const menu = page.getByRole('navigation', { name: 'Services of La Suite' });
    await menu.waitFor();
    expect(await menu.getByRole('link').allTextContents()).toEqual([
      'Messages (new window)',
      'Fichiers (new window)',
    ]);
    expect(asked).toHaveLength(1);
    expect(asked[0]).not.toHaveProperty('cookie');
    expect(asked[0]).not.toHaveProperty('referer');
    await inspectConsole(page, 'en');
  });

  it('are said to be missing while their list cannot be read', async () => {
    const page = await site.openAs(site.people.alice, { language: 'fr' });
    await page.route(LIST, (route) =>
      route.fulfill({ status: 500, headers: { 'access-control-allow-origin': '*' } }),
    );
    await page.goto(`${site.url}/`);
    await page.getByRole('button', { name: 'Services de La Suite' }).click();
    await page.getByText('La liste des services ne peut pas être affichée').waitFor();
    await inspectConsole(page, 'fr');
  });
});
