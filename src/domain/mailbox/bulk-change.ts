import type { ErrorCode } from '../shared/errors.ts';
import type { MailboxBulkChangeId, MailboxId, MailDomainId, UserId } from '../shared/ids.ts';
import { isIn, type Mailbox } from './mailbox.ts';
import type { ProvisionerTroubleCode } from './mailbox-change.ts';
import { MAILBOX_REQUESTS } from './mailbox-request.ts';
import { failureOf } from './provisioning.ts';
import type { Decision } from './provisioning-transitions.ts';
import { type StepState, stepState } from './step-state.ts';

/** Actions on many mailboxes of a domain at once. */
export const BULK_ACTIONS = [...MAILBOX_REQUESTS, 'delete'] as const;
export type BulkAction = (typeof BULK_ACTIONS)[number];

/** Why a row was not, or will not be, changed. */
export type Refusal = Readonly<{ code: ErrorCode; params: Readonly<Record<string, string>> }>;

/** What a request for one mailbox became, at its time. */
export type BulkRow = Readonly<{
  mailboxId: MailboxId;
  /** Null for an id that is not of the domain. */
  localPart: string | null;
  refusal: Refusal | null;
  /** What the provisioner is to do; null when it has nothing to do. */
  step: Exclude<Decision['toAsk'], undefined> | null;
  /** `changeRevision` of the mailbox after the request. */
  revision: number;
}>;

/** One action on many mailboxes of a domain. Its id is the caller's: a request that is repeated is not carried out again. */
export type BulkChange = Readonly<{
  id: MailboxBulkChangeId;
  mailDomainId: MailDomainId;
  action: BulkAction;
  /** Null once the account is deleted. */
  askedBy: UserId | null;
  askedAt: Date;
  /** In the order of the request. */
  rows: readonly BulkRow[];
}>;

/** What has become of one row. `waiting`: the provisioner has yet to do it; `trouble`: why its latest attempt failed. */
export type BulkOutcome = Readonly<{ mailboxId: MailboxId; localPart: string | null }> &
  (
    | Readonly<{ state: 'done' }>
    | Readonly<{ state: 'waiting'; trouble: ProvisionerTroubleCode | null }>
    | Readonly<{ state: 'refused'; refusal: Refusal }>
  );

function creationState(current: Mailbox): StepState {
  if (isIn(current, 'done')) return { is: 'done' };
  if (isIn(current, 'waiting')) return { is: 'waiting', trouble: null };
  if (isIn(current, 'asked')) return { is: 'waiting', trouble: current.provisioning.trouble };
  if (isIn(current, 'refused')) {
    const { code, params } = failureOf(current) ?? { code: 'mailbox.refused', params: {} };
    return { is: 'refused', code, params };
  }
  // Somebody disabled it before it was created.
  return { is: 'refused', code: 'mail_change.withdrawn', params: {} };
}

/**
 * What has become of a row.
 *
 * @param current the present mailbox; undefined when it no longer exists
 */
export function outcomeOf(row: BulkRow, current: Mailbox | undefined): BulkOutcome {
  const { mailboxId, localPart, step, revision } = row;
  const about = { mailboxId, localPart };
  if (row.refusal) return { ...about, state: 'refused', refusal: row.refusal };
  if (step === null) return { ...about, state: 'done' };
  if (!current) return { ...about, state: 'refused', refusal: { code: 'mailbox.not_found', params: {} } };
  const now = step === 'creation' ? creationState(current) : stepState(current, step, revision);
  if (now.is === 'done') return { ...about, state: 'done' };
  if (now.is === 'waiting') return { ...about, state: 'waiting', trouble: now.trouble };
  return { ...about, state: 'refused', refusal: { code: now.code, params: now.params } };
}
