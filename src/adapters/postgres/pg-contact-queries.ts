import type { ContactQueries, ContactSearch } from '../../application/ports/contact-queries.ts';
import type { ContactViewer, KnownContact } from '../../domain/contact/contact-abilities.ts';
import type { ContactId } from '../../domain/shared/ids.ts';
import {
  CONTACT_COLUMNS,
  type KnownContactRow,
  SELECT_KNOWN_CONTACT,
  toKnownContact,
} from './contact-row.ts';
import type { Queryable } from './sql.ts';

const ORDER = 'ORDER BY c.full_name, c.short_name, c.id';

/**
 * Three parts without a row in common, each found by an index of its own. `$1` is the viewer, `$2` their organization.
 *
 * @param condition holds for every contact listed
 * @param bound ends each part where the list ends at the latest
 */
const list = (condition: string, bound: string): string => `
  SELECT c.* FROM (
    (SELECT ${CONTACT_COLUMNS}, NULL::uuid AS profile_organization_id
       FROM contact c WHERE c.owner_id IS NULL AND ${condition} ${bound})
    UNION ALL
    (SELECT ${CONTACT_COLUMNS}, NULL::uuid FROM contact c WHERE c.owner_id = $1 AND ${condition} ${bound})
    UNION ALL
    (SELECT ${CONTACT_COLUMNS}, u.organization_id
       FROM user_account u JOIN contact c ON c.user_id = u.id
      WHERE u.organization_id = $2 AND u.id <> $1 AND ${condition} ${bound})
  ) c ${ORDER}`;

const NOT_OVERRIDDEN = 'NOT EXISTS (SELECT FROM contact o WHERE o.override_id = c.id AND o.owner_id = $1)';
const FOUND = 'contact_search_text(c.full_name, c.short_name, c.data) LIKE (SELECT search_pattern($3))';

const LIST_ALL = `${list(NOT_OVERRIDDEN, `${ORDER} LIMIT $3::bigint + $4::bigint`)} LIMIT $3 OFFSET $4`;
const LIST_FOUND = `${list(`${NOT_OVERRIDDEN} AND ${FOUND}`, '')} LIMIT $4 OFFSET $5`;

export class PgContactQueries implements ContactQueries {
  constructor(private readonly db: Queryable) {}

  async find(id: ContactId): Promise<KnownContact | undefined> {
    const { rows } = await this.db.query<KnownContactRow>(SELECT_KNOWN_CONTACT, [id]);
    return rows[0] && toKnownContact(rows[0]);
  }

  async list(
    { userId, organizationId }: ContactViewer,
    { text, limit, offset }: ContactSearch,
  ): Promise<readonly KnownContact[]> {
    const { rows } =
      text === ''
        ? await this.db.query<KnownContactRow>(LIST_ALL, [userId, organizationId, limit, offset])
        : await this.db.query<KnownContactRow>(LIST_FOUND, [userId, organizationId, text, limit, offset]);
    return rows.map(toKnownContact);
  }
}
