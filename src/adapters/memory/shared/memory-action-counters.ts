import {
  type ActionCounters,
  type ActionRates,
  COUNTED_ACTIONS,
  type CountedAction,
} from '../../../application/shared/throttling/action-counters.ts';
import type { UserId } from '../../../domain/shared/ids.ts';
import { MemoryRequestThrottle } from './memory-request-throttle.ts';

/** Counts the actions of one process, and forgets them with it. */
export class MemoryActionCounters implements ActionCounters {
  readonly #counters: ReadonlyMap<CountedAction, MemoryRequestThrottle>;

  constructor(rates: ActionRates) {
    this.#counters = new Map(
      COUNTED_ACTIONS.map((action) => [action, new MemoryRequestThrottle(rates[action])]),
    );
  }

  async take(action: CountedAction, key: string, now: Date): Promise<number> {
    return (await this.#counters.get(action)?.take(key as UserId, now)) ?? 0;
  }

  async giveBack(action: CountedAction, key: string, counted: Date): Promise<void> {
    this.#counters.get(action)?.giveBack(key as UserId, counted);
  }

  async forgetIdle(): Promise<void> {}
}
