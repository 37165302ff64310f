import { sha256 } from '../../src/adapters/system/system.ts';
import type { AccountService, ApiKey } from '../../src/domain/access/account-service.ts';
import { CREATED_AT } from './moments.ts';
import { newId } from './new-id.ts';

/** An unknown key, without expiry. */
export const makeApiKey = (given: Partial<ApiKey> = {}): ApiKey => {
  const text = newId<string>();
  return {
    hash: sha256(text),
    prefix: text.slice(0, 8),
    createdAt: CREATED_AT,
    expiresAt: null,
    lastUsedAt: null,
    ...given,
  };
};

/** A service without scope, with one key. */
export const makeAccountService = (given: Partial<AccountService> = {}): AccountService => ({
  id: newId(),
  name: 'Suite',
  scopes: [],
  key: makeApiKey(),
  previousKey: null,
  revokedAt: null,
  createdAt: CREATED_AT,
  updatedAt: CREATED_AT,
  ...given,
});
