import type { MailAliasQueries } from '../../application/ports/mail-alias-repository.ts';
import type { Page, PageRequest } from '../../application/ports/queries.ts';
import type { MailAlias } from '../../domain/mail/mail-alias.ts';
import type { MailAliasId, MailDomainId } from '../../domain/shared/ids.ts';
import { MAIL_ALIAS_COLUMNS, type MailAliasRow, toMailAlias } from './mail-alias-row.ts';
import { PgMailAliasRepository } from './pg-mail-alias-repository.ts';
import { orderBy, type Queryable } from './sql.ts';

const ORDER = { local_part: 'a.local_part' } as const;

export class PgMailAliasQueries implements MailAliasQueries {
  constructor(private readonly db: Queryable) {}

  async page(
    mailDomainId: MailDomainId,
    { number, size, order }: PageRequest<'local_part'>,
  ): Promise<Page<MailAlias>> {
    const counted = await this.db.query<{ total: number }>(
      'SELECT count(*)::int AS total FROM mail_alias a WHERE a.mail_domain_id = $1',
      [mailDomainId],
    );
    const { rows } = await this.db.query<MailAliasRow>(
      `SELECT ${MAIL_ALIAS_COLUMNS} FROM mail_alias a WHERE a.mail_domain_id = $1
        ORDER BY ${orderBy(order, ORDER, 'a.id')} LIMIT $2 OFFSET $3`,
      [mailDomainId, size, (number - 1) * size],
    );
    return { total: counted.rows[0]?.total ?? 0, items: rows.map(toMailAlias) };
  }

  async find(mailDomainId: MailDomainId, id: MailAliasId): Promise<MailAlias | undefined> {
    return new PgMailAliasRepository(this.db).find(mailDomainId, id);
  }
}
