import type { Pool, PoolClient } from 'pg';
import { unavailable } from '../../src/adapters/postgres/connection/guard-client.ts';
import type { Connections } from '../../src/adapters/postgres/shared/pooler-modes.ts';

type Connection = Awaited<ReturnType<Connections['connect']>>;

type Options = Readonly<{
  /** Before PgBouncer 1.21 a session knows only what was prepared on it. */
  losesPreparedStatements?: boolean;
  /** `pool_mode=statement`. */
  refusesTransactions?: boolean;
  /** `default_pool_size`: the session that would be one too many is not there in time. */
  size?: number;
}>;

/**
 * What a client of PgBouncer with `pool_mode=transaction` sees: each statement, or each transaction, gets the session that was
 * free last.
 */
export class TransactionModePool implements Connections {
  readonly #idle: PoolClient[] = [];
  #opened = 0;

  constructor(
    private readonly server: Pool,
    private readonly options: Options = {},
  ) {}

  async connect(): Promise<Connection> {
    let held: PoolClient | undefined;
    const preparedOn = new Map<string, PoolClient>();
    return {
      query: async (statement) => {
        if (statement === 'BEGIN' && this.options.refusesTransactions) throw refusalByPooler();
        const session = held ?? this.#idle.pop() ?? (await this.#open());
        held = session;
        if (typeof statement !== 'string' && this.options.losesPreparedStatements) {
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

  #open(): Promise<PoolClient> {
    if (this.#opened === this.options.size) throw unavailable('away', new Error('Query read timeout'));
    this.#opened += 1;
    return this.server.connect();
  }

  /** Gives the sessions back to the server's pool. */
  close(): void {
    for (const session of this.#idle.splice(0)) session.release();
  }
}

/** As the application's pool has it. */
const refusalByPooler = () =>
  unavailable(
    'away',
    Object.assign(new Error('transaction blocks not allowed in statement pooling mode'), { code: '08P01' }),
  );

/** Whether a transaction is open: only there does a second look at the time tell the same. */
async function isInTransaction(session: PoolClient): Promise<boolean> {
  const { rows } = await session.query<{ is_open: boolean }>(
    'SELECT now() <> statement_timestamp() AS is_open',
  );
  return rows[0]?.is_open === true;
}
