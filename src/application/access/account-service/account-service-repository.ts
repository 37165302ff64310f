import type { AccountService, ApiKey } from '../../../domain/access/account-service.ts';
import type { AccountServiceId } from '../../../domain/shared/ids.ts';
import type { Page, PageRequest } from '../../shared/page.ts';

export interface AccountServiceRepository {
  /** Keeps every other writer of the service waiting until the end of the transaction. */
  lock(id: AccountServiceId): Promise<AccountService | undefined>;
  insert(service: AccountService): Promise<void>;
  /** Replaces everything but `createdAt` and when keys were last used. */
  update(service: AccountService): Promise<void>;
}

/** One round trip each, but for pages: two. */
export interface AccountServiceQueries {
  page(request: PageRequest<'name' | 'created_at'>): Promise<Page<AccountService>>;
  /** Those of which a key begins so: at most 50, in order of ids. */
  ofPrefix(prefix: string): Promise<readonly AccountService[]>;
  /** Notes when a key was used; of several at once, the latest counts. */
  noteUse(id: AccountServiceId, hash: ApiKey['hash'], at: Date): Promise<void>;
}
