import type { AuditAuthor } from '../audit/audit-entry.ts';
import type { ProvisionerTroubleCode } from '../mailbox/mailbox-change.ts';
import type { ErrorCode } from '../shared/errors.ts';
import type { MailAliasChangeId, MailDomainId } from '../shared/ids.ts';

/** What the provisioner is to be asked; ours follows once it has done so. `removal_of_all`: whatever the destination. */
export type MailAliasChangeKind = 'creation' | 'removal' | 'removal_of_all';

/** How far it got. What is over is kept until whoever asked has read it. */
export type MailAliasChangeState =
  /** `attempts`: how often the provisioner was asked; `trouble`: why the latest attempt came to nothing. */
  | { readonly state: 'open'; readonly attempts: number; readonly trouble: ProvisionerTroubleCode | null }
  /** `wasAbsent`: the provisioner knew nothing of what it was to remove. */
  | { readonly state: 'done'; readonly wasAbsent: boolean }
  | {
      readonly state: 'refused';
      readonly code: ErrorCode;
      readonly params: Readonly<Record<string, string>>;
    };

type Aim = Pick<MailAliasChange, 'kind' | 'destination'>;

/**
 * Whether a change asked for last leaves nothing to be done of an earlier one of the same local part, which may have been
 * made at the provisioner without an answer.
 */
export const supersedes = (later: Aim, earlier: Aim): boolean =>
  later.kind === 'removal_of_all' || later.destination === earlier.destination;

/**
 * Whether a change may be made only after another open one of the same local part. A removal of all is the older of the
 * two: it would have superseded the change had it been asked for later.
 */
export const waitsFor = (change: Aim, other: Aim): boolean =>
  change.kind !== 'removal_of_all' && other.kind === 'removal_of_all';

export type MailAliasChange = Readonly<{
  /** Of a creation: also that of the alias. */
  id: MailAliasChangeId;
  mailDomainId: MailDomainId;
  kind: MailAliasChangeKind;
  localPart: string;
  /** Null for all. */
  destination: string | null;
  progress: MailAliasChangeState;
  author: AuditAuthor;
  createdAt: Date;
  updatedAt: Date;
}>;
