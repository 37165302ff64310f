import type { Queryable } from './sql.ts';

/** Rows of one statement: few enough for the statements' time limit on any disk. */
export const BATCH_ROWS = 5_000;

/**
 * Repeats a statement that deletes or erases a backlog until no rows are left, so that no backlog is too large for the
 * time limit of one statement.
 *
 * @param text ends in `LIMIT` of the parameter after `values`, and no longer finds the rows it changed
 * @returns how many rows it changed
 */
export async function repeatBatch(db: Queryable, text: string, values: readonly unknown[]): Promise<number> {
  let total = 0;
  for (;;) {
    const { rowCount } = await db.query(text, [...values, BATCH_ROWS]);
    const changed = rowCount ?? 0;
    total += changed;
    if (changed < BATCH_ROWS) return total;
  }
}
