import { MOST_RECEIVED } from '../../../application/invitation/invitation-queries.ts';
import type { InvitationRepository } from '../../../application/invitation/invitation-repository.ts';
import type { InvitationGrant, ReceivedInvitation } from '../../../domain/invitation/invitation.ts';
import type { MailDomainInvitation } from '../../../domain/invitation/mail-domain-invitation.ts';
import type { TeamInvitation } from '../../../domain/invitation/team-invitation.ts';
import type { MailDomain } from '../../../domain/mail-domain/mail-domain.ts';
import { isSameEmail } from '../../../domain/shared/email-address.ts';
import type { Team } from '../../../domain/team/team.ts';
import type { MemoryTables } from '../engine/memory-tables.ts';

const describe = (target: Team | MailDomain | undefined) => ({
  label: target?.name ?? '',
  organizationId: target?.organizationId ?? null,
});

const isValid =
  (email: string, at: Date) =>
  (invitation: { readonly email: string; readonly expiresAt: Date }): boolean =>
    isSameEmail(invitation.email, email) && invitation.expiresAt > at;

export class MemoryInvitationRepository implements InvitationRepository {
  constructor(private readonly tables: MemoryTables) {}

  async listValid(email: string, at: Date): Promise<readonly ReceivedInvitation[]> {
    const { teamInvitations, mailDomainInvitations } = this.tables;
    const teams = teamInvitations.all(isValid(email, at)).slice(0, MOST_RECEIVED);
    const mailDomains = mailDomainInvitations.all(isValid(email, at)).slice(0, MOST_RECEIVED);
    const dates = ({ id, createdAt, expiresAt }: TeamInvitation | MailDomainInvitation) => ({
      id,
      createdAt,
      expiresAt,
    });
    return [
      ...teams.map((invitation) => ({ ...this.#toTeam(invitation), ...dates(invitation) })),
      ...mailDomains.map((invitation) => ({ ...this.#toMailDomain(invitation), ...dates(invitation) })),
    ];
  }

  async takeValid(
    id: ReceivedInvitation['id'],
    email: string,
    at: Date,
  ): Promise<InvitationGrant | undefined> {
    const isWanted = (invitation: TeamInvitation | MailDomainInvitation) =>
      invitation.id === id && isValid(email, at)(invitation);
    const [toTeam] = this.tables.teamInvitations.remove(isWanted);
    const [toMailDomain] = this.tables.mailDomainInvitations.remove(isWanted);
    if (toTeam) return this.#toTeam(toTeam);
    return toMailDomain && this.#toMailDomain(toMailDomain);
  }

  #toTeam({ teamId, role }: TeamInvitation): InvitationGrant {
    return { kind: 'team', teamId, role, ...describe(this.tables.teams.find(teamId)) };
  }

  #toMailDomain({ mailDomainId, role }: MailDomainInvitation): InvitationGrant {
    return {
      kind: 'mail_domain',
      mailDomainId,
      role,
      ...describe(this.tables.mailDomains.find(mailDomainId)),
    };
  }
}
