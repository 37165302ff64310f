/** Makes our accounts in a dimail that has none; with `--keep`, again after each of its starts, until SIGTERM. */
import { parseArgs } from 'node:util';
import { stopRequested } from '../companion/stop-requested.ts';
import { createAccounts } from './create-accounts.ts';
import { keepAccounts } from './keep-accounts.ts';

const { values } = parseArgs({ options: { keep: { type: 'boolean', default: false } } });
const { MAIL_PROVISIONING_API_URL: address, MAIL_PROVISIONING_API_CREDENTIALS: credentials } = process.env;
if (!address || !credentials) {
  throw new Error('MAIL_PROVISIONING_API_URL and MAIL_PROVISIONING_API_CREDENTIALS are required');
}
const url = address.replace(/\/+$/, '');
if (values.keep) {
  const end = new AbortController();
  void stopRequested().then(() => end.abort());
  await keepAccounts({
    url,
    credentials,
    mark: '.data/accounts-are-there',
    intervalMs: 2_000,
    onMade: (names) => console.log(`made in dimail: ${names.join(', ')}`),
    signal: end.signal,
  });
  process.exit(0);
}
const created = await createAccounts(url, credentials);
console.log(created.length > 0 ? `made in dimail: ${created.join(', ')}` : 'dimail has its accounts already');
