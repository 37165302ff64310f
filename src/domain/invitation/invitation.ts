import type { MailDomainRole } from '../mail-domain/mail-domain-access.ts';
import type {
  MailDomainId,
  MailDomainInvitationId,
  OrganizationId,
  TeamId,
  TeamInvitationId,
  UserId,
} from '../shared/ids.ts';
import type { TeamRole } from '../team/team-access.ts';

/** A person is invited by address, to a team or to a mail domain. */
export type Invitation<
  Id = TeamInvitationId | MailDomainInvitationId,
  Role = TeamRole | MailDomainRole,
> = Readonly<{
  id: Id;
  /** In lower case (contract/rest-api.md D24), its domain as DNS has it. */
  email: string;
  role: Role;
  issuerId: UserId;
  expiresAt: Date;
  createdAt: Date;
  updatedAt: Date;
}>;

/** What a person may do with one invitation; the typed API returns it. `refresh`: send it again. */
export type InvitationAbilities = Readonly<{ get: boolean; refresh: boolean; delete: boolean }>;

/** The access that an invitation turns into when the invited person signs in for the first time. */
export type InvitationGrant = Readonly<{
  /** Name of the team or mail domain. */
  label: string;
  /** The organization of the team or mail domain. */
  organizationId: OrganizationId | null;
}> &
  (
    | { readonly kind: 'team'; readonly teamId: TeamId; readonly role: TeamRole }
    | { readonly kind: 'mail_domain'; readonly mailDomainId: MailDomainId; readonly role: MailDomainRole }
  );
