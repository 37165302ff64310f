import type { MailDomainRole } from '../mail-domain/mail-domain-access.ts';
import type { MailDomainId, OrganizationId, TeamId } from '../shared/ids.ts';
import type { TeamRole } from '../team/team-access.ts';

/** What an invitation turns into when the person invited signs in for the first time. */
export type InvitationGrant = Readonly<{
  /** Name of the team or mail domain. */
  label: string;
  /** Whose team or mail domain it is. */
  organizationId: OrganizationId | null;
}> &
  (
    | { readonly kind: 'team'; readonly teamId: TeamId; readonly role: TeamRole }
    | { readonly kind: 'mail_domain'; readonly mailDomainId: MailDomainId; readonly role: MailDomainRole }
  );
