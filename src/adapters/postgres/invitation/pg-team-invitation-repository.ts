import type { TeamInvitationRepository } from '../../../application/invitation/team-invitation-repository.ts';
import type { TeamInvitation } from '../../../domain/invitation/team-invitation.ts';
import { DomainError } from '../../../domain/shared/errors.ts';
import type { TeamId, TeamInvitationId } from '../../../domain/shared/ids.ts';
import { type Queryable, violates } from '../engine/sql.ts';
import { TEAM_INVITATION_COLUMNS, type TeamInvitationRow, toTeamInvitation } from './team-invitation-row.ts';

export class PgTeamInvitationRepository implements TeamInvitationRepository {
  constructor(private readonly db: Queryable) {}

  async find(teamId: TeamId, id: TeamInvitationId): Promise<TeamInvitation | undefined> {
    const { rows } = await this.db.query<TeamInvitationRow>(
      `SELECT ${TEAM_INVITATION_COLUMNS} FROM team_invitation i WHERE i.team_id = $1 AND i.id = $2`,
      [teamId, id],
    );
    return rows[0] && toTeamInvitation(rows[0]);
  }

  async findById(id: TeamInvitationId): Promise<TeamInvitation | undefined> {
    const { rows } = await this.db.query<TeamInvitationRow>(
      `SELECT ${TEAM_INVITATION_COLUMNS} FROM team_invitation i WHERE i.id = $1`,
      [id],
    );
    return rows[0] && toTeamInvitation(rows[0]);
  }

  async insert(invitation: TeamInvitation): Promise<void> {
    const { id, email, teamId, role, issuerId, expiresAt, createdAt, updatedAt } = invitation;
    try {
      await this.db.query(
        `INSERT INTO team_invitation (id, email, team_id, role, issuer_id, expires_at, created_at, updated_at)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8)`,
        [id, email, teamId, role, issuerId, expiresAt, createdAt, updatedAt],
      );
    } catch (cause) {
      if (!violates(cause, 'team_invitation_email_team_key')) throw cause;
      throw new DomainError('team_invitation.already_exists', 'The address is invited already', { cause });
    }
  }

  async update({ id, expiresAt, updatedAt }: TeamInvitation): Promise<void> {
    const statement = 'UPDATE team_invitation SET expires_at = $2, updated_at = $3 WHERE id = $1';
    await this.db.query(statement, [id, expiresAt, updatedAt]);
  }

  async deleteFor(teamId: TeamId, email: string): Promise<void> {
    await this.db.query('DELETE FROM team_invitation WHERE team_id = $1 AND email = $2', [teamId, email]);
  }

  async delete(id: TeamInvitationId): Promise<void> {
    await this.db.query('DELETE FROM team_invitation WHERE id = $1', [id]);
  }
}
