import type { MailAliasChangeRepository } from '../../../application/alias/mail-alias-repository.ts';
import type { MailAliasChange } from '../../../domain/alias/mail-alias-change.ts';
import type { MailAliasChangeId, MailDomainId } from '../../../domain/shared/ids.ts';
import type { MemoryTables } from '../engine/memory-tables.ts';
import { pageOf } from '../engine/page-of.ts';

export class MemoryMailAliasChangeRepository implements MailAliasChangeRepository {
  constructor(private readonly tables: MemoryTables) {}

  async find(id: MailAliasChangeId): Promise<MailAliasChange | undefined> {
    return this.tables.mailAliasChanges.find(id);
  }

  async lock(id: MailAliasChangeId): Promise<MailAliasChange | undefined> {
    return this.tables.mailAliasChanges.find(id);
  }

  async lockOpen(mailDomainId: MailDomainId, localPart: string): Promise<readonly MailAliasChange[]> {
    const open = this.tables.mailAliasChanges.all(
      (change) =>
        change.mailDomainId === mailDomainId &&
        change.localPart === localPart &&
        change.progress.state === 'open',
    );
    const order = [{ field: 'created_at', descending: false }] as const;
    const oldestFirst = { number: 1, size: Number.MAX_SAFE_INTEGER, order };
    return pageOf(open, oldestFirst, { created_at: ({ createdAt }) => createdAt }).items;
  }

  async insertOrFind(change: MailAliasChange): Promise<MailAliasChange> {
    const { mailAliasChanges } = this.tables;
    const stored = mailAliasChanges.first(
      ({ mailDomainId, kind, localPart, destination }) =>
        mailDomainId === change.mailDomainId &&
        kind === change.kind &&
        localPart === change.localPart &&
        destination === change.destination,
    );
    if (stored) return stored;
    mailAliasChanges.insert(change);
    return change;
  }

  async update({ id, progress, updatedAt }: MailAliasChange): Promise<void> {
    this.tables.mailAliasChanges.update(id, (change) => ({ ...change, progress, updatedAt }));
  }

  async delete(id: MailAliasChangeId): Promise<void> {
    this.tables.mailAliasChanges.remove((change) => change.id === id);
  }
}
