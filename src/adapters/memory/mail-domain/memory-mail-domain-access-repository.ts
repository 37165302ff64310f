import type { MailDomainAccessRepository } from '../../../application/mail-domain/mail-domain-access-repository.ts';
import type { MailDomainAccess, MailDomainStanding } from '../../../domain/mail-domain/mail-domain-access.ts';
import type { MailDomainAccessId, MailDomainId, UserId } from '../../../domain/shared/ids.ts';
import type { MemoryTables } from '../engine/memory-tables.ts';
import { readMailDomainStanding } from './mail-domain-standing.ts';

export class MemoryMailDomainAccessRepository implements MailDomainAccessRepository {
  constructor(private readonly tables: MemoryTables) {}

  async insertIfAbsent(access: MailDomainAccess): Promise<void> {
    this.tables.mailDomainAccesses.insertUnlessTaken(access);
  }

  async find(mailDomainId: MailDomainId, id: MailDomainAccessId): Promise<MailDomainAccess | undefined> {
    const access = this.tables.mailDomainAccesses.find(id);
    return access?.mailDomainId === mailDomainId ? access : undefined;
  }

  async listOwners(mailDomainId: MailDomainId): Promise<readonly UserId[]> {
    return this.tables.mailDomainAccesses
      .all((access) => access.mailDomainId === mailDomainId && access.role === 'owner')
      .map(({ userId }) => userId);
  }

  async standing(mailDomainId: MailDomainId, userId: UserId): Promise<MailDomainStanding> {
    return readMailDomainStanding(this.tables, mailDomainId, userId);
  }

  async insert(access: MailDomainAccess): Promise<void> {
    this.tables.mailDomainAccesses.insert(access);
  }

  async update({ id, role, updatedAt }: MailDomainAccess): Promise<void> {
    this.tables.mailDomainAccesses.update(id, (access) => ({ ...access, role, updatedAt }));
  }

  async delete(id: MailDomainAccessId): Promise<void> {
    this.tables.mailDomainAccesses.remove((access) => access.id === id);
  }
}
