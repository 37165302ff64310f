import type { PasswordLinkRepository } from '../../../application/identity/password/password-link-repository.ts';
import type { PasswordLink, PasswordLinkEnd } from '../../../domain/identity/password-link.ts';
import type { MailboxId, PasswordLinkId } from '../../../domain/shared/ids.ts';
import type { MemoryTables } from '../engine/memory-tables.ts';

export class MemoryPasswordLinkRepository implements PasswordLinkRepository {
  constructor(private readonly tables: MemoryTables) {}

  async insertMany(links: readonly PasswordLink[]): Promise<void> {
    for (const link of links) this.tables.passwordLinks.insert(link);
  }

  async find(id: PasswordLinkId): Promise<PasswordLink | undefined> {
    return this.tables.passwordLinks.find(id);
  }

  lock(id: PasswordLinkId): Promise<PasswordLink | undefined> {
    return this.find(id);
  }

  async listNotEnded(mailboxIds: readonly MailboxId[]): Promise<readonly PasswordLink[]> {
    return this.tables.passwordLinks.all(
      ({ mailboxId, endedAt }) => endedAt === null && mailboxIds.includes(mailboxId),
    );
  }

  async endAllOf(mailboxIds: readonly MailboxId[], end: PasswordLinkEnd, endedAt: Date): Promise<void> {
    for (const { id } of await this.listNotEnded(mailboxIds)) {
      this.tables.passwordLinks.update(id, (link) => ({ ...link, end, endedAt }));
    }
  }

  async extend(id: PasswordLinkId, expiresAt: Date): Promise<boolean> {
    if (this.tables.passwordLinks.find(id)?.endedAt !== null) return false;
    this.tables.passwordLinks.update(id, (link) => ({ ...link, expiresAt }));
    return true;
  }

  async forgetExpired(before: Date): Promise<number> {
    return this.tables.passwordLinks.remove(({ expiresAt }) => expiresAt < before).length;
  }
}
