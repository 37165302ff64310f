import { afterAll, beforeAll, expect, inject, it } from 'vitest';
import { makeMailbox } from '../builders/make-mailbox.ts';
import { postgresStorageOn } from '../support/postgres-harness.ts';
import { openTestDatabase, type TestDatabase } from '../support/test-database.ts';
import { type ConsoleSite, openConsoleSite } from './support/console-site.ts';

const MAILBOXES = 20_000;
const AT_ONCE = 2_000;
const PAGES_TURNED = 5;
/** Far above what a page takes on a busy machine: it tells a list that reads all rows from one that does not. */
const LONGEST_MS = 15_000;
const LARGEST_ANSWER_BYTES = 60_000;

let database: TestDatabase;
let storage: ReturnType<typeof postgresStorageOn>;
let site: ConsoleSite;
beforeAll(async () => {
  database = await openTestDatabase();
  storage = postgresStorageOn(database.pool);
  site = await openConsoleSite(inject('consoleFolder'), {}, storage);
  const { world, evry } = site;
  for (let from = 0; from < MAILBOXES - 1; from += AT_ONCE) {
    const mailboxes = Array.from({ length: Math.min(AT_ONCE, MAILBOXES - 1 - from) }, (_, index) => {
      const number = String(from + index).padStart(5, '0');
      return makeMailbox({
        mailDomainId: evry.id,
        firstName: `Prénom ${number}`,
        lastName: `Nom ${number}`,
        localPart: `agent.${number}`,
        status: 'enabled',
      });
    });
    await world.unitOfWork.run((stores) => stores.mailboxes.insertAbsent(mailboxes));
  }
  await database.pool.query('ANALYZE mailbox');
});
afterAll(async () => {
  await site?.close();
  // It listens on a connection of its own, which the database would wait for.
  await storage?.close();
  await database?.close();
});

it('turns, searches and orders 20,000 mailboxes, of which the browser holds one page', async () => {
  const page = await site.openAs(site.people.alice);
  await page.goto(`${site.url}/domains/evryfr`);
  await page.getByText('Page 1 of 1000').waitFor();
  const rows = page.locator('tbody tr');
  const turned: number[] = [];
  for (let turn = 1; turn <= PAGES_TURNED; turn += 1) {
    const asked = performance.now();
    const [answer] = await Promise.all([
      page.waitForResponse((response) => response.url().includes('mailboxes.list')),
      page.getByRole('button', { name: 'Next page' }).click(),
    ]);
    await page.getByRole('rowheader', { name: `agent.${String(turn * 20).padStart(5, '0')}@` }).waitFor();
    turned.push(performance.now() - asked);
    expect((await answer.body()).length).toBeLessThan(LARGEST_ANSWER_BYTES);
    expect(await rows.count()).toBe(20);
  }
  const find = async (path: string, address: string) => {
    const asked = performance.now();
    await page.goto(`${site.url}/domains/evryfr?${path}`);
    await page.getByRole('rowheader', { name: address }).waitFor();
    return performance.now() - asked;
  };
  const last = await find('page=1000', 'jean.valjean@');
  const beyond = await find('page=1001', 'jean.valjean@');
  await page.waitForURL(/page=1000$/u);
  const byName = await find('sort=last_name&order=desc', 'jean.valjean@');
  const found = await find('q=pr%C3%A9nom+12345', 'agent.12345@');
  expect(await rows.count()).toBe(1);
  const times = [...turned, last, beyond, byName, found];
  process.stdout.write(`20,000 mailboxes: ${times.map((ms) => `${Math.round(ms)} ms`).join(', ')}\n`);
  for (const ms of times) expect(ms).toBeLessThan(LONGEST_MS);
  expect(site.problems).toEqual([]);
});
