import type { Pool, PoolClient } from 'pg';
import { StorageUnavailable } from '../../../application/shared/storage-unavailable.ts';
import type { SharedSlot, SharedSlots } from '../../../application/shared/throttling/shared-slots.ts';

type Options = Readonly<{ name: string; size: number }>;

/** Locks nest in a session: places that it has already are left out before any is tried. */
const TAKE = `WITH others AS MATERIALIZED (SELECT slot FROM generate_series(1, $2::int) AS slot WHERE slot <> ALL ($3::int[]))
  SELECT slot FROM others WHERE pg_try_advisory_lock(hashtext($1), slot) LIMIT 1`;

/**
 * Places as advisory locks of one session a process, which the database frees when the process is gone. The session is a
 * connection of the pool, taken at the first use and taken again after it was lost; what was done under a lost session
 * goes on without its place. Sessions have to be real ones: poolers that share them among transactions will not do.
 */
export class PgSharedSlots implements SharedSlots {
  readonly #pool: Pool;
  readonly #options: Options;
  readonly #held = new Set<number>();
  #session: Promise<PoolClient> | undefined;
  /** One after the other: what one takes the next must not try. */
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
    if (this.#session) await this.#giveUp(this.#session);
  }

  /** Those who came while the database was found away need not find out one after the other, each waiting for as long. */
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
    // A session that was lost has given all back.
    if (session !== this.#session || !this.#held.delete(slot)) return;
    await this.#ask(session, 'SELECT pg_advisory_unlock(hashtext($1), $2)', [this.#options.name, slot]).catch(
      () => undefined,
    );
  }

  /** Gives the session up when it fails: it may be gone, or have locks that nobody knows of. */
  async #ask<Row extends object>(session: Promise<PoolClient>, text: string, values: unknown[]) {
    try {
      return await (await session).query<Row>(text, values);
    } catch (error) {
      await this.#giveUp(session);
      throw error;
    }
  }

  #connect(): Promise<PoolClient> {
    if (this.#session) return this.#session;
    const session = this.#pool.connect();
    this.#session = session;
    session.then(
      (client) => client.on('error', () => void this.#giveUp(session)),
      () => undefined,
    );
    return session;
  }

  async #giveUp(session: Promise<PoolClient>): Promise<void> {
    if (session !== this.#session) return;
    this.#session = undefined;
    this.#held.clear();
    (await session.catch(() => undefined))?.release(true);
  }
}
