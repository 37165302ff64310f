import { createHash } from 'node:crypto';
import {
  type ActionCounters,
  type ActionRates,
  COUNTED_ACTIONS,
  type CountedAction,
} from '../../../application/shared/throttling/action-counters.ts';
import type { UserId } from '../../../domain/shared/ids.ts';
import { repeatBatch } from '../engine/repeat-batch.ts';
import type { Queryable } from '../engine/sql.ts';
import { PgRequestThrottle } from './pg-request-throttle.ts';

const FORGET = `DELETE FROM action_count WHERE id IN (
  SELECT c.id FROM action_count c WHERE c.sustained_times[array_upper(c.sustained_times, 1)] < $1 OR c.sustained_times = '{}' LIMIT $2)`;

/** The row that counts an action for a key. Of an address of mail, nothing but that hash is stored. */
function rowOf(action: CountedAction, key: string): UserId {
  const digits = createHash('sha256').update(`${action} ${key}`).digest('hex');
  return digits.slice(0, 32).replace(/^(.{8})(.{4})(.{4})(.{4})/, '$1-$2-$3-$4-') as UserId;
}

/** Counts in one table, by a hash of what is counted. */
export class PgActionCounters implements ActionCounters {
  readonly #counters: ReadonlyMap<CountedAction, PgRequestThrottle>;

  constructor(
    private readonly db: Queryable,
    rates: ActionRates,
  ) {
    const place = { table: 'action_count', key: 'id' };
    this.#counters = new Map(
      COUNTED_ACTIONS.map((action) => [action, new PgRequestThrottle(db, rates[action], place)]),
    );
  }

  async take(action: CountedAction, key: string, now: Date): Promise<number> {
    return (await this.#counters.get(action)?.take(rowOf(action, key), now)) ?? 0;
  }

  async giveBack(action: CountedAction, key: string, counted: Date): Promise<void> {
    await this.#counters.get(action)?.giveBack(rowOf(action, key), counted);
  }

  async forgetIdle(before: Date): Promise<void> {
    await repeatBatch(this.db, FORGET, [before]);
  }
}
