import type {
  RecoveryCodeRepository,
  RecoveryCodesLeft,
} from '../../../application/identity/factor/recovery-code-repository.ts';
import type { RecoveryCode } from '../../../domain/identity/recovery-code.ts';
import type { MailboxId, RecoveryCodeId } from '../../../domain/shared/ids.ts';
import type { Queryable } from '../engine/sql.ts';
import { RECOVERY_CODE } from './recovery-code-table.ts';

const INSERT = `INSERT INTO recovery_code (${RECOVERY_CODE.names})
  SELECT ${RECOVERY_CODE.given} FROM ${RECOVERY_CODE.recordset}`;
const LEFT = `SELECT count(*)::int AS left, max(c.created_at) AS "createdAt" FROM recovery_code c
  WHERE c.mailbox_id = $1 HAVING count(*) > 0`;

export class PgRecoveryCodeRepository implements RecoveryCodeRepository {
  constructor(private readonly db: Queryable) {}

  async replaceAllOf(mailboxId: MailboxId, codes: readonly RecoveryCode[]): Promise<void> {
    await this.removeAllOf([mailboxId]);
    await this.db.query(INSERT, [RECOVERY_CODE.toJson(codes)]);
  }

  async leftOf(mailboxId: MailboxId): Promise<RecoveryCodesLeft | null> {
    const { rows } = await this.db.query<RecoveryCodesLeft>(LEFT, [mailboxId]);
    return rows[0] ?? null;
  }

  async use(mailboxId: MailboxId, id: RecoveryCodeId): Promise<boolean> {
    const { rowCount } = await this.db.query('DELETE FROM recovery_code WHERE id = $1 AND mailbox_id = $2', [
      id,
      mailboxId,
    ]);
    return rowCount === 1;
  }

  async removeAllOf(mailboxIds: readonly MailboxId[]): Promise<void> {
    await this.db.query('DELETE FROM recovery_code WHERE mailbox_id = ANY ($1::uuid[])', [mailboxIds]);
  }
}
