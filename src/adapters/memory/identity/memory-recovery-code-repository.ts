import type {
  RecoveryCodeRepository,
  RecoveryCodesLeft,
} from '../../../application/identity/factor/recovery-code-repository.ts';
import type { RecoveryCode } from '../../../domain/identity/recovery-code.ts';
import type { MailboxId, RecoveryCodeId } from '../../../domain/shared/ids.ts';
import type { MemoryTables } from '../engine/memory-tables.ts';

export class MemoryRecoveryCodeRepository implements RecoveryCodeRepository {
  constructor(private readonly tables: MemoryTables) {}

  async replaceAllOf(mailboxId: MailboxId, codes: readonly RecoveryCode[]): Promise<void> {
    await this.removeAllOf([mailboxId]);
    for (const code of codes) this.tables.recoveryCodes.insert(code);
  }

  async leftOf(mailboxId: MailboxId): Promise<RecoveryCodesLeft | null> {
    const codes = this.tables.recoveryCodes.all((code) => code.mailboxId === mailboxId);
    const [first] = codes;
    return first ? { left: codes.length, createdAt: first.createdAt } : null;
  }

  async use(mailboxId: MailboxId, id: RecoveryCodeId): Promise<boolean> {
    const used = this.tables.recoveryCodes.remove((code) => code.id === id && code.mailboxId === mailboxId);
    return used.length === 1;
  }

  async removeAllOf(mailboxIds: readonly MailboxId[]): Promise<void> {
    this.tables.recoveryCodes.remove(({ mailboxId }) => mailboxIds.includes(mailboxId));
  }
}
