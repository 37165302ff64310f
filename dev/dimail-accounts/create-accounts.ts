/** Administrator of a development dimail, who creates the other accounts. */
const ADMINISTRATOR = { name: 'admin', password: 'admin' };

/** Permissions of Régie's account, as in production (contract/dimail.md section 3). */
const PERMISSIONS = ['new_domain', 'create_users', 'manage_users'];

const basic = (name: string, password: string): string =>
  `Basic ${Buffer.from(`${name}:${password}`).toString('base64')}`;

/**
 * Creates the accounts of a new dimail (contract/dimail.md section 4): an administrator, while no user exists, then the
 * one whose `credentials` (base64 of `user:password`) Régie uses. Existing accounts are left alone.
 *
 * @returns names of the accounts created now
 * @throws Error with dimail's answer when it refuses
 */
export async function createAccounts(url: string, credentials: string): Promise<readonly string[]> {
  const [name = '', password = ''] = Buffer.from(credentials, 'base64').toString('utf8').split(':');
  const created: string[] = [];

  const create = async (authorization: string, user: Record<string, unknown> & { name: string }) => {
    const response = await fetch(`${url}/users/`, {
      method: 'POST',
      headers: { authorization, 'content-type': 'application/json' },
      body: JSON.stringify(user),
    });
    if (response.status === 201) created.push(user.name);
    else if (response.status !== 409) {
      throw new Error(
        `dimail does not make the account ${user.name}: ${response.status} ${await response.text()}`,
      );
    }
  };

  // While no user exists, empty credentials count as an administrator's; afterwards they are refused.
  const isNew = (await fetch(`${url}/users/`, { headers: { authorization: basic('', '') } })).ok;
  const administrator = basic(ADMINISTRATOR.name, ADMINISTRATOR.password);
  await create(isNew ? basic('', '') : administrator, { ...ADMINISTRATOR, is_admin: true, perms: [] });
  await create(administrator, { name, password, is_admin: false, perms: PERMISSIONS });
  return created;
}
