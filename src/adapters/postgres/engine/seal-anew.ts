import type { Pool } from 'pg';
import { SEALED_COLUMNS } from './sealed-columns.ts';
import type { SecretBox } from './secret-box.ts';

/** What became of the secrets of a column; `unreadable` has the keys of the rows that no secret key opens. */
export type SealedAnew = Readonly<{
  column: string;
  /** Encrypted under the present key now. */
  anew: number;
  /** Encrypted under it before. */
  already: number;
  unreadable: readonly string[];
}>;

type SealedRow = Readonly<{ key: string; context: string; sealed: Buffer }>;

/** Rows treated in one statement. */
const BATCH = 500;

/**
 * Encrypts under the present key what was encrypted under a former one, in batches. A secret that changes meanwhile stays
 * as it then is. It may be run again at any time.
 */
export async function sealAnew(pool: Pool, secretBox: SecretBox): Promise<readonly SealedAnew[]> {
  const results: SealedAnew[] = [];
  for (const column of SEALED_COLUMNS) results.push(await sealColumnAnew(pool, secretBox, column));
  return results;
}

async function sealColumnAnew(
  pool: Pool,
  secretBox: SecretBox,
  { table, column, key, context }: (typeof SEALED_COLUMNS)[number],
): Promise<SealedAnew> {
  const page = `SELECT ${key.name}::text AS key, ${context}::text AS context, ${column} AS sealed FROM ${table}
    WHERE ${column} IS NOT NULL AND ($1::${key.type} IS NULL OR ${key.name} > $1::${key.type})
    ORDER BY ${key.name} LIMIT ${BATCH}`;
  const replace = `UPDATE ${table} t SET ${column} = g.after
    FROM unnest($1::${key.type}[], $2::bytea[], $3::bytea[]) AS g (key, before, after)
    WHERE t.${key.name} = g.key AND t.${column} = g.before`;
  let [anew, already] = [0, 0];
  const unreadable: string[] = [];
  let last: string | null = null;
  do {
    const { rows }: { rows: SealedRow[] } = await pool.query<SealedRow>(page, [last]);
    const former: (SealedRow & { readonly after: Buffer })[] = [];
    for (const row of rows) {
      try {
        const after = secretBox.sealAnew(row.sealed, row.context);
        if (after) former.push({ ...row, after });
        else already += 1;
      } catch {
        unreadable.push(row.key);
      }
    }
    if (former.length > 0) {
      const { rowCount } = await pool.query(replace, [
        former.map((row) => row.key),
        former.map(({ sealed }) => sealed),
        former.map(({ after }) => after),
      ]);
      anew += rowCount ?? 0;
    }
    last = rows.length === BATCH ? (rows.at(-1)?.key ?? null) : null;
  } while (last !== null);
  return { column: `${table}.${column}`, anew, already, unreadable };
}
