import type { InvitationRepository } from '../../../application/invitation/invitation-repository.ts';
import type { InvitationGrant } from '../../../domain/invitation/invitation.ts';
import type { MailDomain } from '../../../domain/mail-domain/mail-domain.ts';
import { isSameEmail } from '../../../domain/shared/email-address.ts';
import type { Team } from '../../../domain/team/team.ts';
import type { MemoryTables } from '../engine/memory-tables.ts';

const describe = (target: Team | MailDomain | undefined) => ({
  label: target?.name ?? '',
  organizationId: target?.organizationId ?? null,
});

export class MemoryInvitationRepository implements InvitationRepository {
  constructor(private readonly tables: MemoryTables) {}

  async takeValid(email: string, at: Date): Promise<readonly InvitationGrant[]> {
    const isValid = (invitation: { readonly email: string; readonly expiresAt: Date }) =>
      isSameEmail(invitation.email, email) && invitation.expiresAt > at;
    const teams = this.tables.teamInvitations.remove(isValid);
    const mailDomains = this.tables.mailDomainInvitations.remove(isValid);
    return [
      ...teams.map(({ teamId, role }) => ({
        kind: 'team' as const,
        teamId,
        role,
        ...describe(this.tables.teams.find(teamId)),
      })),
      ...mailDomains.map(({ mailDomainId, role }) => ({
        kind: 'mail_domain' as const,
        mailDomainId,
        role,
        ...describe(this.tables.mailDomains.find(mailDomainId)),
      })),
    ];
  }
}
