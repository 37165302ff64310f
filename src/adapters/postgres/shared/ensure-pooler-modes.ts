import {
  type Connections,
  keepsPreparedStatements,
  keepsSessions,
  keepsTransactions,
  limitsStatements,
  TooFewConnections,
} from './pooler-modes.ts';

/** How our statements reach the server. */
export type WayToServer = Readonly<{
  /** Whether a pooler shares the sessions that our statements go to, as it may where locks have others. */
  sharesSessions: boolean;
  /** What does not hold on this way, and what helps, a sentence each; undefined where all holds. */
  lacks: Readonly<{ what: string; remedy: string }> | undefined;
}>;

type Setting = 'DATABASE_URL' | 'DATABASE_SESSION_URL';

/**
 * Refuses a pooler in between that would break what we rely on, silently: a killed process would keep its jobs.
 *
 * @param sessionPool where locks and `LISTEN` live; the same pool where nothing else is set
 * @throws Error naming the setting that helps
 */
export async function ensurePoolerModes(pool: Connections, sessionPool: Connections): Promise<WayToServer> {
  const isApart = sessionPool !== pool;
  await ensureTransactions(pool, 'DATABASE_URL');
  if (isApart) await ensureTransactions(sessionPool, 'DATABASE_SESSION_URL');
  if (!(await among(sessionPool, isApart ? 'DATABASE_SESSION_URL' : 'DATABASE_URL', keepsSessions))) {
    throw new Error(
      isApart
        ? 'DATABASE_SESSION_URL leads to a pooler that shares sessions (PgBouncer: pool_mode=transaction): it must lead to the server, or to a pooler with pool_mode=session'
        : 'DATABASE_URL leads to a pooler that shares sessions (PgBouncer: pool_mode=transaction): set DATABASE_SESSION_URL to an address that keeps them, or its pool_mode to session',
    );
  }
  if (!isApart || (await among(pool, 'DATABASE_URL', keepsSessions)))
    return { sharesSessions: false, lacks: undefined };
  if (!(await among(pool, 'DATABASE_URL', keepsPreparedStatements))) {
    throw new Error(
      'DATABASE_URL leads to a pooler that loses prepared statements: it must be PgBouncer 1.21 or later, with max_prepared_statements',
    );
  }
  return { sharesSessions: true, lacks: (await limitsStatements(pool)) ? undefined : NO_LIMITS };
}

const NO_LIMITS = {
  what:
    'DATABASE_URL leads to a pooler that shares sessions, of which not every one knows DATABASE_STATEMENT_TIMEOUT: a statement ' +
    'may go on after its request was answered 503.',
  remedy:
    "Give the role of DATABASE_URL its limits (ALTER ROLE … SET statement_timeout = '5s', and " +
    "idle_in_transaction_session_timeout = '10s'), then have the pooler connect anew (RECONNECT).",
};

async function ensureTransactions(pool: Connections, setting: Setting): Promise<void> {
  if (await keepsTransactions(pool)) return;
  throw new Error(
    `${setting} leads to a pooler that takes each statement for itself (PgBouncer: pool_mode=statement): its pool_mode must be ` +
      (setting === 'DATABASE_URL' ? 'session, or transaction with DATABASE_SESSION_URL' : 'session'),
  );
}

/** What `look` finds, with the setting where it lacks connections. */
async function among(
  pool: Connections,
  setting: Setting,
  look: (pool: Connections) => Promise<boolean>,
): Promise<boolean> {
  try {
    return await look(pool);
  } catch (error) {
    if (!(error instanceof TooFewConnections)) throw error;
    throw new Error(
      `${setting} does not lead to enough connections: a process needs more than three at the same time (PgBouncer: default_pool_size)`,
      { cause: error },
    );
  }
}
