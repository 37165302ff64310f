import { Pool } from 'pg';
import type { Installation } from '../http/installation.ts';

/** Stores contacts of the caller that exceed the present bounds, as earlier releases allowed. */
export async function addContactsFromBefore(
  { subject, databaseUrl }: Installation,
  count: number,
  notes: number,
): Promise<void> {
  const pool = new Pool({ connectionString: databaseUrl, max: 1 });
  try {
    await pool.query(
      `INSERT INTO contact (id, full_name, notes, data, owner_id, created_at, updated_at)
       SELECT gen_random_uuid(), 'before ' || n, repeat('A', $3), '{}', $1, now(), now() FROM generate_series(1, $2) n`,
      [subject.userId, count, notes],
    );
  } finally {
    await pool.end();
  }
}
