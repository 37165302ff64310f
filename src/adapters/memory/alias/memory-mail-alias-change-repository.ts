import type { MailAliasChangeRepository } from '../../../application/alias/mail-alias-repository.ts';
import type { MailAliasChange } from '../../../domain/alias/mail-alias-change.ts';
import type { MailAliasChangeId, MailDomainId } from '../../../domain/shared/ids.ts';
import { ascending } from '../engine/ascending.ts';
import type { MemoryTables } from '../engine/memory-tables.ts';

const inOrder = ascending<MailAliasChange>(
  ({ localPart }) => localPart,
  ({ createdAt }) => createdAt,
  ({ id }) => id,
);

export class MemoryMailAliasChangeRepository implements MailAliasChangeRepository {
  constructor(private readonly tables: MemoryTables) {}

  async find(id: MailAliasChangeId): Promise<MailAliasChange | undefined> {
    return this.tables.mailAliasChanges.find(id);
  }

  async lock(id: MailAliasChangeId): Promise<MailAliasChange | undefined> {
    return this.tables.mailAliasChanges.find(id);
  }

  async lockOpen(
    mailDomainId: MailDomainId,
    localParts: readonly string[],
  ): Promise<readonly MailAliasChange[]> {
    const wanted = new Set(localParts);
    const open = this.tables.mailAliasChanges.all(
      (change) =>
        change.mailDomainId === mailDomainId &&
        wanted.has(change.localPart) &&
        change.progress.state === 'open',
    );
    return open.sort(inOrder);
  }

  async insertOrFind(changes: readonly MailAliasChange[]): Promise<readonly MailAliasChange[]> {
    return changes.map((change) => this.#insertOrFind(change));
  }

  async update(changes: readonly MailAliasChange[]): Promise<void> {
    for (const { id, progress, updatedAt } of changes) {
      this.tables.mailAliasChanges.update(id, (change) => ({ ...change, progress, updatedAt }));
    }
  }

  async delete(ids: readonly MailAliasChangeId[]): Promise<void> {
    const wanted = new Set(ids);
    this.tables.mailAliasChanges.remove(({ id }) => wanted.has(id));
  }

  #insertOrFind(change: MailAliasChange): MailAliasChange {
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
}
