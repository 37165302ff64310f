import type { MailDomainInvitationRepository } from '../../../application/invitation/invitation-repository.ts';
import type { MailDomainInvitation } from '../../../domain/invitation/mail-domain-invitation.ts';
import { emailSpellings } from '../../../domain/shared/email-address.ts';
import type { MailDomainId, MailDomainInvitationId } from '../../../domain/shared/ids.ts';
import type { Queryable } from '../engine/sql.ts';
import { MAIL_DOMAIN_INVITATION } from './mail-domain-invitation-table.ts';

export class PgMailDomainInvitationRepository implements MailDomainInvitationRepository {
  constructor(private readonly db: Queryable) {}

  async find(
    mailDomainId: MailDomainId,
    id: MailDomainInvitationId,
  ): Promise<MailDomainInvitation | undefined> {
    return MAIL_DOMAIN_INVITATION.first(this.db, 'WHERE i.mail_domain_id = $1 AND i.id = $2', [
      mailDomainId,
      id,
    ]);
  }

  async findById(id: MailDomainInvitationId): Promise<MailDomainInvitation | undefined> {
    return MAIL_DOMAIN_INVITATION.first(this.db, 'WHERE i.id = $1', [id]);
  }

  async insert(invitation: MailDomainInvitation): Promise<void> {
    await MAIL_DOMAIN_INVITATION.insert(this.db, invitation);
  }

  async update(invitation: MailDomainInvitation): Promise<void> {
    await MAIL_DOMAIN_INVITATION.update(this.db, invitation);
  }

  async delete(id: MailDomainInvitationId): Promise<void> {
    await MAIL_DOMAIN_INVITATION.delete(this.db, id);
  }

  async deleteFor(mailDomainId: MailDomainId, email: string): Promise<void> {
    const statement =
      'DELETE FROM mail_domain_invitation WHERE mail_domain_id = $1 AND email = ANY ($2::text[])';
    await this.db.query(statement, [mailDomainId, emailSpellings(email)]);
  }
}
