import type {
  DriftFinding,
  DriftLine,
  DriftObject,
  MailboxFacts,
} from '../../../domain/provisioning/drift.ts';
import type { SkipReason } from '../../../domain/provisioning/listed-mailbox.ts';
import type { DriftLineId, MailDomainId } from '../../../domain/shared/ids.ts';

/** Columns of a line whose table is called `l`. */
export const DRIFT_LINE_COLUMNS = `l.id, l.mail_domain_id, l.object, l.address, l.destination, l.finding, l.reason, l.here,
  l.there, l.is_ignored, l.found_at`;

export type DriftLineRow = {
  id: DriftLineId;
  mail_domain_id: MailDomainId;
  object: DriftObject;
  address: string;
  destination: string;
  finding: DriftFinding;
  reason: SkipReason | null;
  here: MailboxFacts | null;
  there: MailboxFacts | null;
  is_ignored: boolean;
  found_at: Date;
};

export const toDriftLine = (row: DriftLineRow): DriftLine => ({
  id: row.id,
  mailDomainId: row.mail_domain_id,
  object: row.object,
  address: row.address,
  destination: row.destination,
  finding: row.finding,
  reason: row.reason,
  here: row.here,
  there: row.there,
  isIgnored: row.is_ignored,
  foundAt: row.found_at,
});
