import { Pool, type PoolClient } from 'pg';
import type { Logger } from '../../../application/shared/logger.ts';
import { driverTypes } from '../engine/driver-types.ts';
import { failureOfConnecting } from './database-failure.ts';
import { FreedConnections } from './freed-connections.ts';
import { guardClient, unavailable } from './guard-client.ts';
import { OutageLog } from './outage-log.ts';

export type DatabasePoolOptions = Readonly<{
  url: string;
  /** Most connections of the pool. */
  size: number;
  /** Longest wait for a connection, in ms. */
  connectTimeoutMs: number;
  /** Time limit of a statement, after which the server cancels it, in ms. */
  statementTimeoutMs: number;
  /** Name of our connections in the server's activity view. */
  applicationName?: string;
  logger: Logger;
}>;

/** How long after the time limit of a statement the server counts as silent, in ms. */
const SILENCE_MS = 500;
/** Time limit of a check that a connection survived an outage, in ms. */
const PING_MS = 1_000;
/** Idle time, in ms, after which the server ends a transaction: ours never pause for long. */
const IDLE_TRANSACTION_MS = 10_000;

/** Server settings of our connections. Sent as a statement: poolers refuse them at the start of a session. */
const SESSION_SETTINGS = `SELECT set_config('statement_timeout', $1, false),
  set_config('idle_in_transaction_session_timeout', $2, false),
  set_config('tcp_keepalives_idle', '20', false), set_config('tcp_keepalives_interval', '5', false),
  set_config('tcp_keepalives_count', '3', false)`;

type Done = (release?: Error | boolean) => void;
type OnConnected = (error: Error | undefined, client: PoolClient | undefined, done: Done) => void;

/**
 * A pool whose callers never wait long: neither for a connection, nor for the answer to a statement, nor on a connection
 * that was lost silently. All such failures are `StorageUnavailable`, and are logged once an outage.
 *
 * When the server accepts no more connections, callers wait for one of the pool's. After an outage each connection is
 * checked before it is used, since some may have been lost silently.
 */
export class DatabasePool extends Pool {
  readonly #connectTimeoutMs: number;
  readonly #outages: OutageLog;
  readonly #freed = new FreedConnections();
  /** When a connection was last lost, and when each was last known to work; times of `performance.now()`. */
  #suspectSince = Number.NEGATIVE_INFINITY;
  readonly #soundSince = new WeakMap<PoolClient, number>();

  constructor(options: DatabasePoolOptions) {
    const { url, size, connectTimeoutMs, statementTimeoutMs, applicationName = 'regie', logger } = options;
    const settings = [String(statementTimeoutMs), String(Math.max(IDLE_TRANSACTION_MS, statementTimeoutMs))];
    super({
      connectionString: url,
      max: size,
      application_name: applicationName,
      types: driverTypes,
      connectionTimeoutMillis: connectTimeoutMs,
      query_timeout: statementTimeoutMs + SILENCE_MS,
      keepAlive: true,
      keepAliveInitialDelayMillis: 10_000,
      // The pool awaits the promise, although its type does not say so.
      onConnect: (client) => client.query(SESSION_SETTINGS, settings),
    });
    this.#connectTimeoutMs = connectTimeoutMs;
    this.#outages = new OutageLog(logger);
    // Each connection logs its own loss; without a listener, the pool's event would end the process.
    this.on('error', () => undefined);
    this.on('connect', (client) => this.#welcome(client));
    // The pool's own `query` rejects with the loss of the connection before the statement on it fails, untranslated.
    Object.defineProperty(this, 'query', {
      value: (statement: unknown, values: unknown) => this.#ask(statement, values),
      configurable: true,
      writable: true,
    });
    this.on('release', () => {
      // The connection is free only after all listeners have run.
      if (!this.#freed.isEmpty) setImmediate(() => this.#freed.next());
    });
  }

  override connect(): Promise<PoolClient>;
  override connect(callback: OnConnected): void;
  override connect(callback?: OnConnected): Promise<PoolClient> | undefined {
    if (callback === undefined) return this.#take(this.#deadline());
    // The usual case by far: a connection is free, and none was lost since it was last known to work.
    if (this.idleCount === 0 || !this.#freed.isEmpty) this.#takeFor(callback);
    else {
      super.connect((_error, client, done) => {
        if (client && this.#isTrusted(client)) callback(undefined, client, done);
        else {
          client?.release();
          this.#takeFor(callback);
        }
      });
    }
    return undefined;
  }

  /** A connection on which a statement failed is not reused, as in the driver's pool. */
  #ask(statement: unknown, values: unknown): Promise<unknown> {
    return new Promise((resolve, reject) => {
      this.connect((refusal, client, done) => {
        if (client === undefined) {
          reject(refusal);
          return;
        }
        const settle = (error: unknown, answer: unknown) => {
          done(Boolean(error));
          if (error) reject(error);
          else resolve(answer);
        };
        try {
          Reflect.apply(client.query, client, [statement, values, settle]);
        } catch (bug) {
          settle(bug, undefined);
        }
      });
    });
  }

  #deadline(): number {
    return performance.now() + this.#connectTimeoutMs;
  }

  #takeFor(callback: OnConnected): void {
    this.#take(this.#deadline()).then(
      (client) => callback(undefined, client, client.release),
      (error: Error) => callback(error, undefined, () => undefined),
    );
  }

  async #take(deadline: number): Promise<PoolClient> {
    for (;;) {
      const client = await this.#open(deadline);
      if (await this.#isSound(client, deadline)) return client;
    }
  }

  /** @throws StorageUnavailable when there is no connection before the deadline */
  async #open(deadline: number): Promise<PoolClient> {
    const left = () => deadline - performance.now();
    if (!this.#freed.isEmpty && this.idleCount === 0) await this.#freed.wait(left());
    let refusal: unknown;
    for (;;) {
      try {
        return await this.#before(deadline, super.connect());
      } catch (error) {
        if (this.ending) throw error;
        // A refusal by the server explains more than the end of the wait.
        if (failureOfConnecting(error) === 'no_room') refusal = error;
        if (refusal === error) await this.#freed.wait(left());
        if (refusal === error && left() > 0) continue;
        const cause = refusal ?? error;
        const failure = failureOfConnecting(cause);
        this.#outages.failed(failure, cause);
        throw unavailable(failure, cause);
      }
    }
  }

  /** A connection that comes too late goes to the next caller. */
  async #before(deadline: number, connecting: Promise<PoolClient>): Promise<PoolClient> {
    // A free connection comes at once.
    if (this.idleCount > 0) return connecting;
    let timer: NodeJS.Timeout | undefined;
    const late = new Promise<'late'>((resolve) => {
      timer = setTimeout(resolve, Math.max(0, deadline - performance.now()), 'late');
    });
    const first = await Promise.race([connecting, late]).finally(() => clearTimeout(timer));
    if (first !== 'late') return first;
    connecting.then(
      (client) => client.release(),
      () => undefined,
    );
    throw new Error(`No connection within ${this.#connectTimeoutMs} ms`);
  }

  async #isSound(client: PoolClient, deadline: number): Promise<boolean> {
    if (this.#isTrusted(client)) return true;
    const now = performance.now();
    const ping = { text: 'SELECT 1', query_timeout: Math.max(1, Math.min(PING_MS, deadline - now)) };
    try {
      await client.query(ping);
    } catch {
      // Closed by then: its failure is logged already.
      client.release(true);
      return false;
    }
    this.#soundSince.set(client, now);
    return true;
  }

  #isTrusted(client: PoolClient): boolean {
    return (this.#soundSince.get(client) ?? 0) >= this.#suspectSince;
  }

  #welcome(client: PoolClient): void {
    this.#soundSince.set(client, performance.now());
    this.#freed.all();
    client.on('error', (error) => this.#outages.lostConnection(error));
    guardClient(client, { outages: this.#outages, onAway: () => this.#suspect() });
  }

  #suspect(): void {
    this.#suspectSince = performance.now();
  }
}
