import { type BulkChange, type BulkOutcome, outcomeOf } from '../../../domain/mailbox/bulk-change.ts';
import type { Mailbox } from '../../../domain/mailbox/mailbox.ts';

/** A bulk change, and what has become of its rows. */
export type BulkChangeView = Pick<BulkChange, 'id' | 'action' | 'askedAt'> &
  Readonly<{ outcomes: readonly BulkOutcome[] }>;

/** @param mailboxes the present ones, of those that the change is about */
export function viewBulkChange(
  { id, action, askedAt, rows }: BulkChange,
  mailboxes: readonly Mailbox[],
): BulkChangeView {
  const byId = new Map(mailboxes.map((mailbox) => [mailbox.id, mailbox]));
  const outcomes = rows.map((row) => outcomeOf(row, byId.get(row.mailboxId)));
  return { id, action, askedAt, outcomes };
}
