import type { AuditAuthor } from '../audit/audit-entry.ts';
import type { ProvisionerTroubleCode } from '../mailbox/mailbox-change.ts';
import type { ErrorCode } from '../shared/errors.ts';
import type { MailAliasChangeId, MailDomainId } from '../shared/ids.ts';

/**
 * The request to the provisioner; our aliases change once it has succeeded. `removal_of_all` ignores the destination.
 */
export type MailAliasChangeKind = 'creation' | 'removal' | 'removal_of_all';

/** Progress of a change. A finished change is stored until the caller who waits for it has read it. */
export type MailAliasChangeState =
  /**
   * `attempts`: requests made to the provisioner; `trouble`: why the latest attempt failed; `lateCreations`: destinations of
   * creations that this removal ended, which the provisioner may carry out after it.
   */
  | {
      readonly state: 'open';
      readonly attempts: number;
      readonly trouble: ProvisionerTroubleCode | null;
      readonly lateCreations?: readonly string[] | undefined;
    }
  /** `wasAbsent`: the provisioner had no such alias to remove. */
  | { readonly state: 'done'; readonly wasAbsent: boolean }
  | {
      readonly state: 'refused';
      readonly code: ErrorCode;
      readonly params: Readonly<Record<string, string>>;
    };

type Aim = Pick<MailAliasChange, 'kind' | 'destination'>;

/**
 * Whether the later change makes an earlier one of the same local part unnecessary. The earlier change may have been
 * carried out at the provisioner without its answer reaching us.
 */
export const supersedes = (later: Aim, earlier: Aim): boolean =>
  later.kind === 'removal_of_all' || later.destination === earlier.destination;

/**
 * Whether a change must wait for another open one of the same local part. A removal of all is then the older of the two:
 * a later one would have superseded the change.
 */
export const waitsFor = (change: Aim, other: Aim): boolean =>
  change.kind !== 'removal_of_all' && other.kind === 'removal_of_all';

/** The destinations of creations that the provisioner may carry out after the removal that ends this change. */
export const lateCreationsOf = ({
  kind,
  destination,
  progress,
}: Pick<MailAliasChange, 'kind' | 'destination' | 'progress'>): readonly string[] => {
  if (kind === 'creation') return [destination ?? ''];
  return progress.state === 'open' ? (progress.lateCreations ?? []) : [];
};

export type MailAliasChange = Readonly<{
  /** For a creation, also the id of the alias. */
  id: MailAliasChangeId;
  mailDomainId: MailDomainId;
  kind: MailAliasChangeKind;
  localPart: string;
  /** Null: every destination. */
  destination: string | null;
  progress: MailAliasChangeState;
  author: AuditAuthor;
  createdAt: Date;
  updatedAt: Date;
}>;

/**
 * Whether the provisioner refused a change, and not somebody who withdrew or replaced it: the person who asked for it may have
 * left before the answer came, and learns it later.
 */
export const wasRefused = ({ progress }: Pick<MailAliasChange, 'progress'>): boolean =>
  progress.state === 'refused' && progress.code === 'alias.refused';

/** Whether people see a change: one that waits, or that the provisioner refused. */
export const isShown = (change: Pick<MailAliasChange, 'progress'>): boolean =>
  change.progress.state === 'open' || wasRefused(change);
