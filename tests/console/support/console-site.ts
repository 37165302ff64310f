import type { BrowserContext, Page } from 'playwright-core';
import type { User } from '../../../src/domain/people/user.ts';
import type { Adapters } from '../../../src/infrastructure/container/inputs/adapters.ts';
import type { UseCaseSettings } from '../../../src/infrastructure/container/inputs/use-case-settings.ts';
import { openEvry } from '../../api/evry.ts';
import { type ApiWorld, CSRF_TOKEN, type openApiWorld, START } from '../../support/api-world.ts';
import { launchChromium } from '../../support/chromium.ts';

export type Look = Readonly<{
  language?: 'en' | 'fr';
  width?: number;
  colorScheme?: 'light' | 'dark';
}>;

export type ConsoleSite = Awaited<ReturnType<typeof openConsoleSite>>;

/**
 * The built console, served by the whole application on adapters in memory, with the town of Évry in it, and a browser that
 * looks at it. Anything that a page writes to the browser's log, a refusal by the content security policy above all, is a
 * problem.
 */
export async function openConsoleSite(
  folder: string,
  useCases: Partial<UseCaseSettings> = {},
  adapters: Partial<Adapters> = {},
  over: Pick<NonNullable<Parameters<typeof openApiWorld>[0]>, 'app' | 'before'> = {},
) {
  const usual = { folder, theme: 'default', signInButton: 'proconnect' } as const;
  const app = { ...over.app, console: { ...usual, ...over.app?.console } };
  const [browser, evry] = await Promise.all([
    launchChromium(),
    openEvry({ ...over, app, useCases, adapters }),
  ]);
  const { world } = evry;
  // Browsers have a clock of their own, by which cookies end.
  world.clock.advance((Date.now() - START.getTime()) / 1000);
  const contexts = new Set<BrowserContext>();
  const problems: string[] = [];

  const openPage = async ({ language = 'en', width = 1280, colorScheme = 'light' }: Look = {}) => {
    const context = await browser.newContext({
      locale: language,
      viewport: { width, height: 800 },
      colorScheme,
      timezoneId: 'Europe/Paris',
      permissions: ['clipboard-read', 'clipboard-write'],
    });
    contexts.add(context);
    context.setDefaultTimeout(20_000);
    const page = await context.newPage();
    watch(page, problems);
    return page;
  };

  return {
    ...evry,
    url: `${world.url}/console`,
    openPage,
    /** A page of somebody who is signed in. */
    async openAs(user: User, look: Look = {}): Promise<Page> {
      const page = await openPage(look);
      // As if chosen in this browser, which counts more than what is stored of the person.
      await page.addInitScript(`localStorage.setItem('regie-language', '${look.language ?? 'en'}')`);
      await signInBrowser(page.context(), world, user);
      return page;
    },
    /** What pages wrote to the browser's log, in the order of time. */
    problems,
    async closePages(): Promise<void> {
      await Promise.all([...contexts].map((context) => context.close()));
      contexts.clear();
      problems.length = 0;
    },
    close: async (): Promise<void> => {
      await browser.close();
      await world.close();
    },
  };
}

/** Signs in without the provider, as if the person had come from there. */
export async function signInBrowser(context: BrowserContext, world: ApiWorld, user: User): Promise<void> {
  const cookies = { sessionid: await world.openSession(user), csrftoken: CSRF_TOKEN };
  await context.addCookies(Object.entries(cookies).map(([name, value]) => ({ name, value, url: world.url })));
}

/** Answers that refuse are written to the log as well: pages tell them in their own words. */
const ANSWER = /^Failed to load resource: the server responded with a status of \d+/;

function watch(page: Page, problems: string[]): void {
  page.on('console', (message) => {
    if (['error', 'warning'].includes(message.type()) && !ANSWER.test(message.text()))
      problems.push(message.text());
  });
  page.on('pageerror', (error) => problems.push(String(error)));
}
