import type {
  SecondFactorCounts,
  SecondFactorQueries,
  UnenrolledFilter,
  UnenrolledMailbox,
  UnenrolledOrderField,
} from '../../../../application/identity/factor-administration/second-factor-queries.ts';
import type { CursorRequest, Page } from '../../../../application/shared/page.ts';
import type { MailDomain } from '../../../../domain/mail-domain/mail-domain.ts';
import type { MailDomainId } from '../../../../domain/shared/ids.ts';
import { afterPosition } from '../../engine/after-position.ts';
import { foundBy } from '../../engine/found-by.ts';
import { type PageRow, pageStatement, toPage } from '../../engine/page-statement.ts';
import { orderBy, type Queryable } from '../../engine/sql.ts';
import { IS_ENROLLED, unenrolledOf } from './unenrolled-mailboxes.ts';

const COUNT = `SELECT (SELECT p.required_from FROM second_factor_policy p WHERE p.mail_domain_id = $1) AS "requiredFrom",
    (count(*) FILTER (WHERE c.is_enrolled))::int AS enrolled, (count(*) FILTER (WHERE NOT c.is_enrolled))::int AS unenrolled
  FROM (SELECT ${IS_ENROLLED} AS is_enrolled FROM mailbox m WHERE m.mail_domain_id = $1 AND m.status = 'enabled') AS c`;

const COLUMNS = `m.id, m.local_part AS "localPart", m.first_name AS "firstName", m.last_name AS "lastName",
    m.secondary_email AS "secondaryEmail", m.last_login_at AS "lastLoginAt", m.created_at AS "createdAt"`;

const ORDER = {
  created_at: 'm.created_at',
  last_login_at: 'm.last_login_at',
  last_name: 'm.last_name',
  local_part: 'm.local_part',
} as const;

export class PgSecondFactorQueries implements SecondFactorQueries {
  constructor(private readonly db: Queryable) {}

  async findDomain(mailDomainId: MailDomainId): Promise<Pick<MailDomain, 'id' | 'name'> | undefined> {
    const { rows } = await this.db.query<Pick<MailDomain, 'id' | 'name'>>(
      'SELECT d.id, d.name FROM mail_domain d WHERE d.id = $1',
      [mailDomainId],
    );
    return rows[0];
  }

  async count(mailDomainId: MailDomainId): Promise<SecondFactorCounts> {
    const { rows } = await this.db.query<SecondFactorCounts>(COUNT, [mailDomainId]);
    return rows[0] ?? { requiredFrom: null, enrolled: 0, unenrolled: 0 };
  }

  async pageOfUnenrolled(
    mailDomainId: MailDomainId,
    { search }: UnenrolledFilter,
    request: CursorRequest<UnenrolledOrderField>,
  ): Promise<Page<UnenrolledMailbox>> {
    const { number, size, order } = request;
    const values: unknown[] = [];
    const place = (value: unknown): string => `$${values.push(value)}`;
    const conditions = [unenrolledOf(place(mailDomainId)), ...foundBy('m.found_by', search, place)];
    const all = `mailbox m WHERE ${conditions.join(' AND ')}`;
    const { rows } = await this.db.query<PageRow<UnenrolledMailbox>>(
      pageStatement({
        columns: COLUMNS,
        from: [all, ...afterPosition(request, ORDER, 'm.id', place)].join(' AND '),
        counted: all,
        order: orderBy(order, ORDER, 'm.id'),
        limit: place(size),
        offset: place((number - 1) * size),
      }),
      values,
    );
    return toPage(rows, ({ total: _total, place: _place, ...mailbox }): UnenrolledMailbox => mailbox);
  }
}
