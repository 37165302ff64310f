import type { InvitationRepository } from '../../application/ports/invitation-repository.ts';
import type { InvitationGrant } from '../../domain/invitation/invitation.ts';
import type { MailDomainRole } from '../../domain/mail/mail-domain-access.ts';
import type { MailDomainId, TeamId } from '../../domain/shared/ids.ts';
import type { TeamRole } from '../../domain/team/team-access.ts';
import type { Queryable } from './sql.ts';

export class PgInvitationRepository implements InvitationRepository {
  constructor(private readonly db: Queryable) {}

  async takeValid(email: string, at: Date): Promise<readonly InvitationGrant[]> {
    const teams = await this.db.query<{ team_id: TeamId; role: TeamRole }>(
      `DELETE FROM team_invitation i WHERE i.email = lower($1) AND i.expires_at > $2 RETURNING i.team_id, i.role`,
      [email, at],
    );
    const mailDomains = await this.db.query<{ mail_domain_id: MailDomainId; role: MailDomainRole }>(
      `DELETE FROM mail_domain_invitation i WHERE i.email = lower($1) AND i.expires_at > $2
       RETURNING i.mail_domain_id, i.role`,
      [email, at],
    );
    return [
      ...teams.rows.map((row) => ({ kind: 'team' as const, teamId: row.team_id, role: row.role })),
      ...mailDomains.rows.map((row) => ({
        kind: 'mail_domain' as const,
        mailDomainId: row.mail_domain_id,
        role: row.role,
      })),
    ];
  }
}
