import type { RequestHandler } from 'express';
import { afterAll, afterEach, beforeAll, expect, inject, it } from 'vitest';
import { uuidGenerator } from '../../src/adapters/system/system.ts';
import { createLogger } from '../../src/infrastructure/observability/mozlog-logger.ts';
import { requestSummary } from '../../src/infrastructure/observability/request-summary.ts';
import { type ConsoleSite, openConsoleSite, signInBrowser } from './support/console-site.ts';
import { inspectConsole } from './support/inspect-console.ts';
import { LOOKS } from './support/looks.ts';

/** The address of what breaks inside the server, while a test says so. */
let broken: string | undefined;
const breaks: RequestHandler = (request, _response, next) =>
  next(
    broken !== undefined && request.path.includes(broken) ? new Error('secret of the database') : undefined,
  );

const quiet = createLogger({ name: 'request.summary', level: 'silent', release: 'test' });

let site: ConsoleSite;
beforeAll(async () => {
  const before = [requestSummary({ logger: quiet, ids: uuidGenerator }), breaks];
  site = await openConsoleSite(inject('consoleFolder'), {}, {}, { before });
});
afterAll(() => site?.close());
afterEach(async () => {
  broken = undefined;
  const problems = [...site.problems];
  await site.closePages();
  expect(problems).toEqual([]);
});

const UUID = /[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}/;

it.each(LOOKS)('shows the reference of a request that broke inside the server: $language', async (look) => {
  broken = 'sessions.list';
  const page = await site.openAs(site.people.alice, look);
  const answer = page.waitForResponse((response) => response.url().includes('sessions.list'));
  await page.goto(`${site.url}/account/sessions`);
  const id = (await (await answer).allHeaders())['x-request-id'] ?? '';
  await page.getByText(id).waitFor();
  expect(id).toMatch(UUID);
  expect(await page.textContent('main')).not.toContain('secret');
  await inspectConsole(page, look.language);
  await page.getByRole('button', { name: /^(Copy|Copier) / }).click();
  expect(await page.evaluate('navigator.clipboard.readText()')).toBe(id);
  broken = undefined;
  await page.getByRole('button', { name: /Try again|Réessayer/ }).click();
  await page.waitForSelector('.todo');
});

it('puts a page in the place of one that breaks while it is shown, with what to tell the support', async () => {
  const page = await site.openAs(site.people.alice);
  // An answer that no server of ours gives: the page cannot be made of it.
  await page.route('**/trpc/**sessions.list**', async (route) => {
    const answer = await route.fetch();
    await route.fulfill({ response: answer, json: [{ result: { data: 'nothing like it' } }] });
  });
  await page.goto(`${site.url}/account/sessions`);
  await page.getByRole('heading', { level: 2, name: 'This page does not work' }).waitFor();
  const reference = UUID.exec((await page.textContent('main')) ?? '')?.[0] ?? 'none';
  await page.getByRole('button', { name: 'Copy the details for support' }).click();
  await page.getByRole('button', { name: 'Copied' }).waitFor();
  const details = await page.evaluate<string>('navigator.clipboard.readText()');
  expect(details).toContain(`${site.url}/account/sessions`);
  expect(details).toContain(`request ${reference}`);
  expect(details).toMatch(/TypeError/);
  await inspectConsole(page, 'en');
  // React tells the log what broke.
  expect(site.problems.join()).toContain('TypeError');
  site.problems.length = 0;

  // The rest of the console goes on, and the page as soon as it can.
  await page.getByRole('link', { name: 'Mail domains' }).click();
  await page.waitForSelector('table');
  await page.unroute('**/trpc/**sessions.list**');
  await page.goBack();
  await page.getByRole('button', { name: 'Reload the page' }).or(page.locator('.todo')).first().waitFor();
  site.problems.length = 0;
  await page.reload();
  await page.waitForSelector('.todo');
});

/** Ends the session that a page has, as its time or an administrator does. */
async function endSessionOf(page: Awaited<ReturnType<ConsoleSite['openAs']>>): Promise<void> {
  const [cookie] = (await page.context().cookies()).filter(({ name }) => name === 'sessionid');
  await site.world.sessions.destroy(cookie?.value ?? '');
}

/** Sends the form of the page, also when the page has already heard of the end of its session and a dialog lies over it. */
const submit = (page: Awaited<ReturnType<ConsoleSite['openAs']>>) =>
  page.evaluate("document.querySelector('main form').requestSubmit()");

it('keeps what was typed when the session ends, until the person has signed in in another window', async () => {
  const { world, people } = site;
  const page = await site.openAs(people.bob);
  await page.goto(`${site.url}/account`);
  const zone = page.getByRole('combobox', { name: 'Time zone' });
  await zone.fill('reunion');
  await zone.press('Enter');
  await endSessionOf(page);
  await submit(page);
  const ended = page.getByRole('dialog', { name: 'Your session has ended' });
  await ended.waitFor();

  const opened = page.context().waitForEvent('page');
  await page.context().route('**/authenticate/**', async (route) => {
    // The provider, where the person signs in, leads back to the address that was asked for.
    await signInBrowser(page.context(), world, people.bob);
    const next = new URL(route.request().url()).searchParams.get('next') ?? '';
    await route.fulfill({ status: 302, headers: { location: next } });
  });
  await ended.getByRole('link', { name: /^Sign in again/ }).click();
  const other = await opened;
  await other.getByRole('heading', { level: 1, name: 'You are signed in' }).waitFor();
  await ended.waitFor({ state: 'hidden' });
  expect(await zone.inputValue()).toContain('Reunion');
  await page.getByRole('button', { name: 'Save' }).click();
  await page.getByText('Your preferences are saved.').waitFor();
  expect((await world.unitOfWork.run(({ users }) => users.find(people.bob.id)))?.timezone).toBe(
    'Indian/Reunion',
  );
});

it('shows nothing of one person to another who signs in after them', async () => {
  const { world, people } = site;
  const page = await site.openAs(people.alice);
  await page.goto(`${site.url}/account`);
  await page.getByText('alice@evry.fr').waitFor();
  await endSessionOf(page);
  await submit(page);
  const ended = page.getByRole('dialog', { name: 'Your session has ended' });
  await ended.waitFor();
  await signInBrowser(page.context(), world, people.dave);
  await ended.getByRole('button', { name: 'I have signed in' }).click();
  await page.getByRole('button', { name: 'Your account: Dave' }).waitFor();
  expect(await page.textContent('main')).not.toContain('alice@evry.fr');
});

it('sends nothing and loses nothing while there is no network', async () => {
  const { world, people } = site;
  const page = await site.openAs(people.carol);
  await page.goto(`${site.url}/account`);
  const zone = page.getByRole('combobox', { name: 'Time zone' });
  await zone.fill('tahiti');
  await zone.press('Enter');
  await page.context().setOffline(true);
  await page.getByText('You are offline.').waitFor();
  await page.getByRole('button', { name: 'Save' }).click();
  await page.locator('form [role=alert]').waitFor();
  await inspectConsole(page, 'en');
  expect(await zone.inputValue()).toContain('Tahiti');
  // The browser's log says of each request that there is no network.
  expect(site.problems.filter((problem) => !problem.includes('ERR_INTERNET_DISCONNECTED'))).toEqual([]);
  site.problems.length = 0;
  await page.context().setOffline(false);
  await page.getByText('You are offline.').waitFor({ state: 'hidden' });
  await page.getByRole('button', { name: 'Save' }).click();
  await page.getByText('Your preferences are saved.').waitFor();
  expect((await world.unitOfWork.run(({ users }) => users.find(people.carol.id)))?.timezone).toBe(
    'Pacific/Tahiti',
  );
});
