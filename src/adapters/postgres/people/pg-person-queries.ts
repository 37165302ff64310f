import type { PersonQueries, PersonView } from '../../../application/people/person-queries.ts';
import type { OrganizationId, UserId } from '../../../domain/shared/ids.ts';
import type { Queryable } from '../engine/sql.ts';
import { StatementBatches } from '../engine/statement-batches.ts';
import {
  ORGANIZATION_COLUMNS,
  type OrganizationRow,
  toOrganization,
} from '../organization/organization-row.ts';
import { toUser, USER_COLUMNS, type UserRow } from './user-row.ts';

type Facts = { manages_team: boolean; has_mail_domain: boolean };
type Row = UserRow & Facts & (OrganizationRow | { id: null });

const hasOrganization = (row: Row): row is UserRow & Facts & OrganizationRow & { id: OrganizationId } =>
  row.id !== null;

const toView = (row: Row): PersonView => ({
  user: toUser(row),
  organization: hasOrganization(row) ? toOrganization(row) : undefined,
  managesTeam: row.manages_team,
  hasMailDomain: row.has_mail_domain,
});

/** People asked for while others are being read are read together. */
export class PgPersonQueries implements PersonQueries {
  readonly #batches = new StatementBatches<UserId, PersonView | undefined>((ids) => this.#read(ids));

  constructor(private readonly db: Queryable) {}

  find(userId: UserId): Promise<PersonView | undefined> {
    return this.#batches.ask(userId);
  }

  async #read(ids: readonly UserId[]): Promise<readonly (PersonView | undefined)[]> {
    const { rows } = await this.db.query<Row>(
      `SELECT ${USER_COLUMNS}, ${ORGANIZATION_COLUMNS},
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
