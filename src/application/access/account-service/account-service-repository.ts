import type { AccountService, ApiKey } from '../../../domain/access/account-service.ts';
import type { AccountServiceId } from '../../../domain/shared/ids.ts';
import type { CursorRequest, Page } from '../../shared/page.ts';

export interface AccountServiceRepository {
  /** Locks the service: other writers wait until the end of the transaction. */
  lock(id: AccountServiceId): Promise<AccountService | undefined>;
  insert(service: AccountService): Promise<void>;
  /** Replaces everything except `createdAt` and the keys' last uses. */
  update(service: AccountService): Promise<void>;
}

/** One round trip each; pages take two. */
export interface AccountServiceQueries {
  page(request: CursorRequest<'name' | 'created_at'>): Promise<Page<AccountService>>;
  /** Services with a key of that visible prefix: at most 50, in order of ids. */
  ofPrefix(prefix: string): Promise<readonly AccountService[]>;
  /** Notes when a key was used; of concurrent uses, the latest is stored. */
  noteUse(id: AccountServiceId, hash: ApiKey['hash'], at: Date): Promise<void>;
}
