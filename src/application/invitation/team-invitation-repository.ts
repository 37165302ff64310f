import type { TeamInvitation } from '../../domain/invitation/team-invitation.ts';
import type { TeamId, TeamInvitationId } from '../../domain/shared/ids.ts';

export interface TeamInvitationRepository {
  find(teamId: TeamId, id: TeamInvitationId): Promise<TeamInvitation | undefined>;
  /** The invitation, whatever team it is to. */
  findById(id: TeamInvitationId): Promise<TeamInvitation | undefined>;
  /** @throws DomainError `team_invitation.already_exists` when the address is invited to the team, expired or not */
  insert(invitation: TeamInvitation): Promise<void>;
  /** Changes only when it ends and when it changed last. */
  update(invitation: TeamInvitation): Promise<void>;
  delete(id: TeamInvitationId): Promise<void>;
  /** Whatever invitation to the team this lower-case address has, if any. */
  deleteFor(teamId: TeamId, email: string): Promise<void>;
}
