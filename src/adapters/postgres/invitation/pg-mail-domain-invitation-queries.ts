import type { MailDomainInvitationQueries } from '../../../application/invitation/invitation-queries.ts';
import type { Mailed } from '../../../application/notification/invitation-mail.ts';
import type { Page, PageRequest } from '../../../application/shared/page.ts';
import type { MailDomainInvitation } from '../../../domain/invitation/mail-domain-invitation.ts';
import type { MailDomainId, MailDomainInvitationId } from '../../../domain/shared/ids.ts';
import { orderBy, type Queryable } from '../engine/sql.ts';
import { INVITATION_MAIL, type InvitationMailRow, toInvitationMail } from './invitation-mail-sql.ts';
import { MAIL_DOMAIN_INVITATION } from './mail-domain-invitation-table.ts';

const COLUMNS = `${MAIL_DOMAIN_INVITATION.columns}, ${INVITATION_MAIL}`;
type MailedRow = MailDomainInvitation & InvitationMailRow;
const toMailed = (row: MailedRow) => ({ ...MAIL_DOMAIN_INVITATION.of(row), ...toInvitationMail(row) });

export class PgMailDomainInvitationQueries implements MailDomainInvitationQueries {
  constructor(private readonly db: Queryable) {}

  async page(
    mailDomainId: MailDomainId,
    { number, size, order }: PageRequest<'created_at'>,
  ): Promise<Page<Mailed<MailDomainInvitation>>> {
    const counted = await this.db.query<{ total: number }>(
      'SELECT count(*)::int AS total FROM mail_domain_invitation i WHERE i.mail_domain_id = $1',
      [mailDomainId],
    );
    const { rows } = await this.db.query<MailedRow>(
      `SELECT ${COLUMNS} FROM mail_domain_invitation i WHERE i.mail_domain_id = $1
        ORDER BY ${orderBy(order, { created_at: 'i.created_at' }, 'i.id')} LIMIT $2 OFFSET $3`,
      [mailDomainId, size, (number - 1) * size],
    );
    return { total: counted.rows[0]?.total ?? 0, items: rows.map(toMailed) };
  }

  async find(
    mailDomainId: MailDomainId,
    id: MailDomainInvitationId,
  ): Promise<Mailed<MailDomainInvitation> | undefined> {
    const { rows } = await this.db.query<MailedRow>(
      `SELECT ${COLUMNS} FROM mail_domain_invitation i WHERE i.mail_domain_id = $1 AND i.id = $2`,
      [mailDomainId, id],
    );
    return rows[0] && toMailed(rows[0]);
  }
}
