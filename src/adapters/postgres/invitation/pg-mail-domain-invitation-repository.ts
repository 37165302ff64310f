import type { MailDomainInvitationRepository } from '../../../application/invitation/mail-domain-invitation-repository.ts';
import type { MailDomainInvitation } from '../../../domain/invitation/mail-domain-invitation.ts';
import { DomainError } from '../../../domain/shared/errors.ts';
import type { MailDomainId, MailDomainInvitationId } from '../../../domain/shared/ids.ts';
import { type Queryable, violates } from '../engine/sql.ts';
import {
  MAIL_DOMAIN_INVITATION_COLUMNS,
  type MailDomainInvitationRow,
  toMailDomainInvitation,
} from './mail-domain-invitation-row.ts';

export class PgMailDomainInvitationRepository implements MailDomainInvitationRepository {
  constructor(private readonly db: Queryable) {}

  async find(
    mailDomainId: MailDomainId,
    id: MailDomainInvitationId,
  ): Promise<MailDomainInvitation | undefined> {
    const { rows } = await this.db.query<MailDomainInvitationRow>(
      `SELECT ${MAIL_DOMAIN_INVITATION_COLUMNS} FROM mail_domain_invitation i
        WHERE i.mail_domain_id = $1 AND i.id = $2`,
      [mailDomainId, id],
    );
    return rows[0] && toMailDomainInvitation(rows[0]);
  }

  async findById(id: MailDomainInvitationId): Promise<MailDomainInvitation | undefined> {
    const { rows } = await this.db.query<MailDomainInvitationRow>(
      `SELECT ${MAIL_DOMAIN_INVITATION_COLUMNS} FROM mail_domain_invitation i WHERE i.id = $1`,
      [id],
    );
    return rows[0] && toMailDomainInvitation(rows[0]);
  }

  async insert(invitation: MailDomainInvitation): Promise<void> {
    const { id, email, mailDomainId, role, issuerId, expiresAt, createdAt, updatedAt } = invitation;
    try {
      await this.db.query(
        `INSERT INTO mail_domain_invitation
           (id, email, mail_domain_id, role, issuer_id, expires_at, created_at, updated_at)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8)`,
        [id, email, mailDomainId, role, issuerId, expiresAt, createdAt, updatedAt],
      );
    } catch (cause) {
      if (!violates(cause, 'mail_domain_invitation_email_domain_key')) throw cause;
      throw new DomainError('mail_domain_invitation.already_exists', 'The address is invited', { cause });
    }
  }

  async update({ id, expiresAt, updatedAt }: MailDomainInvitation): Promise<void> {
    const statement = 'UPDATE mail_domain_invitation SET expires_at = $2, updated_at = $3 WHERE id = $1';
    await this.db.query(statement, [id, expiresAt, updatedAt]);
  }

  async delete(id: MailDomainInvitationId): Promise<void> {
    await this.db.query('DELETE FROM mail_domain_invitation WHERE id = $1', [id]);
  }

  async deleteFor(mailDomainId: MailDomainId, email: string): Promise<void> {
    const statement = 'DELETE FROM mail_domain_invitation WHERE mail_domain_id = $1 AND email = $2';
    await this.db.query(statement, [mailDomainId, email]);
  }
}
