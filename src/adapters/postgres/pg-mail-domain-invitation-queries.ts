import type { MailDomainInvitationQueries } from '../../application/ports/mail-domain-people-queries.ts';
import type { Page, PageRequest } from '../../application/ports/queries.ts';
import type { MailDomainInvitation } from '../../domain/mail/mail-domain-invitation.ts';
import type { MailDomainId, MailDomainInvitationId } from '../../domain/shared/ids.ts';
import {
  MAIL_DOMAIN_INVITATION_COLUMNS,
  type MailDomainInvitationRow,
  toMailDomainInvitation,
} from './mail-domain-invitation-row.ts';
import { PgMailDomainInvitationRepository } from './pg-mail-domain-invitation-repository.ts';
import { orderBy, type Queryable } from './sql.ts';

export class PgMailDomainInvitationQueries implements MailDomainInvitationQueries {
  constructor(private readonly db: Queryable) {}

  async page(
    mailDomainId: MailDomainId,
    { number, size, order }: PageRequest<'created_at'>,
  ): Promise<Page<MailDomainInvitation>> {
    const counted = await this.db.query<{ total: number }>(
      'SELECT count(*)::int AS total FROM mail_domain_invitation i WHERE i.mail_domain_id = $1',
      [mailDomainId],
    );
    const { rows } = await this.db.query<MailDomainInvitationRow>(
      `SELECT ${MAIL_DOMAIN_INVITATION_COLUMNS} FROM mail_domain_invitation i WHERE i.mail_domain_id = $1
        ORDER BY ${orderBy(order, { created_at: 'i.created_at' }, 'i.id')} LIMIT $2 OFFSET $3`,
      [mailDomainId, size, (number - 1) * size],
    );
    return { total: counted.rows[0]?.total ?? 0, items: rows.map(toMailDomainInvitation) };
  }

  async find(
    mailDomainId: MailDomainId,
    id: MailDomainInvitationId,
  ): Promise<MailDomainInvitation | undefined> {
    return new PgMailDomainInvitationRepository(this.db).find(mailDomainId, id);
  }
}
