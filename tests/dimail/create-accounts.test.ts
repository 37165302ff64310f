import { afterEach, expect, it } from 'vitest';
import { startDimail } from '../../dev/dimail/start-dimail.ts';
import { createAccounts } from '../../dev/dimail-accounts/create-accounts.ts';

const CREDENTIALS = Buffer.from('la_regie:password').toString('base64');
let close: () => Promise<void> = async () => undefined;
afterEach(() => close());

it('makes the accounts of a dimail that has none, once', async () => {
  const dimail = await startDimail({ port: 0, seeded: false });
  close = () => dimail.close();
  expect(await createAccounts(dimail.url, CREDENTIALS)).toEqual(['admin', 'la_regie']);
  expect(await createAccounts(dimail.url, CREDENTIALS)).toEqual([]);
  expect(dimail.control.dump().users).toEqual([
    { name: 'admin', isAdmin: true, perms: [] },
    { name: 'la_regie', isAdmin: false, perms: ['new_domain', 'create_users', 'manage_users'] },
  ]);
});

it('says what dimail answers when another account administers it', async () => {
  const dimail = await startDimail({ port: 0, seeded: false });
  close = () => dimail.close();
  await fetch(`${dimail.url}/users/`, {
    method: 'POST',
    headers: {
      authorization: `Basic ${Buffer.from(':').toString('base64')}`,
      'content-type': 'application/json',
    },
    body: JSON.stringify({ name: 'root', password: 'x', is_admin: true }),
  });
  await expect(createAccounts(dimail.url, CREDENTIALS)).rejects.toThrow('403');
});
