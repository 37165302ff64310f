import { isIPv6 } from 'node:net';
import type { Environment } from './environment-schema.ts';

type Parts = Pick<
  Environment,
  'DATABASE_URL' | 'DB_HOST' | 'DB_PORT' | 'DB_NAME' | 'DB_USER' | 'DB_PASSWORD'
>;

/** Where the database is, as one address, whether it was given so or in parts. */
export function databaseUrl(env: Parts): string {
  if (env.DATABASE_URL !== undefined) return env.DATABASE_URL;
  // The folder of a socket is a host whose slashes are encoded.
  const host = isIPv6(env.DB_HOST) ? `[${env.DB_HOST}]` : encodeURIComponent(env.DB_HOST);
  const url = new URL(`postgres://${host}:${env.DB_PORT}/${encodeURIComponent(env.DB_NAME)}`);
  url.username = env.DB_USER;
  url.password = env.DB_PASSWORD ?? '';
  return url.href;
}
