import type { ClientBase } from 'pg';
import type { GoneRow } from '../import/takeover-target.ts';
import { TARGET_TABLE_NAMES, type TargetTableName } from '../mapping/target-tables.ts';
import {
  ANYTHING_THERE,
  collectGone,
  KEEP_NEEDED,
  keepUsed,
  REFERENCES,
  REMOVE_GONE,
  type Reference,
  SELECT_GONE,
  TABLE_OF_GONE,
} from './gone-statements.ts';

const FETCHED_ROWS = 2_000;

type Options = Readonly<{
  remove: boolean;
  /** Tables of which something was written since the start. */
  begun: ReadonlySet<TargetTableName>;
}>;

/**
 * Rows that were brought once and are not there any more, in a transaction in which everything that is there was written.
 *
 * @throws Error with `remove` when nothing is there of what was brought
 */
export async function* pgGoneRows(
  client: ClientBase,
  { remove, begun }: Options,
): AsyncIterable<readonly GoneRow[]> {
  await client.query(`${TABLE_OF_GONE}; ANALYZE given_key`);
  for (const table of TARGET_TABLE_NAMES) await client.query(collectGone(table, begun.has(table)));
  if (remove) await removeGone(client);
  await client.query(`DECLARE gone_rows NO SCROLL CURSOR FOR ${SELECT_GONE}`);
  for (;;) {
    const { rows } = await client.query<GoneRow>(`FETCH ${FETCHED_ROWS} FROM gone_rows`);
    if (rows.length === 0) break;
    yield rows;
  }
  await client.query('CLOSE gone_rows');
}

async function removeGone(client: ClientBase): Promise<void> {
  const { rowCount: thereAre } = await client.query(ANYTHING_THERE);
  if (thereAre === 0) {
    throw new Error(
      'Nothing of what was taken over before is there any more: this must be another database. Nothing was removed',
    );
  }
  const { rows: references } = await client.query<Reference>(REFERENCES, [TARGET_TABLE_NAMES]);
  const statements = [...references.map(keepUsed), ...KEEP_NEEDED];
  for (let kept = 1; kept > 0; ) {
    kept = 0;
    for (const statement of statements) kept += (await client.query(statement)).rowCount ?? 0;
  }
  for (const statement of REMOVE_GONE) await client.query(statement);
}
