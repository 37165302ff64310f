import type { RecoveryCode } from '../../../domain/identity/recovery-code.ts';
import type { MailboxId, RecoveryCodeId } from '../../../domain/shared/ids.ts';

/** What is left of a set of codes; `createdAt`: of the set. */
export type RecoveryCodesLeft = Readonly<{ left: number; createdAt: Date }>;

export interface RecoveryCodeRepository {
  /** Stores the codes of a mailbox in place of those that it has. */
  replaceAllOf(mailboxId: MailboxId, codes: readonly RecoveryCode[]): Promise<void>;
  /** Null when there is none, used ones aside. */
  leftOf(mailboxId: MailboxId): Promise<RecoveryCodesLeft | null>;
  /** Takes a code of a mailbox away; false when it has no such code. Of several callers at once, one gets true. */
  use(mailboxId: MailboxId, id: RecoveryCodeId): Promise<boolean>;
  removeAllOf(mailboxIds: readonly MailboxId[]): Promise<void>;
}
