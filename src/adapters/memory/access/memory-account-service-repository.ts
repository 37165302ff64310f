import type { AccountServiceRepository } from '../../../application/access/account-service/account-service-repository.ts';
import type { AccountService, ApiKey } from '../../../domain/access/account-service.ts';
import type { AccountServiceId } from '../../../domain/shared/ids.ts';
import type { MemoryTables } from '../engine/memory-tables.ts';

export class MemoryAccountServiceRepository implements AccountServiceRepository {
  constructor(private readonly tables: MemoryTables) {}

  async lock(id: AccountServiceId): Promise<AccountService | undefined> {
    return this.tables.accountServices.find(id);
  }

  async insert(service: AccountService): Promise<void> {
    this.tables.accountServices.insert(service);
  }

  async update(service: AccountService): Promise<void> {
    this.tables.accountServices.update(service.id, (stored) => ({
      ...service,
      createdAt: stored.createdAt,
      key: withUse(service.key, stored),
      previousKey: service.previousKey && withUse(service.previousKey, stored),
    }));
  }
}

/** The key with its stored last use, which updates do not replace. */
const withUse = (key: ApiKey, stored: AccountService): ApiKey => {
  const same = [stored.key, stored.previousKey].find((candidate) => candidate?.hash === key.hash);
  return same ? { ...key, lastUsedAt: same.lastUsedAt } : key;
};
