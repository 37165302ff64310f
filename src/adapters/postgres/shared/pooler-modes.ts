import { StorageUnavailable } from '../../../application/shared/storage-unavailable.ts';

type Statement = string | { readonly name: string; readonly text: string };
type Row = { readonly pid?: number; readonly is_limited?: boolean };
type Connection = {
  query(statement: Statement): Promise<{ readonly rows: readonly Row[] }>;
  release(): void;
};

/** What is asked of a pool here. */
export type Connections = { connect(): Promise<Connection> };

/** Clients that hold a transaction each, so that a pooler has to give the one in question another session, or shows it did. */
const OTHERS = 2;
/** How many connections of a pool these functions take at the same time. */
export const PROBED_CONNECTIONS = OTHERS + 1;

const processOf = async (client: Connection): Promise<number | undefined> =>
  (await client.query('SELECT pg_backend_pid() AS pid')).rows[0]?.pid;

/**
 * Runs `ask` while other clients of the pool are in transactions, begun after it was first run.
 *
 * @throws TooFewConnections when the pool gives one connection, and not as many as this takes
 */
async function amongOthers<T>(
  pool: Connections,
  ask: (client: Connection) => Promise<T>,
): Promise<readonly { readonly before: T; readonly other: number | undefined; readonly after: T }[]> {
  const client = await pool.connect();
  const others: Connection[] = [];
  let isAnswered = false;
  try {
    const seen = [];
    for (let count = 0; count < OTHERS; count += 1) {
      const before = await ask(client);
      isAnswered = true;
      const other = await pool.connect();
      others.push(other);
      await other.query('BEGIN');
      seen.push({ before, other: await processOf(other), after: await ask(client) });
    }
    return seen;
  } catch (error) {
    throw isAnswered && error instanceof StorageUnavailable ? new TooFewConnections(error) : error;
  } finally {
    for (const other of others) {
      await other.query('ROLLBACK').catch(() => undefined);
      other.release();
    }
    client.release();
  }
}

/** One connection worked, but not as many as this takes at the same time. */
export class TooFewConnections extends Error {
  override readonly name = 'TooFewConnections';

  constructor(cause: unknown) {
    super(`Not ${PROBED_CONNECTIONS} connections at the same time`, { cause });
  }
}

/** SQLSTATE of PgBouncer's own refusals. */
const REFUSED_BY_POOLER = '08P01';

/**
 * Whether a connection of the pool takes transactions, and no pooler in between takes each statement for itself (PgBouncer:
 * `pool_mode=statement`).
 */
export async function keepsTransactions(pool: Connections): Promise<boolean> {
  const client = await pool.connect();
  try {
    // Other refusals, such as that there is no server, come to every statement.
    await client.query('SELECT 1');
    await client.query('BEGIN');
    await client.query('ROLLBACK');
    return true;
  } catch (error) {
    if (isRefusedByPooler(error)) return false;
    throw error;
  } finally {
    client.release();
  }
}

const isRefusedByPooler = (error: unknown): boolean =>
  error instanceof Error &&
  (('code' in error && error.code === REFUSED_BY_POOLER) || isRefusedByPooler(error.cause));

/**
 * Whether the server itself limits how long a statement of ours may take, in every session of our role: where sessions are
 * shared, one may not know the limit that we set in another.
 */
export async function limitsStatements(pool: Connections): Promise<boolean> {
  const client = await pool.connect();
  try {
    const { rows } = await client.query(
      "SELECT reset_val <> '0' AS is_limited FROM pg_settings WHERE name = 'statement_timeout'",
    );
    return rows[0]?.is_limited === true;
  } finally {
    client.release();
  }
}

/**
 * Whether each connection of the pool is a session of the server, and no pooler shares them among transactions (PgBouncer:
 * `pool_mode=transaction`): locks and `LISTEN` live in sessions. Takes three connections for a moment.
 */
export async function keepsSessions(pool: Connections): Promise<boolean> {
  const seen = await amongOthers(pool, processOf);
  return seen.every(({ before, other, after }) => before === after && other !== before);
}

/** SQLSTATE of a statement that the session does not know, or knows already. */
const UNPREPARED: readonly unknown[] = ['26000', '42P05', '08P01'];

/**
 * Whether a statement that a connection has prepared is there whichever session a pooler gives it (PgBouncer from 1.21 on,
 * with `max_prepared_statements`).
 */
export async function keepsPreparedStatements(pool: Connections): Promise<boolean> {
  try {
    await amongOthers(pool, (client) => client.query({ name: 'regie_pooler_probe', text: 'SELECT 1' }));
    return true;
  } catch (error) {
    if (error instanceof Error && 'code' in error && UNPREPARED.includes(error.code)) return false;
    throw error;
  }
}
