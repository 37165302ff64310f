/** A slot held by one caller until it is released. */
export interface SharedSlot {
  /** Releases the slot; safe to repeat. */
  release(): Promise<void>;
}

/**
 * A number of slots, shared by all processes, that limits how many may do something at once. Slots of a dead process are
 * freed.
 */
export interface SharedSlots {
  /** A free slot; undefined when there is none. An outage of the store behind it is thrown unchanged. */
  take(): Promise<SharedSlot | undefined>;
}
