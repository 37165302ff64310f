import { ensureFits, STORED_BOUNDS } from '../../domain/shared/stored-bounds.ts';
import type { Repositories } from '../unit-of-work.ts';
import type { CountedRows } from './stored-counts.ts';

/**
 * Refuses when there are as many rows already as there can be, before one is added. What was stored before there was such
 * a bound stays, whatever its number.
 *
 * @param max where the installation sets it
 * @throws DomainError `list.full` (params: `field`, `max`)
 */
export async function ensureRoom(
  { storedCounts }: Pick<Repositories, 'storedCounts'>,
  rows: CountedRows,
  max: number = STORED_BOUNDS[rows.kind].max,
): Promise<void> {
  ensureFits(rows.kind, (await storedCounts.count(rows, max + 1)) + 1, max);
}

/** The same after rows were added, of which some may have been there before. */
export async function ensureNotTooMany(
  { storedCounts }: Pick<Repositories, 'storedCounts'>,
  rows: CountedRows,
  max: number = STORED_BOUNDS[rows.kind].max,
): Promise<void> {
  ensureFits(rows.kind, await storedCounts.count(rows, max + 1), max);
}
