import type { Invitation } from '../../domain/invitation/invitation.ts';
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
