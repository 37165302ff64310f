import {
  type FactorResetRepository,
  MOST_GUARDIANS,
} from '../../../../application/identity/factor-administration/factor-reset-repository.ts';
import type { FactorGuardian, FactorReset } from '../../../../domain/identity/administration/factor-reset.ts';
import type { FactorResetId, MailboxId, MailDomainId } from '../../../../domain/shared/ids.ts';
import type { Queryable } from '../../engine/sql.ts';
import { VERIFIED_EMAIL } from '../../shared/verified-email.ts';
import { FACTOR_RESET } from './factor-reset-table.ts';

const MANAGERS = `SELECT a.user_id FROM mail_domain_access a WHERE a.mail_domain_id = $1 AND a.role <> 'viewer'`;
const GUARDIANS = `SELECT u.id, u.name, ${VERIFIED_EMAIL} AS email, u.language, u.id IN (${MANAGERS}) AS "isManager"
    FROM user_account u WHERE u.is_active AND (u.is_staff OR u.id IN (${MANAGERS})) 
    ORDER BY "isManager" DESC, u.created_at, u.id LIMIT ${MOST_GUARDIANS}`;

export class PgFactorResetRepository implements FactorResetRepository {
  constructor(private readonly db: Queryable) {}

  findOf(mailboxId: MailboxId): Promise<FactorReset | undefined> {
    return FACTOR_RESET.first(this.db, 'WHERE r.mailbox_id = $1', [mailboxId]);
  }

  insert(reset: FactorReset): Promise<void> {
    return FACTOR_RESET.insert(this.db, reset);
  }

  remove(id: FactorResetId): Promise<void> {
    return FACTOR_RESET.delete(this.db, id);
  }

  async guardiansOf(mailDomainId: MailDomainId): Promise<readonly FactorGuardian[]> {
    const { rows } = await this.db.query<FactorGuardian>(GUARDIANS, [mailDomainId]);
    return rows;
  }
}
