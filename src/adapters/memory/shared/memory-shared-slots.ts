import type { SharedSlot, SharedSlots } from '../../../application/shared/throttling/shared-slots.ts';

/** Slots of one process; several processes share them through `taken`. */
export class MemorySharedSlots implements SharedSlots {
  readonly #own = new Set<number>();

  constructor(
    private readonly size: number,
    private readonly taken = new Set<number>(),
  ) {}

  async take(): Promise<SharedSlot | undefined> {
    for (let slot = 1; slot <= this.size; slot += 1) {
      if (this.taken.has(slot)) continue;
      this.taken.add(slot);
      this.#own.add(slot);
      return { release: async () => this.#release(slot) };
    }
    return undefined;
  }

  /** Frees the slots, as when the process dies. */
  async close(): Promise<void> {
    for (const slot of this.#own) this.#release(slot);
  }

  #release(slot: number): void {
    if (this.#own.delete(slot)) this.taken.delete(slot);
  }
}
