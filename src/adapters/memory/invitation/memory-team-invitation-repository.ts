import type { TeamInvitationRepository } from '../../../application/invitation/invitation-repository.ts';
import type { TeamInvitation } from '../../../domain/invitation/team-invitation.ts';
import { isSameEmail } from '../../../domain/shared/email-address.ts';
import type { TeamId, TeamInvitationId } from '../../../domain/shared/ids.ts';
import type { MemoryTables } from '../engine/memory-tables.ts';

export class MemoryTeamInvitationRepository implements TeamInvitationRepository {
  constructor(private readonly tables: MemoryTables) {}

  async find(teamId: TeamId, id: TeamInvitationId): Promise<TeamInvitation | undefined> {
    const invitation = this.tables.teamInvitations.find(id);
    return invitation?.teamId === teamId ? invitation : undefined;
  }

  async findById(id: TeamInvitationId): Promise<TeamInvitation | undefined> {
    return this.tables.teamInvitations.find(id);
  }

  async insert(invitation: TeamInvitation): Promise<void> {
    this.tables.teamInvitations.insert(invitation);
  }

  async update({ id, expiresAt, updatedAt }: TeamInvitation): Promise<void> {
    this.tables.teamInvitations.update(id, (invitation) => ({ ...invitation, expiresAt, updatedAt }));
  }

  async deleteFor(teamId: TeamId, email: string): Promise<void> {
    this.tables.teamInvitations.remove(
      (invitation) => invitation.teamId === teamId && isSameEmail(invitation.email, email),
    );
  }

  async delete(id: TeamInvitationId): Promise<void> {
    this.tables.teamInvitations.remove((invitation) => invitation.id === id);
  }
}
