import { ensureFits, STORED_BOUNDS } from '../../domain/shared/stored-bounds.ts';
import type { Repositories } from '../unit-of-work.ts';
import type { Counted } from './stored-counts.ts';

/**
 * Refuses to add an object when its parent has the most already. Numbers stored before the bound existed stay.
 *
 * @param max the bound, where the installation sets it
 */
export async function ensureRoom(
  { storedCounts }: Pick<Repositories, 'storedCounts'>,
  counted: Counted,
  max: number = STORED_BOUNDS[counted.kind].max,
): Promise<void> {
  ensureFits(counted.kind, (await storedCounts.count(counted, max + 1)) + 1, max);
}

/** As `ensureRoom`, after objects were added of which some may have existed before. */
export async function ensureNotTooMany(
  { storedCounts }: Pick<Repositories, 'storedCounts'>,
  counted: Counted,
  max: number = STORED_BOUNDS[counted.kind].max,
): Promise<void> {
  ensureFits(counted.kind, await storedCounts.count(counted, max + 1), max);
}
