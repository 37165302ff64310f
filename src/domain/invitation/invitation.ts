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

/**
 * What a person may do with one invitation; the typed API returns it. `refresh`: send it again. `allowedFor`: the roles whose
 * holders may, to tell those who may not whom to ask.
 */
export type InvitationAbilities<Role = TeamRole | MailDomainRole> = Readonly<{
  get: boolean;
  refresh: boolean;
  delete: boolean;
  allowedFor: Readonly<{ refresh: readonly Role[]; delete: readonly Role[] }>;
}>;

/** The access that an invitation turns into when the invited person accepts it, or signs in. */
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

/** An invitation that has not expired, as the invited person sees it. */
export type ReceivedInvitation = InvitationGrant &
  Readonly<{ id: TeamInvitationId | MailDomainInvitationId; createdAt: Date; expiresAt: Date }>;

/**
 * Sorts invitations, or what they grant, in the order in which all transactions lock several teams and mail domains: teams first,
 * each kind by id.
 */
export function byPlace(a: InvitationGrant, b: InvitationGrant): number {
  if (a.kind === 'mail_domain' && b.kind === 'mail_domain') return a.mailDomainId < b.mailDomainId ? -1 : 1;
  if (a.kind !== 'team' || b.kind !== 'team') return a.kind === 'team' ? -1 : 1;
  return a.teamId < b.teamId ? -1 : 1;
}
