import type { AccountServiceQueries } from '../../../application/access/account-service/account-service-repository.ts';
import type { CursorRequest, Page } from '../../../application/shared/page.ts';
import type { AccountService, ApiKey } from '../../../domain/access/account-service.ts';
import type { AccountServiceId } from '../../../domain/shared/ids.ts';
import { compareKeys } from '../engine/ascending.ts';
import type { MemoryStore } from '../engine/memory-store.ts';
import { pageOf } from '../engine/page-of.ts';

const MOST_OF_A_PREFIX = 50;
const ORDER = {
  name: ({ name }: AccountService) => name,
  created_at: ({ createdAt }: AccountService) => createdAt,
};

export class MemoryAccountServiceQueries implements AccountServiceQueries {
  constructor(private readonly store: MemoryStore) {}

  async page(request: CursorRequest<'name' | 'created_at'>): Promise<Page<AccountService>> {
    return pageOf(
      this.store.tables.accountServices.all(() => true),
      request,
      ORDER,
    );
  }

  async ofPrefix(prefix: string): Promise<readonly AccountService[]> {
    return this.store.tables.accountServices
      .all(({ key, previousKey }) => [key.prefix, previousKey?.prefix].includes(prefix))
      .sort((a, b) => compareKeys(a.id, b.id))
      .slice(0, MOST_OF_A_PREFIX);
  }

  async noteUse(id: AccountServiceId, hash: string, at: Date): Promise<void> {
    const noted = (key: ApiKey): ApiKey =>
      key.hash === hash && (key.lastUsedAt ?? at) <= at ? { ...key, lastUsedAt: at } : key;
    await this.store.transact(async ({ tables }) => {
      tables.accountServices.update(id, (service) => ({
        ...service,
        key: noted(service.key),
        previousKey: service.previousKey && noted(service.previousKey),
      }));
    });
  }
}
