import type { FactorGuardian, FactorReset } from '../../../domain/identity/administration/factor-reset.ts';
import type { FactorResetId, MailboxId, MailDomainId } from '../../../domain/shared/ids.ts';

/** People who are told of a reset, and may confirm it, at most: no installation has so many staff. */
export const MOST_GUARDIANS = 1_000;

/** Requests that were neither confirmed nor cancelled, expired ones included. Writers lock the mailbox first. */
export interface FactorResetRepository {
  findOf(mailboxId: MailboxId): Promise<FactorReset | undefined>;
  /** Throws when its mailbox has one. */
  insert(reset: FactorReset): Promise<void>;
  remove(id: FactorResetId): Promise<void>;
  /**
   * The active people who look after the domain: its owners and administrators first, then staff, of each the longest known
   * first; `MOST_GUARDIANS` at most.
   */
  guardiansOf(mailDomainId: MailDomainId): Promise<readonly FactorGuardian[]>;
}
