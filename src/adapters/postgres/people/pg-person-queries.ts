import type { HeldRole, HeldRoleFilter, HeldRoleOrderField } from '../../../application/people/held-role.ts';
import type { PersonQueries, PersonView } from '../../../application/people/person-queries.ts';
import type { Page, PageRequest } from '../../../application/shared/page.ts';
import type { UserId } from '../../../domain/shared/ids.ts';
import type { Queryable } from '../engine/sql.ts';
import { StatementBatches } from '../engine/statement-batches.ts';
import { pageOfHeldRoles } from './held-roles.ts';
import { LISTED_USER } from './user-table.ts';
import { type ListedUserViewRow, toListedUserView, USER_ORGANIZATION } from './user-view-row.ts';

type Row = ListedUserViewRow & { manages_team: boolean; has_mail_domain: boolean };

const toView = (row: Row): PersonView => ({
  ...toListedUserView(row),
  managesTeam: row.manages_team,
  hasMailDomain: row.has_mail_domain,
});

/** Requests for people that arrive while others are being read are combined into one statement. */
export class PgPersonQueries implements PersonQueries {
  readonly #batches = new StatementBatches<UserId, PersonView | undefined>((ids) => this.#read(ids));

  constructor(private readonly db: Queryable) {}

  find(userId: UserId): Promise<PersonView | undefined> {
    return this.#batches.ask(userId);
  }

  roles(
    userId: UserId,
    filter: HeldRoleFilter,
    request: PageRequest<HeldRoleOrderField>,
  ): Promise<Page<HeldRole>> {
    return pageOfHeldRoles(this.db, userId, filter, request);
  }

  async #read(ids: readonly UserId[]): Promise<readonly (PersonView | undefined)[]> {
    const { rows } = await this.db.query<Row>(
      `SELECT ${LISTED_USER.columns}, ${USER_ORGANIZATION},
              EXISTS (SELECT FROM team_access a
                       WHERE a.user_id = u.id AND a.role IN ('owner', 'administrator')) AS manages_team,
              EXISTS (SELECT FROM mail_domain_access a WHERE a.user_id = u.id) AS has_mail_domain
         FROM user_account u LEFT JOIN organization o ON o.id = u.organization_id
        WHERE u.id = ANY($1::uuid[])`,
      [ids],
    );
    const found = new Map(rows.map((row) => [row.user_id, toView(row)]));
    return ids.map((id) => found.get(id));
  }
}
