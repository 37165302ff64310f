import type {
  MailDomainFilter,
  MailDomainOrderField,
  MailDomainQueries,
  MailDomainView,
  NamedMailDomain,
  VisibleMailDomain,
} from '../../../application/mail-domain/mail-domain-queries.ts';
import type { Page, PageRequest } from '../../../application/shared/page.ts';
import type { MailDomain } from '../../../domain/mail-domain/mail-domain.ts';
import type { MailDomainRole } from '../../../domain/mail-domain/mail-domain-access.ts';
import type { MailDomainId, UserId } from '../../../domain/shared/ids.ts';
import { foundBy } from '../engine/found-by.ts';
import { type PageRow, pageStatement, toPage } from '../engine/page-statement.ts';
import { orderBy, type Queryable } from '../engine/sql.ts';
import { StatementBatches } from '../engine/statement-batches.ts';
import { MAIL_DOMAIN } from './mail-domain-table.ts';

type Row = MailDomain & { role: MailDomainRole; mailbox_count: number };

const toView = (row: Row): MailDomainView => ({
  ...MAIL_DOMAIN.of(row),
  role: row.role,
  mailboxCount: row.mailbox_count,
});

const COLUMNS = `${MAIL_DOMAIN.columns}, a.role,
    (SELECT count(*)::int FROM mailbox m WHERE m.mail_domain_id = d.id) AS mailbox_count`;
const FROM = 'mail_domain d JOIN mail_domain_access a ON a.mail_domain_id = d.id AND a.user_id = $1';

const ORDER = { created_at: 'd.created_at', name: 'd.name' } as const;

type Sought = Readonly<{ userId: UserId; slug: string }>;
type Listed = Readonly<{ userId: UserId; limit: number }>;

/** Requests for visible domains, or for the ids of all, that arrive while others are being read are combined into one statement. */
export class PgMailDomainQueries implements MailDomainQueries {
  readonly #visible = new StatementBatches<Sought, VisibleMailDomain | undefined>((all) =>
    this.#readVisible(all),
  );
  readonly #visibleIds = new StatementBatches<Listed, readonly MailDomainId[]>((all) =>
    this.#readVisibleIds(all),
  );

  constructor(private readonly db: Queryable) {}

  async page(
    userId: UserId,
    { search, statuses }: MailDomainFilter,
    { number, size, order }: PageRequest<MailDomainOrderField>,
  ): Promise<Page<MailDomainView>> {
    // Only the person's own domains are searched, for which an index would be no faster.
    const values: unknown[] = [userId, size, (number - 1) * size];
    const place = (value: unknown) => `$${values.push(value)}`;
    const found = [
      ...foundBy('search_text(d.name)', search, place),
      ...(statuses === undefined ? [] : [`d.status = ANY(${place(statuses)}::text[])`]),
    ];
    const { rows } = await this.db.query<PageRow<Row>>(
      pageStatement({
        columns: COLUMNS,
        from: found.length === 0 ? FROM : `${FROM} WHERE ${found.join(' AND ')}`,
        order: orderBy(order, ORDER, 'd.id'),
        limit: '$2',
        offset: '$3',
      }),
      values,
    );
    return toPage(rows, toView);
  }

  async findBySlug(userId: UserId, slug: string): Promise<MailDomainView | undefined> {
    const { rows } = await this.db.query<Row>(`SELECT ${COLUMNS} FROM ${FROM} WHERE d.slug = $2`, [
      userId,
      slug,
    ]);
    return rows[0] && toView(rows[0]);
  }

  findVisible(userId: UserId, slug: string): Promise<VisibleMailDomain | undefined> {
    return this.#visible.ask({ userId, slug });
  }

  async findNamed(name: string): Promise<NamedMailDomain | undefined> {
    const { rows } = await this.db.query<NamedMailDomain>(
      `SELECT d.id, d.name, d.slug, d.status, o.is_active IS TRUE AS "hasActiveOrganization"
         FROM mail_domain d LEFT JOIN organization o ON o.id = d.organization_id WHERE d.slug = $1 OR d.name = $1`,
      [name],
    );
    return rows[0];
  }

  listVisibleIds(userId: UserId, limit: number): Promise<readonly MailDomainId[]> {
    return this.#visibleIds.ask({ userId, limit });
  }

  async #readVisible(sought: readonly Sought[]): Promise<readonly (VisibleMailDomain | undefined)[]> {
    const { rows } = await this.db.query<VisibleMailDomain & { readonly place: number }>(
      `SELECT s.place::int, d.id, d.name, d.status, a.role, o.is_active IS TRUE AS "hasActiveOrganization"
         FROM unnest($1::uuid[], $2::text[]) WITH ORDINALITY AS s (user_id, slug, place)
         JOIN mail_domain d ON d.slug = s.slug
         JOIN mail_domain_access a ON a.mail_domain_id = d.id AND a.user_id = s.user_id
         LEFT JOIN organization o ON o.id = d.organization_id`,
      [sought.map(({ userId }) => userId), sought.map(({ slug }) => slug)],
    );
    const found = new Map(rows.map(({ place, ...mailDomain }) => [place, mailDomain]));
    return sought.map((_, index) => found.get(index + 1));
  }

  async #readVisibleIds(listed: readonly Listed[]): Promise<readonly (readonly MailDomainId[])[]> {
    const { rows } = await this.db.query<{ readonly ids: readonly MailDomainId[] }>(
      `SELECT ARRAY(SELECT a.mail_domain_id FROM mail_domain_access a
                     WHERE a.user_id = l.user_id ORDER BY a.created_at, a.id LIMIT l.most) AS ids
         FROM unnest($1::uuid[], $2::int[]) WITH ORDINALITY AS l (user_id, most, place) ORDER BY l.place`,
      [listed.map(({ userId }) => userId), listed.map(({ limit }) => limit)],
    );
    return rows.map(({ ids }) => ids);
  }
}
