import type {
  DomainToTell,
  SecondFactorPolicyRepository,
  UnenrolledOwner,
} from '../../../../application/identity/factor-administration/second-factor-policy-repository.ts';
import type {
  SecondFactorNotice,
  SecondFactorPolicy,
} from '../../../../domain/identity/administration/second-factor-policy.ts';
import type { MailDomainId } from '../../../../domain/shared/ids.ts';
import type { Prefixed } from '../../engine/define-table.ts';
import type { Queryable } from '../../engine/sql.ts';
import { SECOND_FACTOR_NOTICE, SECOND_FACTOR_POLICY } from './second-factor-policy-table.ts';
import { unenrolledOf } from './unenrolled-mailboxes.ts';

const NOTICE = SECOND_FACTOR_NOTICE.beside('notice_', SECOND_FACTOR_NOTICE.members);
type NoticeRow = Prefixed<SecondFactorNotice, 'notice_'>;
type Row = Readonly<{ id: MailDomainId; requiredFrom: Date | null }> &
  (NoticeRow | { readonly [Member in keyof NoticeRow]: null });

const hasNotice = (row: Row): row is Row & NoticeRow => row.notice_mailDomainId !== null;

const LIST = `SELECT d.id, p.required_from AS "requiredFrom", ${NOTICE.columns} FROM mail_domain d
    LEFT JOIN second_factor_policy p ON p.mail_domain_id = d.id
    LEFT JOIN second_factor_notice n ON n.mail_domain_id = d.id
  WHERE d.status = 'enabled' AND ($1 OR p.mail_domain_id IS NOT NULL) AND ($2::uuid IS NULL OR d.id > $2)
  ORDER BY d.id LIMIT $3`;

export class PgSecondFactorPolicyRepository implements SecondFactorPolicyRepository {
  constructor(private readonly db: Queryable) {}

  find(mailDomainId: MailDomainId): Promise<SecondFactorPolicy | undefined> {
    return SECOND_FACTOR_POLICY.first(this.db, 'WHERE p.mail_domain_id = $1', [mailDomainId]);
  }

  put(policy: SecondFactorPolicy): Promise<void> {
    return SECOND_FACTOR_POLICY.put(this.db, policy);
  }

  delete(mailDomainId: MailDomainId): Promise<void> {
    return SECOND_FACTOR_POLICY.delete(this.db, mailDomainId);
  }

  findNotice(mailDomainId: MailDomainId): Promise<SecondFactorNotice | undefined> {
    return SECOND_FACTOR_NOTICE.first(this.db, 'WHERE n.mail_domain_id = $1', [mailDomainId]);
  }

  putNotice(notice: SecondFactorNotice): Promise<void> {
    return SECOND_FACTOR_NOTICE.put(this.db, notice);
  }

  async listToTell(
    domains: 'all' | 'with_date',
    after: MailDomainId | null,
    limit: number,
  ): Promise<readonly DomainToTell[]> {
    const { rows } = await this.db.query<Row>(LIST, [domains === 'all', after, limit]);
    return rows.map((row) => ({
      mailDomainId: row.id,
      requiredFrom: row.requiredFrom,
      notice: hasNotice(row) ? NOTICE.of(row) : undefined,
    }));
  }

  async listUnenrolledAfter(
    mailDomainId: MailDomainId,
    localPart: string | null,
    limit: number,
  ): Promise<readonly UnenrolledOwner[]> {
    const { rows } = await this.db.query<UnenrolledOwner>(
      `SELECT m.id, m.local_part AS "localPart", m.secondary_email AS "secondaryEmail" FROM mailbox m
        WHERE ${unenrolledOf('$1')} AND ($2::text IS NULL OR m.local_part > $2) ORDER BY m.local_part LIMIT $3`,
      [mailDomainId, localPart, limit],
    );
    return rows;
  }
}
