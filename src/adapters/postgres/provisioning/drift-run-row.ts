import type { DriftRun } from '../../../application/provisioning/drift-repository.ts';
import type { ErrorCode } from '../../../domain/shared/errors.ts';
import type { MailDomainId } from '../../../domain/shared/ids.ts';

/** Columns of a run whose table is called `r`. */
export const DRIFT_RUN_COLUMNS =
  'r.mail_domain_id, r.started_at, r.ended_at, r.state, r.failure, r.row_count, r.inconclusive';

export type DriftRunRow = {
  mail_domain_id: MailDomainId;
  started_at: Date;
  ended_at: Date | null;
  state: DriftRun['state'];
  failure: ErrorCode | null;
  row_count: number;
  inconclusive: DriftRun['inconclusive'];
};

export const toDriftRun = (row: DriftRunRow): DriftRun => ({
  mailDomainId: row.mail_domain_id,
  startedAt: row.started_at,
  endedAt: row.ended_at,
  state: row.state,
  failure: row.failure,
  rows: row.row_count,
  inconclusive: row.inconclusive,
});
