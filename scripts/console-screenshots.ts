/**
 * Draws every screen of the console in Chromium, from the town of Évry in memory, into `docs/console/`: wide and light in
 * English, narrow and dark in French. `npm run console:screenshots`, and after it a look at each; names of screens after `--` draw
 * those alone.
 */
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { buildConsole } from '../dev/start/console-build.ts';
import { openConsoleSite } from '../tests/console/support/console-site.ts';
import { LOOKS } from '../tests/console/support/looks.ts';
import { seedAccesses } from '../tests/console/support/seed-accesses.ts';
import { seedAliases } from '../tests/console/support/seed-aliases.ts';
import { seedConsole } from '../tests/console/support/seed-console.ts';
import { seedDifferences } from '../tests/console/support/seed-differences.ts';
import { seedMailboxes } from '../tests/console/support/seed-mailboxes.ts';
import { seedMany } from '../tests/console/support/seed-many.ts';
import { seedNeeds } from '../tests/console/support/seed-needs.ts';

const FOLDER = join(import.meta.dirname, '..', 'docs', 'console');

type Screen = Readonly<{
  name: string;
  path: string;
  /** Whether somebody who is not signed in sees it. */
  isPublic?: boolean;
  /** What is there once the screen is. */
  shown: string;
  act?: (page: Page) => Promise<void>;
  /** Whether only what fits on the screen is drawn. */
  isCut?: boolean;
}>;

/** Where she is signed in too. */
const ELSEWHERE = [
  ['Firefox', 'Linux', '192.0.2.7'],
  ['Safari', 'iPhone', '2001:db8::17'],
] as const;

async function choosePage(page: Page): Promise<void> {
  await page.locator('thead input').check();
  await page.waitForSelector('.selection');
}

const SCREENS: readonly Screen[] = [
  { name: 'landing', path: '/', isPublic: true, shown: '.sign-in' },
  { name: 'refused', path: '/refused', isPublic: true, shown: '.notice' },
  { name: 'signed-out', path: '/signed-out', isPublic: true, shown: '.sign-in' },
  { name: 'home', path: '/', shown: '.todo' },
  { name: 'domains', path: '/domains', shown: 'table' },
  {
    name: 'domain-add',
    path: '/domains',
    shown: 'table',
    act: (page) => page.click('.page-header__actions button'),
  },
  { name: 'mailboxes-selection', path: '/domains/evryfr?q=service', shown: 'table', act: choosePage },
  {
    name: 'mailboxes-selection-confirm',
    isCut: true,
    path: '/domains/evryfr?q=service',
    shown: 'table',
    act: async (page) => {
      await choosePage(page);
      await page.locator('.selection .actions button').nth(2).click();
      await page.waitForSelector('dialog[open]');
    },
  },
  {
    name: 'mailboxes-selection-outcomes',
    path: '/domains/evryfr?q=service',
    shown: 'table',
    act: async (page) => {
      await choosePage(page);
      await page.locator('.selection .actions button').nth(2).click();
      await page.locator('dialog[open] .dialog__actions button').last().click();
      await page.waitForSelector('.outcomes');
    },
  },
  { name: 'domain-dns', path: '/domains/evry-culturefr/dns', shown: '.record' },
  { name: 'domain-aliases', path: '/domains/evryfr/aliases', shown: '.progress-line' },
  { name: 'domain-alias', path: '/domains/evryfr/aliases/contact', shown: 'ol.timeline li' },
  {
    name: 'domain-aliases-selection',
    isCut: true,
    path: '/domains/evryfr/aliases',
    shown: '.progress-line',
    act: async (page) => {
      await choosePage(page);
      await page.locator('.selection .actions button').click();
      await page.waitForSelector('dialog[open]');
    },
  },
  {
    name: 'domain-alias-new',
    path: '/domains/evryfr/aliases?new=jean.valjean',
    shown: 'dialog[open] textarea',
    act: async (page) => {
      await page.fill('textarea', 'personne, mare@evry.fr, javert@ailleurs.example,');
      await page.waitForSelector('.destination-row__problem');
    },
  },
  { name: 'domain-waiting', path: '/domains/evryfr/waiting', shown: '.todo' },
  { name: 'access', path: '/domains/evryfr/access', shown: '.invitation-state' },
  {
    name: 'access-give',
    path: '/domains/evryfr/access',
    shown: '.invitation-state',
    act: async (page) => {
      await page.click('.access > p button');
      await page.fill('dialog[open] input[role=combobox]', 'dav');
      await page.waitForSelector('dialog[open] [role=status]');
    },
  },
  { name: 'mailboxes', path: '/domains/evryfr', shown: 'table' },
  {
    name: 'mailbox-add',
    path: '/domains/evryfr',
    shown: 'table',
    act: async (page) => {
      await page.locator('.section-line button').click();
      await page.fill('dialog[open] input[name=firstName]', 'Jean');
      await page.fill('dialog[open] input[name=lastName]', 'Valjean');
      await page.click('dialog[open] button[type=submit]');
      await page.waitForSelector('dialog[open] .notice');
    },
  },
  {
    name: 'mailbox',
    path: '/domains/evryfr',
    shown: 'table',
    act: async (page) => {
      await page.getByRole('link', { name: 'hugo.marchand' }).click();
      await page.waitForSelector('.side-panel ul, .side-panel p');
    },
  },
  {
    name: 'domain-differences',
    path: '/domains/evryfr/differences?finding=differing',
    shown: '.differences',
  },
  {
    name: 'domain-differences-settle',
    isCut: true,
    path: '/domains/evryfr/differences',
    shown: '.differences',
    act: async (page) => {
      await page.locator('.selection input').first().check();
      await page.locator('.selection .actions').getByRole('button').first().click();
      await page.waitForSelector('dialog[open] .dialog__body');
    },
  },
  { name: 'account', path: '/account', shown: 'form' },
  { name: 'account-sessions', path: '/account/sessions', shown: '.todo' },
  { name: 'account-access', path: '/account/access', shown: 'table' },
  { name: 'account-mailbox', path: '/account/mailbox', shown: '.empty' },
  { name: 'accessibility', path: '/accessibility', isPublic: true, shown: '.statement' },
];

const { folder, ended } = buildConsole((line) => console.log(line));
await ended;
mkdirSync(FOLDER, { recursive: true });
const site = await openConsoleSite(folder, { waits: { registrationMs: 300, usualMs: 300 } });
try {
  await seedConsole(site);
  await seedAccesses(site, site.evry);
  await seedDifferences(site);
  await seedNeeds(site);
  await seedMany(site, 30);
  const alice = await site.world.signIn(site.people.alice);
  await alice.regie.mailDrift.compare.mutate({ domainSlug: 'evryfr' });
  await site.world.advance(60);
  await seedMailboxes(site);
  await seedAliases(site);
  site.world.mailProvisioner.setTrouble({ kind: 'unavailable' });
  await alice.regie.mailboxes.disable.mutate({ domainSlug: 'evryfr', id: site.jean.id });
  await alice.regie.aliases.createSeveral.mutate({
    domainSlug: 'evryfr',
    localPart: 'contact',
    destinations: ['mairie@ailleurs.example'],
  });
  const wanted = process.argv.slice(2);
  for (const { name, path, isPublic = false, shown, act, isCut = false } of SCREENS) {
    if (wanted.length > 0 && !wanted.includes(name)) continue;
    for (const look of LOOKS) {
      // Each screen is opened by a sign-in of its own: those before it are over.
      await site.world.unitOfWork.run(({ sessions }) => sessions.endAllOf(site.people.alice.id));
      for (const [browser, system, address] of ELSEWHERE) {
        await site.world.openSession(site.people.alice, { address, device: { browser, system } });
      }
      const page = isPublic ? await site.openPage(look) : await site.openAs(site.people.alice, look);
      await page.goto(`${site.url}${path}`);
      await page.waitForSelector(shown);
      await act?.(page);
      const file = `${name}-${look.language}-${look.width}-${look.colorScheme}.jpg`;
      // A page that was scrolled shows its header in the middle.
      await page.evaluate('scrollTo(0, 0)');
      // All of them together have 5 MB.
      await page.screenshot({ path: join(FOLDER, file), type: 'jpeg', quality: 60, fullPage: !isCut });
      await site.closePages();
    }
  }
} finally {
  await site.close();
}
