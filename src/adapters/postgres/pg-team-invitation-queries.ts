import type { Page, PageRequest } from '../../application/ports/queries.ts';
import type { TeamInvitationQueries } from '../../application/ports/team-queries.ts';
import type { TeamId, TeamInvitationId } from '../../domain/shared/ids.ts';
import type { TeamInvitation } from '../../domain/team/team-invitation.ts';
import { type PageRow, pageStatement, toPage } from './page-statement.ts';
import { PgTeamInvitationRepository } from './pg-team-invitation-repository.ts';
import { orderBy, type Queryable } from './sql.ts';
import { TEAM_INVITATION_COLUMNS, type TeamInvitationRow, toTeamInvitation } from './team-invitation-row.ts';

export class PgTeamInvitationQueries implements TeamInvitationQueries {
  constructor(private readonly db: Queryable) {}

  async page(
    teamId: TeamId,
    { number, size, order }: PageRequest<'created_at'>,
  ): Promise<Page<TeamInvitation>> {
    const { rows } = await this.db.query<PageRow<TeamInvitationRow>>(
      pageStatement({
        columns: TEAM_INVITATION_COLUMNS,
        from: 'team_invitation i WHERE i.team_id = $1',
        order: orderBy(order, { created_at: 'i.created_at' }, 'i.id'),
        limit: '$2',
        offset: '$3',
      }),
      [teamId, size, (number - 1) * size],
    );
    return toPage(rows, toTeamInvitation);
  }

  async find(teamId: TeamId, id: TeamInvitationId): Promise<TeamInvitation | undefined> {
    return new PgTeamInvitationRepository(this.db).find(teamId, id);
  }
}
