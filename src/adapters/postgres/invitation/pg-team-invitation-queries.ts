import type { TeamInvitationQueries } from '../../../application/invitation/invitation-queries.ts';
import type { Mailed } from '../../../application/notification/invitation-mail.ts';
import type { Page, PageRequest } from '../../../application/shared/page.ts';
import type { TeamInvitation } from '../../../domain/invitation/team-invitation.ts';
import type { TeamId, TeamInvitationId } from '../../../domain/shared/ids.ts';
import { type PageRow, pageStatement, toPage } from '../engine/page-statement.ts';
import { orderBy, type Queryable } from '../engine/sql.ts';
import { INVITATION_MAIL, type InvitationMailRow, toInvitationMail } from './invitation-mail-sql.ts';
import { TEAM_INVITATION } from './team-invitation-table.ts';

const COLUMNS = `${TEAM_INVITATION.columns}, ${INVITATION_MAIL}`;
type MailedRow = TeamInvitation & InvitationMailRow;
const toMailed = (row: MailedRow) => ({ ...TEAM_INVITATION.of(row), ...toInvitationMail(row) });

export class PgTeamInvitationQueries implements TeamInvitationQueries {
  constructor(private readonly db: Queryable) {}

  async page(
    teamId: TeamId,
    { number, size, order }: PageRequest<'created_at'>,
  ): Promise<Page<Mailed<TeamInvitation>>> {
    const { rows } = await this.db.query<PageRow<MailedRow>>(
      pageStatement({
        columns: COLUMNS,
        from: 'team_invitation i WHERE i.team_id = $1',
        order: orderBy(order, { created_at: 'i.created_at' }, 'i.id'),
        limit: '$2',
        offset: '$3',
      }),
      [teamId, size, (number - 1) * size],
    );
    return toPage(rows, toMailed);
  }

  async find(teamId: TeamId, id: TeamInvitationId): Promise<Mailed<TeamInvitation> | undefined> {
    const { rows } = await this.db.query<MailedRow>(
      `SELECT ${COLUMNS} FROM team_invitation i WHERE i.team_id = $1 AND i.id = $2`,
      [teamId, id],
    );
    return rows[0] && toMailed(rows[0]);
  }
}
