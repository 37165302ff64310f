import type { AccountService, ApiKey } from '../../../domain/access/account-service.ts';
import type { AccountServiceId } from '../../../domain/shared/ids.ts';

/** Columns of an account service, table alias `s`. */
export const ACCOUNT_SERVICE_COLUMNS = `s.id, s.name, s.scopes, encode(s.key_hash, 'hex') AS key_hash, s.key_prefix,
  coalesce(s.key_created_at, s.created_at) AS key_created_at, s.key_expires_at, s.key_last_used_at,
  encode(s.previous_key_hash, 'hex') AS previous_key_hash, s.previous_key_prefix, s.previous_key_created_at,
  s.previous_key_expires_at, s.previous_key_last_used_at, s.revoked_at, s.created_at, s.updated_at`;

export type AccountServiceRow = {
  id: AccountServiceId;
  name: string;
  scopes: string[];
  key_hash: string;
  key_prefix: string;
  key_created_at: Date;
  key_expires_at: Date | null;
  key_last_used_at: Date | null;
  previous_key_hash: string | null;
  previous_key_prefix: string | null;
  previous_key_created_at: Date | null;
  previous_key_expires_at: Date | null;
  previous_key_last_used_at: Date | null;
  revoked_at: Date | null;
  created_at: Date;
  updated_at: Date;
};

function toPreviousKey(row: AccountServiceRow): ApiKey | null {
  const { previous_key_hash: hash, previous_key_prefix: prefix, previous_key_created_at: createdAt } = row;
  if (hash === null || prefix === null || createdAt === null) return null;
  return {
    hash,
    prefix,
    createdAt,
    expiresAt: row.previous_key_expires_at,
    lastUsedAt: row.previous_key_last_used_at,
  };
}

export const toAccountService = (row: AccountServiceRow): AccountService => ({
  id: row.id,
  name: row.name,
  scopes: row.scopes,
  key: {
    hash: row.key_hash,
    prefix: row.key_prefix,
    createdAt: row.key_created_at,
    expiresAt: row.key_expires_at,
    lastUsedAt: row.key_last_used_at,
  },
  previousKey: toPreviousKey(row),
  revokedAt: row.revoked_at,
  createdAt: row.created_at,
  updatedAt: row.updated_at,
});
