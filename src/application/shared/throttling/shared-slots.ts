/** A place that nobody else has until it is released. */
export interface SharedSlot {
  /** Gives it back; again is harmless. */
  release(): Promise<void>;
}

/** So many places, shared by all processes, for what only so many may do at once. What a dead process had is free. */
export interface SharedSlots {
  /** A free place; undefined when there is none now. An outage of what keeps count is thrown as it is. */
  take(): Promise<SharedSlot | undefined>;
}
