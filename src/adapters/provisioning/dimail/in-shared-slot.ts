import { setTimeout } from 'node:timers/promises';
import type { SharedSlots } from '../../../application/shared/throttling/shared-slots.ts';

/** Pause before the next attempt at a free slot. */
const PAUSE_MS = 25;

/**
 * Runs `call` once one of the slots that all processes share is free; at once when there is no such limit.
 * @throws an error if `signal` aborts before that; `call` is then never started
 */
export async function inSharedSlot<T>(
  slots: SharedSlots | undefined,
  signal: AbortSignal,
  call: () => Promise<T>,
): Promise<T> {
  if (!slots) return call();
  for (;;) {
    signal.throwIfAborted();
    const slot = await slots.take();
    if (!slot) {
      await setTimeout(PAUSE_MS, undefined, { signal });
      continue;
    }
    try {
      return await call();
    } finally {
      await slot.release();
    }
  }
}
