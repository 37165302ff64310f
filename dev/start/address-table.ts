import { DEVELOPMENT_ACCOUNTS } from '../openid-provider/development-accounts.ts';

type Row = readonly [name: string, address: string, note: string];

/** Rows as a table whose columns line up. */
function table(rows: readonly Row[]): string {
  const widths = [0, 1].map((column) => Math.max(...rows.map((row) => (row[column] ?? '').length)));
  return rows
    .map(([name, address, note]) =>
      `  ${name.padEnd(widths[0] ?? 0)}  ${address.padEnd(widths[1] ?? 0)}  ${note}`.trimEnd(),
    )
    .join('\n');
}

/** What a person needs to know once everything runs: addresses, and accounts to sign in with. */
export function addressTable(addresses: readonly Row[], showsAccounts: boolean): string {
  const accounts = DEVELOPMENT_ACCOUNTS.map(
    ({ username, password, email }): Row => [username, password, email],
  );
  return [
    '',
    'Régie is running. Ctrl-C stops everything.',
    '',
    table(addresses),
    ...(showsAccounts ? ['', 'Accounts (user, password, e-mail):', '', table(accounts)] : []),
    '',
  ].join('\n');
}
