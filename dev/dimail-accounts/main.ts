import { createAccounts } from './create-accounts.ts';

const { MAIL_PROVISIONING_API_URL: url, MAIL_PROVISIONING_API_CREDENTIALS: credentials } = process.env;
if (!url || !credentials) {
  throw new Error('MAIL_PROVISIONING_API_URL and MAIL_PROVISIONING_API_CREDENTIALS are required');
}
const created = await createAccounts(url.replace(/\/+$/, ''), credentials);
console.log(created.length > 0 ? `made in dimail: ${created.join(', ')}` : 'dimail has its accounts already');
