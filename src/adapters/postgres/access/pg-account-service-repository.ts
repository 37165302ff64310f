import type { AccountServiceRepository } from '../../../application/access/account-service/account-service-repository.ts';
import type { AccountService } from '../../../domain/access/account-service.ts';
import type { AccountServiceId } from '../../../domain/shared/ids.ts';
import type { Queryable } from '../engine/sql.ts';
import { ACCOUNT_SERVICE_COLUMNS, type AccountServiceRow, toAccountService } from './account-service-row.ts';

export class PgAccountServiceRepository implements AccountServiceRepository {
  constructor(private readonly db: Queryable) {}

  async lock(id: AccountServiceId): Promise<AccountService | undefined> {
    const { rows } = await this.db.query<AccountServiceRow>(
      `SELECT ${ACCOUNT_SERVICE_COLUMNS} FROM account_service s WHERE s.id = $1 FOR UPDATE`,
      [id],
    );
    return rows[0] && toAccountService(rows[0]);
  }

  async insert(service: AccountService): Promise<void> {
    await this.db.query(
      `INSERT INTO account_service (id, name, scopes, key_hash, key_prefix, key_created_at, key_expires_at,
         key_last_used_at, previous_key_hash, previous_key_prefix, previous_key_created_at, previous_key_expires_at,
         previous_key_last_used_at, revoked_at, updated_at, created_at)
       VALUES ($1, $2, $3, decode($4, 'hex'), $5, $6, $7, $8, decode($9, 'hex'), $10, $11, $12, $13, $14, $15, $16)`,
      [...values(service), service.createdAt],
    );
  }

  async update(service: AccountService): Promise<void> {
    // The last use of a key moves with the key, as it is in the row by now.
    await this.db.query(
      `UPDATE account_service s
          SET name = $2, scopes = $3, key_hash = decode($4, 'hex'), key_prefix = $5, key_created_at = $6,
              key_expires_at = $7, previous_key_hash = decode($9, 'hex'), previous_key_prefix = $10,
              previous_key_created_at = $11, previous_key_expires_at = $12, revoked_at = $14, updated_at = $15,
              key_last_used_at = CASE WHEN s.key_hash = decode($4, 'hex') THEN s.key_last_used_at ELSE $8 END,
              previous_key_last_used_at = CASE decode($9, 'hex') WHEN s.previous_key_hash THEN s.previous_key_last_used_at
                                               WHEN s.key_hash THEN s.key_last_used_at ELSE $13 END
        WHERE s.id = $1`,
      values(service),
    );
  }
}

const values = ({ key, previousKey, ...service }: AccountService): unknown[] => [
  service.id,
  service.name,
  service.scopes,
  key.hash,
  key.prefix,
  key.createdAt,
  key.expiresAt,
  key.lastUsedAt,
  previousKey?.hash ?? null,
  previousKey?.prefix ?? null,
  previousKey?.createdAt ?? null,
  previousKey?.expiresAt ?? null,
  previousKey?.lastUsedAt ?? null,
  service.revokedAt,
  service.updatedAt,
];
