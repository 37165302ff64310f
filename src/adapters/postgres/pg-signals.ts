import { EventEmitter } from 'node:events';
import type { Pool, PoolClient } from 'pg';
import type { Logger } from '../../application/ports/logger.ts';
import type { SignalPublisher, SignalSubscription, Signals } from '../../application/ports/signals.ts';
import type { Queryable } from './sql.ts';

const CHANNEL = 'regie_signal';

/** Publishes inside the caller's transaction: PostgreSQL delivers at commit. */
export class PgSignalPublisher implements SignalPublisher {
  constructor(private readonly db: Queryable) {}

  async publish(topic: string): Promise<void> {
    await this.db.query('SELECT pg_notify($1, $2)', [CHANNEL, topic]);
  }
}

/**
 * Listens on one connection per process, taken from the pool at the first subscription and taken again after it was
 * lost. While it is down, waiting simply lasts until its time is up.
 */
export class PgSignals implements Signals {
  readonly #topics = new EventEmitter().setMaxListeners(0);
  #listening: Promise<PoolClient> | undefined;

  constructor(
    private readonly pool: Pool,
    private readonly logger: Logger,
  ) {}

  async subscribe(topic: string): Promise<SignalSubscription> {
    await this.#listen().catch((error: unknown) => this.logger.warn('cannot listen for signals', {}, error));
    let pending = false;
    let wake: (() => void) | undefined;
    const onSignal = () => {
      pending = true;
      wake?.();
    };
    this.#topics.on(topic, onSignal);
    return {
      next: async (timeoutMs) => {
        if (!pending) {
          await new Promise<void>((resolve) => {
            const timer = setTimeout(resolve, timeoutMs);
            wake = () => {
              clearTimeout(timer);
              resolve();
            };
          });
        }
        wake = undefined;
        const wasSignalled = pending;
        pending = false;
        return wasSignalled;
      },
      close: () => {
        this.#topics.off(topic, onSignal);
        wake?.();
      },
    };
  }

  async close(): Promise<void> {
    const listening = this.#listening;
    this.#listening = undefined;
    (await listening?.catch(() => undefined))?.release(true);
  }

  #listen(): Promise<PoolClient> {
    this.#listening ??= this.#connect().catch((error: unknown) => {
      this.#listening = undefined;
      throw error;
    });
    return this.#listening;
  }

  async #connect(): Promise<PoolClient> {
    const client = await this.pool.connect();
    client.on('notification', ({ payload }) => this.#topics.emit(payload ?? ''));
    client.on('error', (error) => {
      if (this.#listening === undefined) return;
      this.logger.warn('lost the connection that listens for signals', {}, error);
      this.#listening = undefined;
      client.release(true);
    });
    try {
      await client.query(`LISTEN ${CHANNEL}`);
    } catch (error) {
      client.release(true);
      throw error;
    }
    return client;
  }
}
