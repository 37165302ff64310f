import type { MailDomainAccessRepository } from '../../application/ports/access-repositories.ts';
import type { MailDomainAccess } from '../../domain/mail/mail-domain-access.ts';
import type { MemoryTables } from './memory-tables.ts';

export class MemoryMailDomainAccessRepository implements MailDomainAccessRepository {
  constructor(private readonly tables: MemoryTables) {}

  async insertIfAbsent(access: MailDomainAccess): Promise<void> {
    const { mailDomains, users, mailDomainAccesses } = this.tables;
    const isSame = ({ mailDomainId, userId }: MailDomainAccess) =>
      mailDomainId === access.mailDomainId && userId === access.userId;
    if (mailDomainAccesses.has(isSame)) return;
    mailDomains.ensureHas(access.mailDomainId);
    users.ensureHas(access.userId);
    mailDomainAccesses.insert(access);
  }
}
