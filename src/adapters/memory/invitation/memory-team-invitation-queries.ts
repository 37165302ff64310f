import type { TeamInvitationQueries } from '../../../application/invitation/invitation-queries.ts';
import type { Mailed } from '../../../application/notification/invitation-mail.ts';
import type { Page, PageRequest } from '../../../application/shared/page.ts';
import type { TeamInvitation } from '../../../domain/invitation/team-invitation.ts';
import type { TeamId, TeamInvitationId } from '../../../domain/shared/ids.ts';
import type { MemoryStore } from '../engine/memory-store.ts';
import { pageOf } from '../engine/page-of.ts';
import { invitationMail } from './invitation-mail.ts';

const ORDER = { created_at: ({ createdAt }: TeamInvitation) => createdAt };

export class MemoryTeamInvitationQueries implements TeamInvitationQueries {
  constructor(private readonly store: MemoryStore) {}

  async page(teamId: TeamId, request: PageRequest<'created_at'>): Promise<Page<Mailed<TeamInvitation>>> {
    const invitations = this.store.tables.teamInvitations.all((candidate) => candidate.teamId === teamId);
    const { total, items } = pageOf(invitations, request, ORDER);
    return { total, items: items.map((item) => this.#mailed(item)) };
  }

  async find(teamId: TeamId, id: TeamInvitationId): Promise<Mailed<TeamInvitation> | undefined> {
    const invitation = this.store.tables.teamInvitations.find(id);
    return invitation?.teamId === teamId ? this.#mailed(invitation) : undefined;
  }

  #mailed(invitation: TeamInvitation): Mailed<TeamInvitation> {
    return { ...invitation, ...invitationMail(this.store.tables, invitation.id) };
  }
}
