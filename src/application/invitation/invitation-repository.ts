import type { Invitation, InvitationGrant, ReceivedInvitation } from '../../domain/invitation/invitation.ts';
import type { MailDomainInvitation } from '../../domain/invitation/mail-domain-invitation.ts';
import type { TeamInvitation } from '../../domain/invitation/team-invitation.ts';
import type { MailDomainId, TeamId } from '../../domain/shared/ids.ts';
import type { ReceivedInvitationQueries } from './invitation-queries.ts';

/** Invitations of one kind: to teams, or to mail domains. */
export interface SentInvitationRepository<PlaceId, One extends Invitation> {
  find(placeId: PlaceId, id: One['id']): Promise<One | undefined>;
  /** The invitation with that id, to any place. */
  findById(id: One['id']): Promise<One | undefined>;
  /**
   * @throws DomainError `team_invitation.already_exists` or `mail_domain_invitation.already_exists` when the address has
   *   an invitation to the place, expired or not
   */
  insert(invitation: One): Promise<void>;
  /** Replaces the dates of expiry and of change. */
  update(invitation: One): Promise<void>;
  delete(id: One['id']): Promise<void>;
  /** Removes the invitation of an address, in whatever spelling, if there is one. */
  deleteFor(placeId: PlaceId, email: string): Promise<void>;
}

export type TeamInvitationRepository = SentInvitationRepository<TeamId, TeamInvitation>;
export type MailDomainInvitationRepository = SentInvitationRepository<MailDomainId, MailDomainInvitation>;

/** Invitations of both kinds. */
export interface InvitationRepository extends ReceivedInvitationQueries {
  /** Removes the invitation with that id and returns what it grants, if it is among those that `listValid` finds. */
  takeValid(id: ReceivedInvitation['id'], email: string, at: Date): Promise<InvitationGrant | undefined>;
}
