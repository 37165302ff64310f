import type { Pool, PoolClient } from 'pg';
import { StorageUnavailable } from '../../../application/shared/storage-unavailable.ts';
import type { SharedSlot, SharedSlots } from '../../../application/shared/throttling/shared-slots.ts';

type Options = Readonly<{ name: string; size: number }>;

/** Advisory locks nest in a session: slots that it holds already are excluded first. */
const TAKE = `WITH others AS MATERIALIZED (SELECT slot FROM generate_series(1, $2::int) AS slot WHERE slot <> ALL ($3::int[]))
  SELECT slot FROM others WHERE pg_try_advisory_lock(hashtext($1), slot) LIMIT 1`;

/**
 * Slots as advisory locks of one session a process, which the database frees when the process dies. The session is a
 * connection of the pool, taken at the first use and again after a loss; work under a lost session continues without its
 * slot. Sessions must be real ones, not those of a pooler that shares them among transactions.
 */
export class PgSharedSlots implements SharedSlots {
  readonly #pool: Pool;
  readonly #options: Options;
  readonly #held = new Set<number>();
  #session: Promise<PoolClient> | undefined;
  /** Takes happen one after the other, so that two do not try the same slot. */
  #turn: Promise<unknown> = Promise.resolve();
  #latestOutage: { readonly error: unknown; readonly at: number } = {
    error: undefined,
    at: Number.NEGATIVE_INFINITY,
  };

  constructor(pool: Pool, options: Options) {
    this.#pool = pool;
    this.#options = options;
  }

  take(): Promise<SharedSlot | undefined> {
    const askedAt = performance.now();
    const taken = this.#turn.then(() => this.#takeInTurn(askedAt));
    this.#turn = taken.catch(() => undefined);
    return taken;
  }

  async close(): Promise<void> {
    if (this.#session) await this.#dropSession(this.#session);
  }

  /** Callers that came before the database was found away fail at once, instead of each waiting in turn. */
  async #takeInTurn(askedAt: number): Promise<SharedSlot | undefined> {
    const { error, at } = this.#latestOutage;
    if (at > askedAt) throw error;
    try {
      return await this.#take();
    } catch (failure) {
      if (failure instanceof StorageUnavailable)
        this.#latestOutage = { error: failure, at: performance.now() };
      throw failure;
    }
  }

  async #take(): Promise<SharedSlot | undefined> {
    const { name, size } = this.#options;
    if (this.#held.size >= size) return undefined;
    const session = this.#connect();
    const { rows } = await this.#ask<{ slot: number }>(session, TAKE, [name, size, [...this.#held]]);
    const [row] = rows;
    if (!row) return undefined;
    const { slot } = row;
    this.#held.add(slot);
    return { release: () => this.#release(session, slot) };
  }

  async #release(session: Promise<PoolClient>, slot: number): Promise<void> {
    // A lost session has freed all its slots.
    if (session !== this.#session || !this.#held.delete(slot)) return;
    await this.#ask(session, 'SELECT pg_advisory_unlock(hashtext($1), $2)', [this.#options.name, slot]).catch(
      () => undefined,
    );
  }

  /** Drops the session when a statement fails: it may be lost, or hold locks that are not recorded here. */
  async #ask<Row extends object>(session: Promise<PoolClient>, text: string, values: unknown[]) {
    try {
      return await (await session).query<Row>(text, values);
    } catch (error) {
      await this.#dropSession(session);
      throw error;
    }
  }

  #connect(): Promise<PoolClient> {
    if (this.#session) return this.#session;
    const session = this.#pool.connect();
    this.#session = session;
    session.then(
      (client) => client.on('error', () => void this.#dropSession(session)),
      () => undefined,
    );
    return session;
  }

  async #dropSession(session: Promise<PoolClient>): Promise<void> {
    if (session !== this.#session) return;
    this.#session = undefined;
    this.#held.clear();
    (await session.catch(() => undefined))?.release(true);
  }
}
