import type { MailLinkRepository } from '../../../application/notification/mail-link-repository.ts';
import type { MailLink } from '../../../domain/notification/mail-link.ts';
import type { MailboxId, MailLinkId } from '../../../domain/shared/ids.ts';
import type { MemoryTables } from '../engine/memory-tables.ts';

/** Nothing is at rest here, so passwords are kept as they are. */
export class MemoryMailLinkRepository implements MailLinkRepository {
  constructor(private readonly tables: MemoryTables) {}

  async insertMany(links: readonly MailLink[]): Promise<void> {
    for (const link of links) this.tables.mailLinks.insert(link);
  }

  async find(id: MailLinkId): Promise<MailLink | undefined> {
    return this.tables.mailLinks.find(id);
  }

  lock(id: MailLinkId): Promise<MailLink | undefined> {
    return this.find(id);
  }

  async update({ id, loginsLeft, password, passwordShownAt }: MailLink): Promise<void> {
    this.tables.mailLinks.update(id, (link) => ({ ...link, loginsLeft, password, passwordShownAt }));
  }

  async extend(id: MailLinkId, expiresAt: Date): Promise<boolean> {
    if (!this.tables.mailLinks.find(id)) return false;
    this.tables.mailLinks.update(id, (link) => ({ ...link, expiresAt }));
    return true;
  }

  async erasePasswords(mailboxIds: readonly MailboxId[]): Promise<void> {
    const waiting = this.tables.mailLinks.all(({ mailboxId }) => mailboxIds.includes(mailboxId));
    for (const { id } of waiting) this.tables.mailLinks.update(id, (link) => ({ ...link, password: null }));
  }

  async forgetEnded(before: Date): Promise<number> {
    return this.tables.mailLinks.remove(({ expiresAt }) => expiresAt < before).length;
  }
}
