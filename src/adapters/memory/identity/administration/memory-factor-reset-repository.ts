import {
  type FactorResetRepository,
  MOST_GUARDIANS,
} from '../../../../application/identity/factor-administration/factor-reset-repository.ts';
import type { FactorGuardian, FactorReset } from '../../../../domain/identity/administration/factor-reset.ts';
import { verifiedEmail } from '../../../../domain/people/email-verification.ts';
import type { FactorResetId, MailboxId, MailDomainId } from '../../../../domain/shared/ids.ts';
import { compareKeys } from '../../engine/ascending.ts';
import type { MemoryTables } from '../../engine/memory-tables.ts';

export class MemoryFactorResetRepository implements FactorResetRepository {
  constructor(private readonly tables: MemoryTables) {}

  async findOf(mailboxId: MailboxId): Promise<FactorReset | undefined> {
    return this.tables.factorResets.first((reset) => reset.mailboxId === mailboxId);
  }

  async insert(reset: FactorReset): Promise<void> {
    this.tables.factorResets.insert(reset);
  }

  async remove(id: FactorResetId): Promise<void> {
    this.tables.factorResets.remove((reset) => reset.id === id);
  }

  async guardiansOf(mailDomainId: MailDomainId): Promise<readonly FactorGuardian[]> {
    const managers = new Set(
      this.tables.mailDomainAccesses
        .all((access) => access.mailDomainId === mailDomainId && access.role !== 'viewer')
        .map(({ userId }) => userId),
    );
    return this.tables.users
      .all(({ id, isActive, isStaff }) => isActive && (isStaff || managers.has(id)))
      .sort(
        (a, b) =>
          Number(managers.has(b.id)) - Number(managers.has(a.id)) ||
          compareKeys(a.createdAt, b.createdAt) ||
          compareKeys(a.id, b.id),
      )
      .slice(0, MOST_GUARDIANS)
      .map((user) => ({
        id: user.id,
        name: user.name,
        email: verifiedEmail(user),
        language: user.language,
        isManager: managers.has(user.id),
      }));
  }
}
