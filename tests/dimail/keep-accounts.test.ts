import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, expect, it } from 'vitest';
import { startDimail } from '../../dev/dimail/start-dimail.ts';
import { keepAccounts } from '../../dev/dimail-accounts/keep-accounts.ts';
import { eventually } from '../support/eventually.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';

const cleanups: (() => Promise<unknown>)[] = [];
afterEach(async () => {
  for (const cleanup of cleanups.splice(0).reverse()) await cleanup();
});

it('makes the accounts again after each start of a dimail that forgets them, and tells whether they are there', async () => {
  const first = await startDimail({ port: 0, seeded: false });
  const folder = await temporaryFolder();
  const mark = join(folder.path, 'made', 'accounts-are-there');
  const made: string[] = [];
  const end = new AbortController();
  const kept = keepAccounts({
    url: first.url,
    credentials: Buffer.from('la_regie:password').toString('base64'),
    mark,
    intervalMs: 20,
    onMade: (names) => made.push(...names),
    signal: end.signal,
  });
  cleanups.push(() => folder.remove());
  await eventually(() => expect([existsSync(mark), made]).toEqual([true, ['admin', 'la_regie']]));

  await first.close();
  await eventually(() => expect(existsSync(mark)).toBe(false));

  const second = await startDimail({ port: first.port, seeded: false });
  cleanups.push(() => second.close());
  await eventually(() => expect([existsSync(mark), made.length]).toEqual([true, 4]));

  end.abort();
  await kept;
  expect(existsSync(mark)).toBe(false);
});
