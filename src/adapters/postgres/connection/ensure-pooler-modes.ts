import { type Connections, keepsPreparedStatements, keepsSessions } from './pooler-modes.ts';

/**
 * Refuses a pooler in between that would break what we rely on, silently: a killed process would keep its jobs.
 *
 * @param sessionPool where locks and `LISTEN` live; the same pool where nothing else is set
 * @throws Error naming the setting that helps
 */
export async function ensurePoolerModes(pool: Connections, sessionPool: Connections): Promise<void> {
  if (!(await keepsSessions(sessionPool))) {
    throw new Error(
      sessionPool === pool
        ? 'DATABASE_URL leads to a pooler that shares sessions (PgBouncer: pool_mode=transaction): set DATABASE_SESSION_URL to an address that keeps them, or its pool_mode to session'
        : 'DATABASE_SESSION_URL leads to a pooler that shares sessions (PgBouncer: pool_mode=transaction): it must lead to the server, or to a pooler with pool_mode=session',
    );
  }
  if (sessionPool !== pool && !(await keepsPreparedStatements(pool))) {
    throw new Error(
      'DATABASE_URL leads to a pooler that loses prepared statements: it must be PgBouncer 1.21 or later, with max_prepared_statements',
    );
  }
}
