import { EventEmitter } from 'node:events';
import { setTimeout as delay } from 'node:timers/promises';
import type { Pool, PoolClient } from 'pg';
import type { Logger } from '../../../application/shared/logger.ts';
import type {
  SignalListener,
  SignalPublisher,
  SignalSubscription,
  Signals,
} from '../../../application/shared/signals.ts';
import { watchListener } from '../connection/watch-listener.ts';
import type { Queryable } from '../engine/sql.ts';

const CHANNEL = 'regie_signal';
/** Pause before listening again for listeners that must not miss a signal. */
const RECONNECT_MS = 1_000;
/** How long a subscriber waits until listening has begun; later signals are received in any case. */
const LISTEN_PATIENCE_MS = 400;
/** For how long other subscribers do not wait after one has waited in vain. */
const HOPELESS_MS = 5_000;

/** Whoever has the database may signal any text: `error`, as a name of an event, would end the process. */
const eventOf = (topic: string): string => `topic ${topic}`;

type Listener = Readonly<{ prefix: string; onSignal: (rest: string | undefined) => void }>;

/** Publishes inside the caller's transaction: PostgreSQL delivers at commit. */
export class PgSignalPublisher implements SignalPublisher {
  constructor(private readonly db: Queryable) {}

  async publish(topic: string): Promise<void> {
    await this.db.query('SELECT pg_notify($1, $2)', [CHANNEL, topic]);
  }

  async publishAll(topics: readonly string[]): Promise<void> {
    if (topics.length === 0) return;
    await this.db.query('SELECT pg_notify($1, topic) FROM unnest($2::text[]) AS topic', [CHANNEL, topics]);
  }
}

/**
 * Listens on one connection per process, taken from the pool at the first subscription and again after a loss: at once
 * while there is a listener for many topics, else at the next subscription. Meanwhile, waiting callers simply time out.
 */
export class PgSignals implements Signals {
  readonly #topics = new EventEmitter().setMaxListeners(0);
  readonly #listeners = new Set<Listener>();
  #listening: Promise<PoolClient> | undefined;
  #isLive = false;
  #isClosed = false;
  /** Whether signals may have been missed since listeners were last told so. */
  #hasMissed = false;
  #hopelessUntil = 0;
  #reconnection: NodeJS.Timeout | undefined;

  constructor(
    private readonly pool: Pool,
    private readonly logger: Logger,
  ) {}

  listen(prefix: string, onSignal: (rest: string | undefined) => void): SignalListener {
    const listener = { prefix, onSignal };
    this.#listeners.add(listener);
    this.#keepListening();
    return {
      isLive: () => this.#isLive && this.#listeners.has(listener),
      close: () => void this.#listeners.delete(listener),
    };
  }

  async subscribe(topic: string): Promise<SignalSubscription> {
    if (!this.#isLive) await this.#listenForSubscriber();
    let pending = false;
    let wake: (() => void) | undefined;
    const onSignal = () => {
      pending = true;
      wake?.();
    };
    this.#topics.on(eventOf(topic), onSignal);
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
        this.#topics.off(eventOf(topic), onSignal);
        wake?.();
      },
    };
  }

  async close(): Promise<void> {
    this.#isClosed = true;
    this.#isLive = false;
    clearTimeout(this.#reconnection);
    const listening = this.#listening;
    this.#listening = undefined;
    (await listening?.catch(() => undefined))?.release(true);
  }

  /** A subscriber has other business with the database, and should not wait for it several times. */
  async #listenForSubscriber(): Promise<void> {
    const listening = this.#listen().catch((error: unknown) => {
      this.logger.warn('cannot listen for signals', {}, error);
    });
    if (performance.now() < this.#hopelessUntil) return;
    const given = new AbortController();
    const late = delay(LISTEN_PATIENCE_MS, undefined, { signal: given.signal })
      .then(() => {
        this.#hopelessUntil = performance.now() + HOPELESS_MS;
      })
      .catch(() => undefined);
    await Promise.race([listening, late]);
    given.abort();
  }

  #listen(): Promise<PoolClient> {
    this.#listening ??= this.#connect().catch((error: unknown) => {
      this.#listening = undefined;
      throw error;
    });
    return this.#listening;
  }

  /** Listens, and retries for as long as that fails and a listener depends on it. */
  #keepListening(): void {
    this.#reconnection = undefined;
    this.#listen().catch((error: unknown) => {
      this.logger.warn('cannot listen for signals', {}, error);
      this.#hasMissed = true;
      this.#listenAgainLater();
    });
  }

  #listenAgainLater(): void {
    if (this.#isClosed || this.#listeners.size === 0 || this.#reconnection) return;
    this.#reconnection = setTimeout(() => this.#keepListening(), RECONNECT_MS).unref();
  }

  #hear(topic: string): void {
    this.#topics.emit(eventOf(topic));
    for (const { prefix, onSignal } of this.#listeners) {
      if (topic.startsWith(prefix)) onSignal(topic.slice(prefix.length));
    }
  }

  #lose(): void {
    this.#listening = undefined;
    this.#isLive = false;
    this.#hasMissed = true;
    this.#tellMissed();
    this.#listenAgainLater();
  }

  #tellMissed(): void {
    for (const { onSignal } of this.#listeners) onSignal(undefined);
  }

  async #connect(): Promise<PoolClient> {
    const client = await this.pool.connect();
    const stopWatching = watchListener(client);
    let isOver = false;
    /** Called for the first sign of a loss: a connection goes back to the pool once. */
    const releaseOnce = () => {
      if (isOver) return;
      isOver = true;
      stopWatching();
      client.release(true);
    };
    client.on('notification', ({ payload }) => this.#hear(payload ?? ''));
    client.on('error', (error) => {
      if (isOver || this.#isClosed) return;
      this.logger.warn('lost the connection that listens for signals', {}, error);
      releaseOnce();
      this.#lose();
    });
    client.once('end', stopWatching);
    try {
      await client.query(`LISTEN ${CHANNEL}`);
    } catch (error) {
      releaseOnce();
      throw error;
    }
    // The connection was lost while `LISTEN` was under way: its promise is discarded and must not revive it.
    if (isOver) throw new Error('lost the connection while it began to listen');
    this.#isLive = true;
    if (this.#hasMissed) this.#tellMissed();
    this.#hasMissed = false;
    return client;
  }
}
