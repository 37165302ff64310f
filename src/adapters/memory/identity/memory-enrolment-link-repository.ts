import type { EnrolmentLinkRepository } from '../../../application/identity/enrolment-link/enrolment-link-repository.ts';
import type { EnrolmentLink, EnrolmentLinkEnd } from '../../../domain/identity/enrolment-link.ts';
import type { EnrolmentLinkId, MailboxId } from '../../../domain/shared/ids.ts';
import type { MemoryTables } from '../engine/memory-tables.ts';

export class MemoryEnrolmentLinkRepository implements EnrolmentLinkRepository {
  constructor(private readonly tables: MemoryTables) {}

  async insert(link: EnrolmentLink): Promise<void> {
    this.tables.enrolmentLinks.insert(link);
  }

  async find(id: EnrolmentLinkId): Promise<EnrolmentLink | undefined> {
    return this.tables.enrolmentLinks.find(id);
  }

  lock(id: EnrolmentLinkId): Promise<EnrolmentLink | undefined> {
    return this.find(id);
  }

  async endOf(mailboxId: MailboxId, end: EnrolmentLinkEnd, endedAt: Date): Promise<void> {
    const open = this.tables.enrolmentLinks.all(
      (link) => link.mailboxId === mailboxId && link.endedAt === null,
    );
    for (const { id } of open) {
      this.tables.enrolmentLinks.update(id, (link) => ({ ...link, end, endedAt }));
    }
  }

  async forgetExpired(before: Date): Promise<number> {
    return this.tables.enrolmentLinks.remove(({ expiresAt }) => expiresAt < before).length;
  }
}
