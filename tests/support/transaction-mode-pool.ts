import type { Pool, PoolClient } from 'pg';
import type { Connections } from '../../src/adapters/postgres/connection/pooler-modes.ts';

type Connection = Awaited<ReturnType<Connections['connect']>>;

/**
 * What a client of PgBouncer with `pool_mode=transaction` sees: each statement, or each transaction, gets the session that was
 * free last. Before 1.21 (`losesPreparedStatements`) a session knows only what was prepared on it.
 */
export class TransactionModePool implements Connections {
  readonly #idle: PoolClient[] = [];

  constructor(
    private readonly server: Pool,
    private readonly losesPreparedStatements = false,
  ) {}

  async connect(): Promise<Connection> {
    let held: PoolClient | undefined;
    const preparedOn = new Map<string, PoolClient>();
    return {
      query: async (statement) => {
        const session = held ?? this.#idle.pop() ?? (await this.server.connect());
        held = session;
        if (typeof statement !== 'string' && this.losesPreparedStatements) {
          const known = preparedOn.get(statement.name) ?? session;
          preparedOn.set(statement.name, known);
          if (known !== session) throw Object.assign(new Error('no such statement'), { code: '26000' });
        }
        const result = await session.query<{ pid?: number }>(statement);
        if (statement !== 'BEGIN' && !(await isInTransaction(session))) {
          held = undefined;
          this.#idle.push(session);
        }
        return result;
      },
      release: () => {
        if (held) this.#idle.push(held);
        held = undefined;
      },
    };
  }

  /** Gives the sessions back to the server's pool. */
  close(): void {
    for (const session of this.#idle.splice(0)) session.release();
  }
}

/** Whether a transaction is open: only there does a second look at the time tell the same. */
async function isInTransaction(session: PoolClient): Promise<boolean> {
  const { rows } = await session.query<{ is_open: boolean }>(
    'SELECT now() <> statement_timestamp() AS is_open',
  );
  return rows[0]?.is_open === true;
}
