import { vi } from 'vitest';

/** Milliseconds: far more than any machine needs, still below the time a test may take. */
const PATIENCE_MS = 30_000;

/**
 * Repeats `check` until it stops throwing, and returns its result.
 *
 * Tests use it to wait for events elsewhere: their duration is not what they test, so a slow machine may take long. When
 * patience ends, the last error is thrown.
 */
export function eventually<T>(
  check: () => T | Promise<T>,
  { patience = PATIENCE_MS, interval = 25 }: { readonly patience?: number; readonly interval?: number } = {},
): Promise<T> {
  return vi.waitFor(check, { timeout: patience, interval });
}
