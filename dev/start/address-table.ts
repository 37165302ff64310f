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

/** The addresses of what runs, by name. */
export const addresses = (
  { publicUrl, companions, database, webClient }: Setup,
  databaseUrl: string,
): readonly (readonly [string, string])[] => [
  ...(webClient === undefined ? [] : [['web client', webClient] as const]),
  ['console', `${publicUrl}/console/`],
  ['Régie', publicUrl],
  ['sign in', signInAddress(publicUrl)],
  ['API description', `${publicUrl}/api/v1.0/swagger.json`],
  ...companions.map(({ name, page }) => [name, page] as const),
  // An external database has its owner's password, which is not shown.
  ...('url' in database ? [] : [['PostgreSQL', databaseUrl] as const]),
];

export const signInAddress = (publicUrl: string): string => `${publicUrl}/api/v1.0/authenticate/`;

/** User name, password and e-mail address of those who can sign in, where the provider is ours. */
export const accounts = ({ companions }: Setup): readonly (readonly [string, string, string])[] =>
  companions.some(({ system }) => system === 'identityProvider')
    ? DEVELOPMENT_ACCOUNTS.map(({ username, password, email }) => [username, password, email] as const)
    : [];

/** Addresses and accounts for the developer, once everything runs, and the page that shows them. */
export function addressTable(setup: Setup, databaseUrl: string, startPageUrl: string): string {
  const people = accounts(setup);
  return [
    '',
    'Régie is running. Ctrl-C stops everything.',
    '',
    table(addresses(setup, databaseUrl)),
    ...(people.length > 0 ? ['', 'Accounts (user, password, e-mail):', '', table(people)] : []),
    '',
    `All of this, to click on: ${startPageUrl}`,
    '',
  ].join('\n');
}
