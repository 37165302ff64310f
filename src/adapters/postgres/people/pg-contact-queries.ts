import type {
  ContactQueries,
  ContactSearch,
  ContactsBegun,
} from '../../../application/people/contact/contact-queries.ts';
import type { ContactViewer, KnownContact } from '../../../domain/people/contact-abilities.ts';
import { CONTACT_DATA_MAX_BYTES } from '../../../domain/people/contact-bounds.ts';
import type { ContactId } from '../../../domain/shared/ids.ts';
import { foundBy } from '../engine/found-by.ts';
import type { Queryable } from '../engine/sql.ts';
import { CONTACT, type KnownContactRow, SELECT_KNOWN_CONTACT, toKnownContact } from './contact-table.ts';

const ORDER = 'ORDER BY c.full_name, c.short_name, c.id';

/**
 * Three disjoint parts, each with an index of its own. `$1` is the viewer, `$2` their organization.
 *
 * @param condition holds for every contact listed
 * @param bound ends each part at the end of the list at the latest
 * @param shown the columns selected of `c`
 */
const list = (condition: string, bound: string, shown: string): string => `
  SELECT ${shown} FROM (
    (SELECT ${CONTACT.stored}, NULL::uuid AS profile_organization_id
       FROM contact c WHERE c.owner_id IS NULL AND ${condition} ${bound})
    UNION ALL
    (SELECT ${CONTACT.stored}, NULL::uuid FROM contact c WHERE c.owner_id = $1 AND ${condition} ${bound})
    UNION ALL
    (SELECT ${CONTACT.stored}, u.organization_id
       FROM user_account u JOIN contact c ON c.user_id = u.id
      WHERE u.organization_id = $2 AND u.id <> $1 AND u.is_active AND ${condition} ${bound})
  ) c ${ORDER}`;

const NOT_OVERRIDDEN = 'NOT EXISTS (SELECT FROM contact o WHERE o.override_id = c.id AND o.owner_id = $1)';
const SEARCHED = 'contact_search_text(c.full_name, c.short_name, c.data)';

/**
 * The approximate size of a contact, in bytes, without reading it: the length of a stored text is known without its
 * content, and so is that of uncompressed JSON; compressed JSON counts with its largest possible size.
 */
const WEIGHT = `400 + octet_length(c.notes) + CASE WHEN pg_column_compression(c.data) IS NULL
  THEN pg_column_size(c.data) ELSE greatest(${CONTACT_DATA_MAX_BYTES}, 4 * pg_column_size(c.data)) END`;

/** A column of `c`, read only for contacts at the beginning of the list. */
const whereRead = (column: string): string =>
  column === 'c.id' ? column : `CASE WHEN c.is_read THEN ${column} END`;

/** What a search adds to a statement. */
type Found = Readonly<{ conditions: readonly string[]; limit: string; offset: string }>;

/** The rows of a list; those after its beginning have ids only. */
const beginning = (listed: string, rows: string, weight: string): string => `
  WITH numbered AS (
    SELECT c.*, ${WEIGHT} AS weight, row_number() OVER (${ORDER}) AS number FROM (${listed}) c
  ), weighed AS (
    SELECT c.*, sum(c.weight) OVER (ORDER BY c.number) - c.weight AS before FROM numbered c
  ), marked AS (
    SELECT c.*, c.number <= ${rows} AND c.before < ${weight} AS is_read FROM weighed c
  )
  SELECT ${CONTACT.wrapped(whereRead)}, ${whereRead('c.profile_organization_id')} AS profile_organization_id,
         c.weight::integer AS weight, c.is_read
    FROM marked c ORDER BY c.number`;

const listAll = (shown: string): string =>
  `${list(NOT_OVERRIDDEN, `${ORDER} LIMIT $3::bigint + $4::bigint`, shown)} LIMIT $3 OFFSET $4`;
const listFound = (shown: string, { conditions, limit, offset }: Found): string =>
  `${list([NOT_OVERRIDDEN, ...conditions].join(' AND '), '', shown)} LIMIT ${limit} OFFSET ${offset}`;
const KNOWN = `${CONTACT.columns}, c.profile_organization_id`;
const LIST_ALL = listAll(KNOWN);
const BEGIN_ALL = beginning(listAll('c.*'), '$5::bigint', '$6::bigint');
const FIND_MANY = `
  SELECT ${CONTACT.columns}, u.organization_id AS profile_organization_id
    FROM unnest($1::uuid[]) WITH ORDINALITY w(id, number)
    JOIN contact c ON c.id = w.id LEFT JOIN user_account u ON u.id = c.user_id AND u.is_active
   ORDER BY w.number`;

type BegunRow = KnownContactRow & { weight: number; is_read: boolean };

export class PgContactQueries implements ContactQueries {
  constructor(private readonly db: Queryable) {}

  async find(id: ContactId): Promise<KnownContact | undefined> {
    const { rows } = await this.db.query<KnownContactRow>(SELECT_KNOWN_CONTACT, [id]);
    return rows[0] && toKnownContact(rows[0]);
  }

  async findMany(ids: readonly ContactId[]): Promise<readonly KnownContact[]> {
    const { rows } = await this.db.query<KnownContactRow>(FIND_MANY, [ids]);
    return rows.map(toKnownContact);
  }

  async begin(
    { userId, organizationId }: ContactViewer,
    { text, limit, offset }: ContactSearch,
    most: { readonly rows: number; readonly weight: number },
  ): Promise<ContactsBegun> {
    const values: unknown[] = [userId, organizationId];
    const place = (value: unknown): string => `$${values.push(value)}`;
    const conditions = foundBy(SEARCHED, text, place);
    const found = { conditions, limit: place(limit), offset: place(offset) };
    const [mostRows, mostWeight] = [`${place(most.rows)}::bigint`, `${place(most.weight)}::bigint`];
    const { rows } = await this.db.query<BegunRow>(
      conditions.length === 0 ? BEGIN_ALL : beginning(listFound('c.*', found), mostRows, mostWeight),
      values,
    );
    return {
      contacts: rows.filter((row) => row.is_read).map(toKnownContact),
      rest: rows.filter((row) => !row.is_read).map(({ id, weight }) => ({ id, weight })),
    };
  }

  async list(
    { userId, organizationId }: ContactViewer,
    { text, limit, offset }: ContactSearch,
  ): Promise<readonly KnownContact[]> {
    const values: unknown[] = [userId, organizationId];
    const place = (value: unknown): string => `$${values.push(value)}`;
    const conditions = foundBy(SEARCHED, text, place);
    const found = { conditions, limit: place(limit), offset: place(offset) };
    const { rows } = await this.db.query<KnownContactRow>(
      conditions.length === 0 ? LIST_ALL : listFound(KNOWN, found),
      values,
    );
    return rows.map(toKnownContact);
  }
}
