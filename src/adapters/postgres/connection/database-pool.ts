import { Pool, type PoolClient } from 'pg';
import type { Logger } from '../../../application/shared/logger.ts';
import { driverTypes } from '../engine/driver-types.ts';
import { failureOfConnecting } from './database-failure.ts';
import { FreedConnections } from './freed-connections.ts';
import { guardClient, unavailable } from './guard-client.ts';
import { OutageLog } from './outage-log.ts';

export type DatabasePoolOptions = Readonly<{
  url: string;
  /** Most connections. */
  size: number;
  /** How long whoever needs a connection waits for one, in ms. */
  connectTimeoutMs: number;
  /** After how long the server cancels a statement, in ms. */
  statementTimeoutMs: number;
  /** Shown by the server beside each connection. */
  applicationName?: string;
  logger: Logger;
}>;

/** How long after the server should have cancelled a statement it counts as silent, in ms. */
const SILENCE_MS = 500;
/** How long a connection may take to show that it survived an outage, in ms. */
const PING_MS = 1_000;
/** A transaction in which nothing happens is abandoned: nothing of ours waits for anybody in one, in ms. */
const IDLE_TRANSACTION_MS = 10_000;

/** What the server does by itself for our connections. Sent as a statement: poolers refuse it at the start of a session. */
const SESSION_SETTINGS = `SELECT set_config('statement_timeout', $1, false),
  set_config('idle_in_transaction_session_timeout', $2, false),
  set_config('tcp_keepalives_idle', '20', false), set_config('tcp_keepalives_interval', '5', false),
  set_config('tcp_keepalives_count', '3', false)`;

type Done = (release?: Error | boolean) => void;
type OnConnected = (error: Error | undefined, client: PoolClient | undefined, done: Done) => void;

/**
 * Connections on which nobody waits for long: neither for one of them, nor for the answer to a statement, nor on one that
 * was lost without a sign. All that fails for such a reason is `StorageUnavailable`, and told once an outage.
 *
 * A server that has no connection left makes callers wait, as long as for any, for one that the pool has. After an outage
 * each connection is tried before it is given to anybody, since some may have been lost in silence.
 */
export class DatabasePool extends Pool {
  readonly #connectTimeoutMs: number;
  readonly #outages: OutageLog;
  readonly #freed = new FreedConnections();
  /** When a connection was last found lost, and when each was last found well; of `performance.now()`. */
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
      // The pool awaits it, whatever its type says.
      onConnect: (client) => client.query(SESSION_SETTINGS, settings),
    });
    this.#connectTimeoutMs = connectTimeoutMs;
    this.#outages = new OutageLog(logger);
    // Each connection tells so itself; unheard, the pool's own event would end the process.
    this.on('error', () => undefined);
    this.on('connect', (client) => this.#welcome(client));
    // The pool's own hands out what a lost connection told before the statement on it failed: nobody would translate it.
    Object.defineProperty(this, 'query', {
      value: (statement: unknown, values: unknown) => this.#ask(statement, values),
      configurable: true,
      writable: true,
    });
    this.on('release', () => {
      // The connection is free for others only when all who listen have been told.
      if (!this.#freed.isEmpty) setImmediate(() => this.#freed.next());
    });
  }

  override connect(): Promise<PoolClient>;
  override connect(callback: OnConnected): void;
  override connect(callback?: OnConnected): Promise<PoolClient> | undefined {
    if (callback === undefined) return this.#take(this.#deadline());
    // The usual case by far: one is free, and nothing was ever lost since it was found well.
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

  /** A connection on which anything failed is not used again, as the driver's pool does. */
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
        // What was refused all the time says more than that the time is over.
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

  /** A connection that comes too late goes to the next who needs one. */
  async #before(deadline: number, connecting: Promise<PoolClient>): Promise<PoolClient> {
    // One that is free comes at once.
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
      // Closed by then: what was found wrong with it is told already.
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
