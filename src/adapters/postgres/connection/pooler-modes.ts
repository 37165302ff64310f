type Statement = string | { readonly name: string; readonly text: string };
type Connection = {
  query(statement: Statement): Promise<{ readonly rows: readonly { readonly pid?: number }[] }>;
  release(): void;
};

/** What is asked of a pool here. */
export type Connections = { connect(): Promise<Connection> };

/** Clients that hold a transaction each, so that a pooler has to give the one in question another session, or shows it did. */
const OTHERS = 2;

const processOf = async (client: Connection): Promise<number | undefined> =>
  (await client.query('SELECT pg_backend_pid() AS pid')).rows[0]?.pid;

/** Runs `ask` while other clients of the pool are in transactions, begun after it was first run. */
async function amongOthers<T>(
  pool: Connections,
  ask: (client: Connection) => Promise<T>,
): Promise<readonly { readonly before: T; readonly other: number | undefined; readonly after: T }[]> {
  const client = await pool.connect();
  const others: Connection[] = [];
  try {
    const seen = [];
    for (let count = 0; count < OTHERS; count += 1) {
      const before = await ask(client);
      const other = await pool.connect();
      others.push(other);
      await other.query('BEGIN');
      seen.push({ before, other: await processOf(other), after: await ask(client) });
    }
    return seen;
  } finally {
    for (const other of others) {
      await other.query('ROLLBACK').catch(() => undefined);
      other.release();
    }
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
