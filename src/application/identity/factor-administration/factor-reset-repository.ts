import type { FactorGuardian, FactorReset } from '../../../domain/identity/administration/factor-reset.ts';
import type { FactorResetId, MailboxId, MailDomainId } from '../../../domain/shared/ids.ts';

/** Requests that were neither confirmed nor cancelled, expired ones included. Writers lock the mailbox first. */
export interface FactorResetRepository {
  findOf(mailboxId: MailboxId): Promise<FactorReset | undefined>;
  /** Throws when its mailbox has one. */
  insert(reset: FactorReset): Promise<void>;
  remove(id: FactorResetId): Promise<void>;
  /** The active people who look after the domain: its owners and administrators, and staff, the longest known first. */
  guardiansOf(mailDomainId: MailDomainId): Promise<readonly FactorGuardian[]>;
}
