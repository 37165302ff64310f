import type { TeamInvitationRepository } from '../../../application/invitation/invitation-repository.ts';
import type { TeamInvitation } from '../../../domain/invitation/team-invitation.ts';
import { emailSpellings } from '../../../domain/shared/email-address.ts';
import type { TeamId, TeamInvitationId } from '../../../domain/shared/ids.ts';
import type { Queryable } from '../engine/sql.ts';
import { TEAM_INVITATION } from './team-invitation-table.ts';

export class PgTeamInvitationRepository implements TeamInvitationRepository {
  constructor(private readonly db: Queryable) {}

  async find(teamId: TeamId, id: TeamInvitationId): Promise<TeamInvitation | undefined> {
    return TEAM_INVITATION.first(this.db, 'WHERE i.team_id = $1 AND i.id = $2', [teamId, id]);
  }

  async findById(id: TeamInvitationId): Promise<TeamInvitation | undefined> {
    return TEAM_INVITATION.first(this.db, 'WHERE i.id = $1', [id]);
  }

  async insert(invitation: TeamInvitation): Promise<void> {
    await TEAM_INVITATION.insert(this.db, invitation);
  }

  async update(invitation: TeamInvitation): Promise<void> {
    await TEAM_INVITATION.update(this.db, invitation);
  }

  async delete(id: TeamInvitationId): Promise<void> {
    await TEAM_INVITATION.delete(this.db, id);
  }

  async deleteFor(teamId: TeamId, email: string): Promise<void> {
    const statement = 'DELETE FROM team_invitation WHERE team_id = $1 AND email = ANY ($2::text[])';
    await this.db.query(statement, [teamId, emailSpellings(email)]);
  }
}
