import { isIPv6 } from 'node:net';
import type { Environment } from './environment-schema.ts';

type Parts = Pick<
  Environment,
  'DATABASE_URL' | 'DB_HOST' | 'DB_PORT' | 'DB_NAME' | 'DB_USER' | 'DB_PASSWORD'
>;

/** The address of the database, from one variable or from its parts. */
export function databaseUrl(env: Parts): string {
  if (env.DATABASE_URL !== undefined) return env.DATABASE_URL;
  // The folder of a socket is given as host, with its slashes encoded.
  const host = isIPv6(env.DB_HOST) ? `[${env.DB_HOST}]` : encodeURIComponent(env.DB_HOST);
  const url = new URL(`postgres://${host}:${env.DB_PORT}/${encodeURIComponent(env.DB_NAME)}`);
  url.username = env.DB_USER;
  url.password = env.DB_PASSWORD ?? '';
  return url.href;
}
