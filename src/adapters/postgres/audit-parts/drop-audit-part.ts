import type { ClientBase } from 'pg';
import type { AuditAuthor } from '../../../domain/audit/audit-entry.ts';
import { PgAuditTrail } from '../audit/pg-audit-trail.ts';
import type { AuditPart } from './audit-parts.ts';
import { inShortTransaction, type Patience } from './in-short-transaction.ts';

type Given = Readonly<{ by: AuditAuthor; at: Date; retentionMonths: number; patience: Patience }>;

export const countEntries = async (client: ClientBase, part: string): Promise<number> => {
  const { rows } = await client.query<{ count: string }>(`SELECT count(*) FROM ${part}`);
  return Number(rows[0]?.count);
};

/**
 * Drops a part and all its entries, and adds an entry that says so, in one transaction: an interrupted run has dropped it or not.
 *
 * @returns how many entries it had.
 */
export async function dropAuditPart(
  client: ClientBase,
  { name, from, until }: AuditPart,
  { by, at, retentionMonths, patience }: Given,
): Promise<number> {
  let entries = 0;
  await inShortTransaction(client, patience, async () => {
    // Nobody adds to the part while it is counted, and everybody may read the log.
    await client.query(`LOCK TABLE ${name} IN SHARE ROW EXCLUSIVE MODE`);
    entries = await countEntries(client, name);
    await client.query(`ALTER TABLE audit_entry DETACH PARTITION ${name}`);
    await new PgAuditTrail(client).append(by, {
      at,
      action: 'audit_log.months_dropped',
      objectId: 'everything',
      label: '',
      organizationId: null,
      details: {
        from: from?.toISOString() ?? null,
        until: until.toISOString(),
        entries,
        retention_months: retentionMonths,
      },
    });
    await client.query(`DROP TABLE ${name}`);
  });
  return entries;
}
