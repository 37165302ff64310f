import type { MailAliasFilter, MailAliasQueries } from '../../../application/alias/mail-alias-repository.ts';
import type { Page, PageRequest } from '../../../application/shared/page.ts';
import type { MailAlias } from '../../../domain/alias/mail-alias.ts';
import type { MailAliasId, MailDomainId } from '../../../domain/shared/ids.ts';
import { foundBy } from '../engine/found-by.ts';
import { type PageRow, pageStatement, toPage } from '../engine/page-statement.ts';
import { orderBy, type Queryable } from '../engine/sql.ts';
import { MAIL_ALIAS } from './mail-alias-table.ts';
import { PgMailAliasRepository } from './pg-mail-alias-repository.ts';

const ORDER = { local_part: 'a.local_part' } as const;

export class PgMailAliasQueries implements MailAliasQueries {
  constructor(private readonly db: Queryable) {}

  async page(
    mailDomainId: MailDomainId,
    { search }: MailAliasFilter,
    { number, size, order }: PageRequest<'local_part'>,
  ): Promise<Page<MailAlias>> {
    const values: unknown[] = [mailDomainId, size, (number - 1) * size];
    const found = foundBy('a.found_by', search, (value) => `$${values.push(value)}`);
    const { rows } = await this.db.query<PageRow<MailAlias>>(
      pageStatement({
        columns: MAIL_ALIAS.columns,
        from: `mail_alias a WHERE ${['a.mail_domain_id = $1', ...found].join(' AND ')}`,
        order: orderBy(order, ORDER, 'a.id'),
        limit: '$2',
        offset: '$3',
      }),
      values,
    );
    return toPage(rows, MAIL_ALIAS.of);
  }

  async find(mailDomainId: MailDomainId, id: MailAliasId): Promise<MailAlias | undefined> {
    return new PgMailAliasRepository(this.db).find(mailDomainId, id);
  }
}
