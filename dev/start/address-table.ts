import { DEVELOPMENT_ACCOUNTS } from '../openid-provider/development-accounts.ts';
import type { Setup } from './read-setup.ts';

type Row = readonly [string, ...string[]];

/** Rows as a table whose columns line up. */
function table(rows: readonly Row[]): string {
  const widthOf = (column: number) => Math.max(...rows.map((row) => (row[column] ?? '').length));
  return rows
    .map((row) => `  ${row.map((cell, column) => cell.padEnd(widthOf(column))).join('  ')}`.trimEnd())
    .join('\n');
}

/** Addresses and accounts for the developer, once everything runs. */
export function addressTable({ publicUrl, companions, database }: Setup, databaseUrl: string): string {
  const addresses: Row[] = [
    ['Régie', publicUrl],
    ['sign in', `${publicUrl}/api/v1.0/authenticate/`],
    ['API description', `${publicUrl}/api/v1.0/swagger.json`],
    ...companions.map(({ name, page }): Row => [name, page]),
    // An external database has its owner's password, which is not shown.
    ...('url' in database ? [] : [['PostgreSQL', databaseUrl] as const]),
  ];
  const accounts = DEVELOPMENT_ACCOUNTS.map(
    ({ username, password, email }): Row => [username, password, email],
  );
  const hasAccounts = companions.some(({ system }) => system === 'identityProvider');
  return [
    '',
    'Régie is running. Ctrl-C stops everything.',
    '',
    table(addresses),
    ...(hasAccounts ? ['', 'Accounts (user, password, e-mail):', '', table(accounts)] : []),
    '',
  ].join('\n');
}
