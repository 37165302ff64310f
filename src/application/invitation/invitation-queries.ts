import type { Invitation, ReceivedInvitation } from '../../domain/invitation/invitation.ts';
import type { MailDomainInvitation } from '../../domain/invitation/mail-domain-invitation.ts';
import type { TeamInvitation } from '../../domain/invitation/team-invitation.ts';
import type { MailDomainId, TeamId } from '../../domain/shared/ids.ts';
import type { Mailed } from '../notification/invitation-mail.ts';
import type { Page, PageRequest } from '../shared/page.ts';

/** Invitations to one team or mail domain. Two round trips a page, one for other methods. */
export interface InvitationQueries<PlaceId, One extends Invitation> {
  page(placeId: PlaceId, request: PageRequest<'created_at'>): Promise<Page<Mailed<One>>>;
  find(placeId: PlaceId, id: One['id']): Promise<Mailed<One> | undefined>;
}

export type TeamInvitationQueries = InvitationQueries<TeamId, TeamInvitation>;
export type MailDomainInvitationQueries = InvitationQueries<MailDomainId, MailDomainInvitation>;

/** Most invitations of one kind that somebody is shown, or accepts, at once. */
export const MOST_RECEIVED = 500;

/** Invitations of both kinds, as those whom they were sent to find them. */
export interface ReceivedInvitationQueries {
  /**
   * The invitations sent to `email` (in whatever letter case and spelling) that have not expired at `at`, at most `MOST_RECEIVED`
   * of each kind, in no order. One round trip.
   */
  listValid(email: string, at: Date): Promise<readonly ReceivedInvitation[]>;
}
