import type { Pool } from 'pg';

/** How many changes of mailboxes were asked for before dimail was known to have created them. */
export async function askedBeforeCreation(pool: Pool): Promise<number> {
  const { rows } = await pool.query<{ count: number }>(
    `SELECT count(*)::int AS count FROM audit_entry asked
      WHERE asked.action IN ('mailbox.enabled', 'mailbox.disabled', 'mailbox.updated')
        AND NOT EXISTS (SELECT FROM audit_entry created WHERE created.object_id = asked.object_id
                         AND created.action = 'mailbox.provisioned' AND created.id < asked.id)`,
  );
  return rows[0]?.count ?? 0;
}
