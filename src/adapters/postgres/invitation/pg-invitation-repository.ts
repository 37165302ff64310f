import type { InvitationRepository } from '../../../application/invitation/invitation-repository.ts';
import type { InvitationGrant } from '../../../domain/invitation/invitation.ts';
import type { MailDomainRole } from '../../../domain/mail-domain/mail-domain-access.ts';
import { emailSpellings } from '../../../domain/shared/email-address.ts';
import type { MailDomainId, OrganizationId, TeamId } from '../../../domain/shared/ids.ts';
import type { TeamRole } from '../../../domain/team/team-access.ts';
import type { Queryable } from '../engine/sql.ts';

type Row<Id, Role> = { id: Id; role: Role; label: string; organization_id: OrganizationId | null };

export class PgInvitationRepository implements InvitationRepository {
  constructor(private readonly db: Queryable) {}

  async takeValid(email: string, at: Date): Promise<readonly InvitationGrant[]> {
    const teams = await this.#take<TeamId, TeamRole>('team', email, at);
    const mailDomains = await this.#take<MailDomainId, MailDomainRole>('mail_domain', email, at);
    return [
      ...teams.map(({ id, role, label, organization_id: organizationId }) => ({
        kind: 'team' as const,
        teamId: id,
        role,
        label,
        organizationId,
      })),
      ...mailDomains.map(({ id, role, label, organization_id: organizationId }) => ({
        kind: 'mail_domain' as const,
        mailDomainId: id,
        role,
        label,
        organizationId,
      })),
    ];
  }

  async #take<Id, Role>(
    target: 'team' | 'mail_domain',
    email: string,
    at: Date,
  ): Promise<readonly Row<Id, Role>[]> {
    const { rows } = await this.db.query<Row<Id, Role>>(
      `DELETE FROM ${target}_invitation i USING ${target} t
        WHERE t.id = i.${target}_id AND i.email = ANY ($1::text[]) AND i.expires_at > $2
       RETURNING t.id, i.role, t.name AS label, t.organization_id`,
      [emailSpellings(email), at],
    );
    return rows;
  }
}
