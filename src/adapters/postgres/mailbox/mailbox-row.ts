import type {
  Mailbox,
  MailboxCreation,
  MailboxKind,
  MailboxStatus,
  ProvisioningFailure,
} from '../../../domain/mailbox/mailbox.ts';
import type { MailboxChange, MailboxChangeFailure } from '../../../domain/mailbox/mailbox-wish.ts';
import type { MailboxId, MailDomainId, UserId } from '../../../domain/shared/ids.ts';

/** Columns of a mailbox whose table is called `m`. */
export const MAILBOX_COLUMNS = `m.id, m.mail_domain_id, m.kind, m.first_name, m.last_name, m.local_part, m.secondary_email,
  m.status, m.password_hash, m.issuer_id, m.provisioning_started_at, m.noted_absent_at, m.provisioning_failure, m.creation,
  m.is_never_created, m.change, m.change_revision, m.change_failure, m.created_at, m.updated_at`;

export type MailboxRow = {
  id: MailboxId;
  mail_domain_id: MailDomainId;
  kind: MailboxKind;
  first_name: string;
  last_name: string;
  local_part: string;
  secondary_email: string | null;
  status: MailboxStatus;
  password_hash: string | null;
  issuer_id: UserId | null;
  provisioning_started_at: Date | null;
  noted_absent_at: Date | null;
  provisioning_failure: ProvisioningFailure | null;
  creation: MailboxCreation | null;
  is_never_created: boolean;
  change: MailboxChange | null;
  change_revision: number;
  change_failure: MailboxChangeFailure | null;
  created_at: Date;
  updated_at: Date;
};

/** As JSON has it, `since` is text; changes asked for by former releases have none. */
const withDate = <Waiting extends { readonly since: Date }>(
  waiting: Waiting | null,
  fallback: Date,
): Waiting | null => waiting && { ...waiting, since: new Date(waiting.since ?? fallback) };

export const toMailbox = (row: MailboxRow): Mailbox => ({
  id: row.id,
  mailDomainId: row.mail_domain_id,
  kind: row.kind,
  firstName: row.first_name,
  lastName: row.last_name,
  localPart: row.local_part,
  secondaryEmail: row.secondary_email,
  status: row.status,
  passwordHash: row.password_hash,
  issuerId: row.issuer_id,
  provisioningStartedAt: row.provisioning_started_at,
  notedAbsentAt: row.noted_absent_at,
  provisioningFailure: row.provisioning_failure,
  creation: withDate(row.creation, row.created_at),
  isNeverCreated: row.is_never_created,
  change: withDate(row.change, row.updated_at),
  changeRevision: row.change_revision,
  changeFailure: row.change_failure,
  createdAt: row.created_at,
  updatedAt: row.updated_at,
});

export const toMailboxRow = (mailbox: Mailbox): MailboxRow => ({
  id: mailbox.id,
  mail_domain_id: mailbox.mailDomainId,
  kind: mailbox.kind,
  first_name: mailbox.firstName,
  last_name: mailbox.lastName,
  local_part: mailbox.localPart,
  secondary_email: mailbox.secondaryEmail,
  status: mailbox.status,
  password_hash: mailbox.passwordHash,
  issuer_id: mailbox.issuerId,
  provisioning_started_at: mailbox.provisioningStartedAt,
  noted_absent_at: mailbox.notedAbsentAt,
  provisioning_failure: mailbox.provisioningFailure,
  creation: mailbox.creation,
  is_never_created: mailbox.isNeverCreated,
  change: mailbox.change,
  change_revision: mailbox.changeRevision,
  change_failure: mailbox.changeFailure,
  created_at: mailbox.createdAt,
  updated_at: mailbox.updatedAt,
});
