import type { AuditAuthor } from '../audit/audit-entry.ts';
import type { ErrorCode } from '../shared/errors.ts';
import type { MailAliasChangeId, MailDomainId } from '../shared/ids.ts';
import type { ProvisionerTroubleCode } from './mailbox-wish.ts';

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
