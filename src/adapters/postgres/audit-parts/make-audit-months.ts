import type { ClientBase } from 'pg';
import { DEFAULT_PART, hasMonth, readAuditParts } from './audit-parts.ts';
import { inShortTransaction, type Patience } from './in-short-transaction.ts';
import { ownAuditPart } from './own-audit-part.ts';
import { utcMonth } from './utc-month.ts';

/** How many months after the present one have a part. */
export const MONTHS_AHEAD = 6;

/** Entries that are copied in one transaction. */
const BATCH = 5_000;

/** A month of which there was no part. `entries`: of those that were kept in the default part so far. */
export type MissingMonth = Readonly<{ name: string; from: Date; until: Date; entries: number }>;

/** The months that get a part: those ahead, and those of entries that fit no part, the earliest first. */
export async function findMissingMonths(client: ClientBase, now: Date): Promise<readonly MissingMonth[]> {
  const parts = await readAuditParts(client);
  const { rows } = await client.query<{ month: Date; entries: number }>(
    `SELECT date_trunc('month', occurred_at AT TIME ZONE 'UTC') AT TIME ZONE 'UTC' AS month, count(*)::int AS entries
       FROM ${DEFAULT_PART} GROUP BY 1`,
  );
  const entries = new Map(rows.map((row) => [row.month.getTime(), row.entries]));
  for (let months = 0; months <= MONTHS_AHEAD; months += 1) {
    const month = utcMonth(now, months);
    if (!entries.has(month.getTime()) && !hasMonth(parts, month)) entries.set(month.getTime(), 0);
  }
  return [...entries]
    .toSorted(([one], [other]) => one - other)
    .map(([time, count]) => {
      const from = new Date(time);
      return { name: nameOf(from), from, until: utcMonth(from, 1), entries: count };
    });
}

/**
 * Gives all these months their parts, the earliest first.
 *
 * @throws Error from the driver, as for a lock that was not obtained in time; those before it have theirs.
 */
export async function makeMissingMonths(
  client: ClientBase,
  { now, patience, onMade }: { now: Date; patience: Patience; onMade: (month: MissingMonth) => void },
): Promise<void> {
  for (const month of await findMissingMonths(client, now)) {
    await makeAuditMonth(client, month, patience);
    onMade(month);
  }
}

/** The present time, as the database has it. */
export async function readDatabaseTime(client: ClientBase): Promise<Date> {
  const { rows } = await client.query<{ now: Date }>('SELECT now()');
  return rows[0]?.now ?? new Date(Number.NaN);
}

/** `audit_entry_2027_03` */
const nameOf = (month: Date): string =>
  `audit_entry_${month.getUTCFullYear()}_${String(month.getUTCMonth() + 1).padStart(2, '0')}`;

/**
 * Gives a month its part, with its entries from the default part. They are copied first, while others read and add; a short
 * transaction then takes what came meanwhile, and puts the part in the place of what it copied. An interrupted run leaves a table
 * that nobody reads, with which the next one continues.
 *
 * @throws Error from the driver, as for a lock that was not obtained in time.
 */
async function makeAuditMonth(
  client: ClientBase,
  { name, from, until }: MissingMonth,
  patience: Patience,
): Promise<void> {
  const bounds = `occurred_at >= '${from.toISOString()}' AND occurred_at < '${until.toISOString()}'`;
  await inShortTransaction(client, patience, async () => {
    const { rows } = await client.query('SELECT WHERE to_regclass($1) IS NOT NULL', [`public.${name}`]);
    if (rows.length > 0) return;
    // With the bounds as a constraint, the part is not read once it takes its place.
    await client.query(`CREATE TABLE ${name} (LIKE audit_entry INCLUDING DEFAULTS INCLUDING CONSTRAINTS INCLUDING INDEXES,
        CONSTRAINT ${name}_bounds CHECK (${bounds}))`);
    await ownAuditPart(client, name);
  });
  await copyEntries(client, name, bounds);
  await inShortTransaction(client, patience, async () => {
    await client.query(
      `LOCK TABLE ONLY audit_entry IN SHARE UPDATE EXCLUSIVE MODE; LOCK TABLE ${DEFAULT_PART}`,
    );
    await moveRest(client, name, bounds);
    await client.query(
      `ALTER TABLE audit_entry ATTACH PARTITION ${name}
         FOR VALUES FROM ('${from.toISOString()}') TO ('${until.toISOString()}');
       ALTER TABLE ${name} DROP CONSTRAINT IF EXISTS ${name}_bounds`,
    );
  });
}

/** Entries never change, so a copy is right for as long as the original is there. Those that commit late are left for later. */
async function copyEntries(client: ClientBase, name: string, bounds: string): Promise<void> {
  const last = await client.query<{ id: string }>(`SELECT coalesce(max(id), 0) AS id FROM ${name}`);
  for (let id = last.rows[0]?.id; id !== undefined; ) {
    const { rows } = await client.query<{ id: string }>(
      `WITH copied AS (INSERT INTO ${name}
         SELECT * FROM ${DEFAULT_PART} WHERE ${bounds} AND id > $1 ORDER BY id LIMIT ${BATCH} RETURNING id)
       SELECT max(id) AS id FROM copied HAVING count(*) = ${BATCH}`,
      [id],
    );
    id = rows[0]?.id;
  }
}

/** With the default part to ourselves: what is not copied yet, and the end of the originals. */
async function moveRest(client: ClientBase, name: string, bounds: string): Promise<void> {
  const { rows } = await client.query(`SELECT FROM ${DEFAULT_PART} WHERE ${bounds} LIMIT 1`);
  if (rows.length === 0) return;
  await client.query(
    `INSERT INTO ${name} SELECT * FROM ${DEFAULT_PART} d
      WHERE ${bounds} AND NOT EXISTS (SELECT FROM ${name} c WHERE c.id = d.id AND c.occurred_at = d.occurred_at);
     ALTER TABLE ${DEFAULT_PART} DISABLE TRIGGER audit_entry_append_only;
     DELETE FROM ${DEFAULT_PART} WHERE ${bounds};
     ALTER TABLE ${DEFAULT_PART} ENABLE TRIGGER audit_entry_append_only`,
  );
}
