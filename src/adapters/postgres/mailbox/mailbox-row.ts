import type { ListedMailbox, MailboxView } from '../../../application/mailbox/mailbox-queries.ts';
import type {
  Mailbox,
  MailboxCreation,
  MailboxKind,
  MailboxStatus,
  ProvisioningFailure,
} from '../../../domain/mailbox/mailbox.ts';
import type { MailboxChange, MailboxChangeFailure } from '../../../domain/mailbox/mailbox-wish.ts';
import type { MailboxId, MailDomainId, UserId } from '../../../domain/shared/ids.ts';

const SHOWN_COLUMNS = 'm.id, m.first_name, m.last_name, m.local_part, m.secondary_email, m.status';
/** Columns of a mailbox called `m`: of lists, of what people are told, and all. */
export const LISTED_MAILBOX_COLUMNS = `${SHOWN_COLUMNS}, m.change->>'active' IS NOT NULL AS is_switched`;
export const MAILBOX_VIEW_COLUMNS = `${SHOWN_COLUMNS}, m.change, m.kind, m.provisioning_started_at, m.provisioning_failure,
  m.is_never_created, m.change_failure, m.created_at, m.updated_at`;
export const MAILBOX_COLUMNS = `${MAILBOX_VIEW_COLUMNS}, m.mail_domain_id, m.password_hash, m.issuer_id, m.noted_absent_at,
  m.creation, m.change_revision`;

type ShownRow = {
  id: MailboxId;
  first_name: string;
  last_name: string;
  local_part: string;
  secondary_email: string | null;
  status: MailboxStatus;
};

export type ListedMailboxRow = ShownRow & { is_switched: boolean };

export type MailboxViewRow = ShownRow & {
  change: MailboxChange | null;
  kind: MailboxKind;
  provisioning_started_at: Date | null;
  provisioning_failure: ProvisioningFailure | null;
  is_never_created: boolean;
  change_failure: MailboxChangeFailure | null;
  created_at: Date;
  updated_at: Date;
};

export type MailboxRow = MailboxViewRow & {
  mail_domain_id: MailDomainId;
  password_hash: string | null;
  issuer_id: UserId | null;
  noted_absent_at: Date | null;
  creation: MailboxCreation | null;
  change_revision: number;
};

/** As JSON has it, `since` is text; changes asked for by former releases have none. */
const withDate = <Waiting extends { readonly since: Date }>(
  waiting: Waiting | null,
  fallback: Date,
): Waiting | null => waiting && { ...waiting, since: new Date(waiting.since ?? fallback) };

const toShown = (row: ShownRow) => ({
  id: row.id,
  firstName: row.first_name,
  lastName: row.last_name,
  localPart: row.local_part,
  secondaryEmail: row.secondary_email,
  status: row.status,
});

export const toListedMailbox = (row: ListedMailboxRow): ListedMailbox => ({
  ...toShown(row),
  isSwitched: row.is_switched,
});

export const toMailboxView = (row: MailboxViewRow): MailboxView => ({
  ...toShown(row),
  kind: row.kind,
  provisioningStartedAt: row.provisioning_started_at,
  provisioningFailure: row.provisioning_failure,
  isNeverCreated: row.is_never_created,
  change: withDate(row.change, row.updated_at),
  changeFailure: row.change_failure,
  createdAt: row.created_at,
  updatedAt: row.updated_at,
});

export const toMailbox = (row: MailboxRow): Mailbox => ({
  ...toMailboxView(row),
  mailDomainId: row.mail_domain_id,
  passwordHash: row.password_hash,
  issuerId: row.issuer_id,
  notedAbsentAt: row.noted_absent_at,
  creation: withDate(row.creation, row.created_at),
  changeRevision: row.change_revision,
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
