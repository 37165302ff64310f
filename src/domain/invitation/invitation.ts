import type { MailDomainRole } from '../mail/mail-domain-access.ts';
import type { MailDomainId, TeamId } from '../shared/ids.ts';
import type { TeamRole } from '../team/team-access.ts';

/** What an invitation turns into when the person invited signs in for the first time. */
export type InvitationGrant =
  | { readonly kind: 'team'; readonly teamId: TeamId; readonly role: TeamRole }
  | { readonly kind: 'mail_domain'; readonly mailDomainId: MailDomainId; readonly role: MailDomainRole };
