import { vi } from 'vitest';

/** Milliseconds: far more than any machine needs, still below the time a test may take. */
const PATIENCE_MS = 30_000;

/**
 * Asks again until `check` stops throwing, and answers what it then answers.
 *
 * A test that waits for something to happen elsewhere waits with this: how long it takes is nothing the test is about,
 * so a slow machine may take long. The last refusal is thrown when patience ends.
 */
export function eventually<T>(
  check: () => T | Promise<T>,
  { patience = PATIENCE_MS, interval = 25 }: { readonly patience?: number; readonly interval?: number } = {},
): Promise<T> {
  return vi.waitFor(check, { timeout: patience, interval });
}
