import { afterAll, afterEach, beforeAll, describe, expect, inject, it } from 'vitest';
import { CONSOLE_THEMES } from '../../src/infrastructure/console/console-config.ts';
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
  const problems = [...site.problems];
  await site.closePages();
  expect(problems).toEqual([]);
});

type Page = Awaited<ReturnType<ConsoleSite['openPage']>>;

/** Has the server say another theme, as an installation with that setting does. */
const wear = (page: Page, theme: string) =>
  page.route('**/console/config.json', async (route) => {
    const response = await route.fetch();
    await route.fulfill({ response, json: { ...(await response.json()), theme } });
  });

const colourOf = (page: Page, selector: string) =>
  page.evaluate<string>(`getComputedStyle(document.querySelector('${selector}')).backgroundColor`);

// What is usual is looked at wherever a page is: the others differ in colours alone.
describe.each(CONSOLE_THEMES.filter((theme) => theme !== 'default'))('%s', (theme) => {
  it.each(['light', 'dark'] as const)(
    'can be read on landing, home, a domain and in a dialog: %s',
    async (colorScheme) => {
      const visitor = await site.openPage({ colorScheme });
      await wear(visitor, theme);
      await visitor.goto(`${site.url}/`);
      await visitor.waitForSelector('.sign-in');
      await inspectConsole(visitor, 'en');

      const page = await site.openAs(site.people.alice, { colorScheme });
      await wear(page, theme);
      for (const [path, shown] of [
        ['/', '.todo'],
        ['/domains/evry-culturefr/dns', '.record'],
        ['/account/sessions', '.todo'],
      ] as const) {
        await page.goto(`${site.url}${path}`);
        await page.waitForSelector(shown);
        await inspectConsole(page, 'en');
      }
      await page.goto(`${site.url}/domains`);
      await page.getByRole('button', { name: 'Add a mail domain' }).click();
      await page.getByRole('dialog').waitFor();
      await inspectConsole(page, 'en');
    },
  );
});

it('has colours of its own for each', async () => {
  const colours = new Set<string>();
  for (const theme of CONSOLE_THEMES) {
    const page = await site.openAs(site.people.alice);
    await wear(page, theme);
    await page.goto(`${site.url}/domains`);
    await page.waitForSelector('.page-header__actions button');
    colours.add(await colourOf(page, '.page-header__actions button'));
  }
  expect(colours.size).toBe(CONSOLE_THEMES.length);
});
