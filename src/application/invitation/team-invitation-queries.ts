import type { TeamInvitation } from '../../domain/invitation/team-invitation.ts';
import type { TeamId, TeamInvitationId } from '../../domain/shared/ids.ts';
import type { Mailed } from '../notification/invitation-mail.ts';
import type { Page, PageRequest } from '../shared/page.ts';

/** One round trip each. */
export interface TeamInvitationQueries {
  page(teamId: TeamId, request: PageRequest<'created_at'>): Promise<Page<Mailed<TeamInvitation>>>;
  find(teamId: TeamId, id: TeamInvitationId): Promise<Mailed<TeamInvitation> | undefined>;
}
