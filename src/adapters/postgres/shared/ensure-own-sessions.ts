import { Pool } from 'pg';
import { type Connections, keepsSessions, keepsTransactions, PROBED_CONNECTIONS } from './pooler-modes.ts';

const CONNECT_TIMEOUT_MS = 10_000;

/**
 * Refuses a way to the server on which a pooler shares sessions: a lock that was taken there would stay after us, and so
 * would our limits, for whoever gets that session next.
 *
 * @throws Error naming the setting that helps
 */
export async function refuseSharedSessions(pool: Connections): Promise<void> {
  if ((await keepsTransactions(pool)) && (await keepsSessions(pool))) return;
  throw new Error(
    'The database is reached through a pooler that shares sessions (PgBouncer: pool_mode=transaction), where a lock would ' +
      'outlive this command: set DATABASE_SESSION_URL to the server, or to a pooler with pool_mode=session',
  );
}

/** The same for an address, before a command takes locks there. */
export async function ensureOwnSessions(databaseUrl: string): Promise<void> {
  const pool = new Pool({
    connectionString: databaseUrl,
    max: PROBED_CONNECTIONS,
    application_name: 'regie-migrate',
    connectionTimeoutMillis: CONNECT_TIMEOUT_MS,
  });
  // What is lost while it ends matters to nobody, and would end the process.
  pool.on('error', () => undefined);
  pool.on('connect', (client) => client.on('error', () => undefined));
  try {
    await refuseSharedSessions(pool);
  } finally {
    await pool.end();
  }
}
