import { Client, type Pool } from 'pg';
import type { Logger } from '../../../application/shared/logger.ts';

const RECONNECT_MS = 500;
const PATIENCE_MS = 5_000;

/** SQL: the advisory lock that is held while the worker pool of the expression `id` lives. */
const lockKey = (id: string) => `hashtextextended('worker pool ' || ${id}, 0)`;

/** SQL: whether any session holds the lock of the worker pool of the expression `id`. Takes no lock. */
export const isHeld = (id: string) => `EXISTS (
  SELECT FROM pg_locks
   WHERE locktype = 'advisory' AND objsubid = 1 AND granted
     AND database = (SELECT oid FROM pg_database WHERE datname = current_database())
     AND ((classid::bigint << 32) | objid::bigint) = ${lockKey(id)})`;

/**
 * Session locks that show other processes that our worker pools live: PostgreSQL frees them when our process or its
 * connection dies. They use a connection of their own, which is reopened when it is lost; it must not pass a pooler that
 * shares sessions between clients.
 */
export class WorkerPoolLocks {
  readonly #pool: Pool;
  readonly #logger: Logger;
  readonly #ids = new Set<string>();
  readonly #acquired = new Set<string>();
  #client: Client | undefined;
  #reconnecting: NodeJS.Timeout | undefined;
  #closed = false;
  #isLost = false;
  #work: Promise<void> = Promise.resolve();

  /** @param pool its options are used to connect; no connection is taken from it. */
  constructor(pool: Pool, logger: Logger) {
    this.#pool = pool;
    this.#logger = logger;
  }

  get ids(): readonly string[] {
    return [...this.#ids];
  }

  /** Takes the lock of a pool of ours; a failure is retried until `remove` or `close`. */
  add(id: string): Promise<void> {
    this.#ids.add(id);
    return this.refresh();
  }

  /** Releases the lock of a pool that has ended. */
  remove(id: string): Promise<void> {
    this.#ids.delete(id);
    return this.refresh();
  }

  /** Checks the connection, reopens it if it was lost, and takes missing locks. Never rejects: logs. */
  refresh(): Promise<void> {
    this.#work = this.#work.then(() => this.#refresh()).catch((error: unknown) => this.#lose(error));
    return this.#work;
  }

  async close(): Promise<void> {
    this.#closed = true;
    clearTimeout(this.#reconnecting);
    await this.#work;
    const client = this.#client;
    this.#client = undefined;
    await client?.end();
  }

  async #refresh(): Promise<void> {
    if (this.#closed || (this.#client === undefined && this.#ids.size === 0)) return;
    const client = this.#client ?? (await this.#connect());
    for (const id of this.#acquired) {
      if (this.#ids.has(id)) continue;
      await client.query(`SELECT pg_advisory_unlock(${lockKey('$1::text')})`, [id]);
      this.#acquired.delete(id);
    }
    for (const id of this.#ids) {
      if (this.#acquired.has(id)) continue;
      // Our previous session may linger: then the pool still counts as alive, and the next refresh retries.
      const { rows } = await client.query<{ taken: boolean }>(
        `SELECT pg_try_advisory_lock(${lockKey('$1::text')}) AS taken`,
        [id],
      );
      if (rows[0]?.taken) this.#acquired.add(id);
    }
    await client.query('SELECT 1');
    this.#isLost = false;
  }

  async #connect(): Promise<Client> {
    const { options } = this.#pool;
    const client = new Client({
      ...options,
      // Not enumerable in the pool's options, so that they are not printed by accident.
      ...(options.password === undefined ? {} : { password: options.password }),
      ...(options.ssl === undefined ? {} : { ssl: options.ssl }),
      application_name: 'regie-worker-locks',
      keepAlive: true,
      connectionTimeoutMillis: PATIENCE_MS,
      query_timeout: PATIENCE_MS,
    });
    client.on('error', (error) => {
      if (client === this.#client) this.#lose(error);
    });
    this.#client = client;
    await client.connect();
    // The server must notice the loss of our machine soon: its default is two hours.
    await client.query(`SELECT set_config('tcp_keepalives_idle', '20', false),
      set_config('tcp_keepalives_interval', '5', false), set_config('tcp_keepalives_count', '3', false)`);
    return client;
  }

  #lose(error: unknown): void {
    const client = this.#client;
    this.#client = undefined;
    this.#acquired.clear();
    client?.end().catch(() => undefined);
    if (this.#closed) return;
    // Logged once, for all retries.
    if (!this.#isLost) {
      this.#logger.warn(
        'Lost the connection with the locks of our worker pools; opening it again',
        {},
        error,
      );
    }
    this.#isLost = true;
    clearTimeout(this.#reconnecting);
    this.#reconnecting = setTimeout(() => this.refresh(), RECONNECT_MS);
  }
}
