import type { MailboxView } from '../../../application/mailbox/mailbox-queries.ts';
import { detailsOf, type Mailbox } from '../../../domain/mailbox/mailbox.ts';
import type {
  MailboxChange,
  MailboxChangeFailure,
  ProvisionerTroubleCode,
} from '../../../domain/mailbox/mailbox-change.ts';
import {
  type Asked,
  changeOf,
  failureOf,
  type MailboxStatus,
  type Provisioned,
  type ProvisioningFailure,
  type Waiting,
} from '../../../domain/mailbox/provisioning.ts';

/** In JSON an instant is text; requests of former releases have none. */
type Since = { readonly since?: Date | string };

/** Changes asked for by former releases have none. */
type StoredIdentity = { readonly isIdentified?: boolean };

type StoredCreation = Since &
  Readonly<{ attempts: number; trouble: ProvisionerTroubleCode | null; wasEnabled?: boolean }>;

/** The provisioning state of a mailbox, as its columns store it. */
type StoredProvisioning = Readonly<{
  status: MailboxStatus;
  provisioningStartedAt: Date | null;
  notedAbsentAt: Date | null;
  provisioningFailure: ProvisioningFailure | null;
  /** Set for a pending mailbox; null also when its creation was requested at once and not tried yet. */
  creation: StoredCreation | null;
  /** Whether it is disabled and not known to have been created. */
  isNeverCreated: boolean;
  change: (Omit<MailboxChange, 'since' | 'isIdentified'> & Since & StoredIdentity) | null;
  changeRevision: number;
  changeFailure: MailboxChangeFailure | null;
}>;

export type StoredMailbox = Omit<Mailbox, keyof Provisioned> & StoredProvisioning;

const creationOf = ({ since, wasEnabled, ...provisioning }: Waiting | Asked): StoredCreation => {
  const { attempts, trouble } =
    provisioning.state === 'asked' ? provisioning : { attempts: 0, trouble: null };
  return { since, attempts, trouble, ...(wasEnabled ? { wasEnabled } : {}) };
};

export function toStoredMailbox(mailbox: Mailbox): StoredMailbox {
  const { provisioning, ...row } = mailbox;
  const { state, changeRevision, changeFailure } = provisioning;
  return {
    ...row,
    provisioningStartedAt: 'startedAt' in provisioning ? provisioning.startedAt : null,
    notedAbsentAt: 'notedAbsentAt' in provisioning ? provisioning.notedAbsentAt : null,
    provisioningFailure: failureOf(mailbox),
    creation: state === 'waiting' || state === 'asked' ? creationOf(provisioning) : null,
    isNeverCreated: row.status === 'disabled' && state !== 'done',
    change: changeOf(mailbox),
    changeRevision,
    changeFailure,
  };
}

/** Columns that do not belong to the state of a mailbox are ignored. */
function toProvisioned({
  status,
  provisioningStartedAt: startedAt,
  notedAbsentAt,
  provisioningFailure: failure,
  creation,
  isNeverCreated,
  change: storedChange,
  changeRevision,
  changeFailure,
  createdAt,
  updatedAt,
}: StoredProvisioning & Pick<Mailbox, 'createdAt' | 'updatedAt'>): Provisioned {
  const lasting = { changeRevision, changeFailure };
  const change = storedChange && {
    ...storedChange,
    since: new Date(storedChange.since ?? updatedAt),
    isIdentified: storedChange.isIdentified === true,
  };

  if (status === 'pending') {
    const since = new Date(creation?.since ?? createdAt);
    const wanted = { since, wasEnabled: creation?.wasEnabled === true, ...lasting };
    if (startedAt === null) return { status, provisioning: { state: 'waiting', ...wanted } };
    const { attempts = 0, trouble = null } = creation ?? {};
    const begun = { startedAt, notedAbsentAt, attempts, trouble, change };
    return { status, provisioning: { state: 'asked', ...begun, ...wanted } };
  }
  if (status === 'failed' || (isNeverCreated && status === 'disabled' && failure !== null)) {
    return { status, provisioning: { state: 'refused', startedAt, failure, ...lasting } };
  }
  if (status === 'enabled' || !isNeverCreated) {
    return { status, provisioning: { state: 'done', startedAt, notedAbsentAt, change, ...lasting } };
  }
  if (startedAt === null) return { status, provisioning: { state: 'withheld', ...lasting } };
  return { status, provisioning: { state: 'unanswered', startedAt, notedAbsentAt, change, ...lasting } };
}

/** The view of a mailbox for people. */
export const toMailboxView = (
  row: Omit<
    StoredMailbox,
    | 'mailDomainId'
    | 'issuerId'
    | 'passwordHash'
    | 'lastLoginAt'
    | 'signInWarnedAt'
    | 'secondaryEmailByOwnerAt'
  >,
): MailboxView => ({
  id: row.id,
  ...detailsOf(row),
  createdAt: row.createdAt,
  updatedAt: row.updatedAt,
  ...toProvisioned(row),
});

export const toMailbox = (row: StoredMailbox): Mailbox => ({
  mailDomainId: row.mailDomainId,
  issuerId: row.issuerId,
  passwordHash: row.passwordHash,
  lastLoginAt: row.lastLoginAt,
  signInWarnedAt: row.signInWarnedAt,
  secondaryEmailByOwnerAt: row.secondaryEmailByOwnerAt,
  ...toMailboxView(row),
});
