import { ensureFits, STORED_BOUNDS } from '../../domain/shared/stored-bounds.ts';
import type { Repositories } from '../unit-of-work.ts';
import type { Counted } from './stored-counts.ts';

/**
 * Refuses when there are as many already as there can be, before one is added. What was stored before there was such a
 * bound stays, whatever its number.
 *
 * @param max where the installation sets it
 * @throws DomainError `list.full` (params: `field`, `max`)
 */
export async function ensureRoom(
  { storedCounts }: Pick<Repositories, 'storedCounts'>,
  counted: Counted,
  max: number = STORED_BOUNDS[counted.kind].max,
): Promise<void> {
  ensureFits(counted.kind, (await storedCounts.count(counted, max + 1)) + 1, max);
}

/** The same after some were added, of which some may have been there before. */
export async function ensureNotTooMany(
  { storedCounts }: Pick<Repositories, 'storedCounts'>,
  counted: Counted,
  max: number = STORED_BOUNDS[counted.kind].max,
): Promise<void> {
  ensureFits(counted.kind, await storedCounts.count(counted, max + 1), max);
}
