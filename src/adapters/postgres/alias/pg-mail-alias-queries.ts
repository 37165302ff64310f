import type {
  MailAliasFilter,
  MailAliasGroupFilter,
  MailAliasQueries,
} from '../../../application/alias/mail-alias-repository.ts';
import type { Page, PageRequest } from '../../../application/shared/page.ts';
import type { StoredAliasGroup } from '../../../domain/alias/alias-group.ts';
import type { MailAlias } from '../../../domain/alias/mail-alias.ts';
import type { MailAliasId, MailDomainId } from '../../../domain/shared/ids.ts';
import { foundBy } from '../engine/found-by.ts';
import { type PageRow, pageStatement, toPage } from '../engine/page-statement.ts';
import { orderBy, type Queryable } from '../engine/sql.ts';
import { MAIL_ALIAS } from './mail-alias-table.ts';
import { PgMailAliasRepository } from './pg-mail-alias-repository.ts';

const ORDER = { local_part: 'a.local_part' } as const;
const GROUP_ORDER = { local_part: 'g.local_part' } as const;

/** Changes that people see: those that wait, and those the provisioner refused. */
const SHOWN = `(c.progress->>'state' = 'open'
  OR (c.progress->>'state' = 'refused' AND c.progress->>'code' = 'alias.refused'))`;
const SEARCHED_CHANGE = "search_text(c.local_part || E'\\x01' || c.destination)";

/** All of the local part of `p`. */
const ALIASES = `SELECT coalesce(json_agg(r), '[]') FROM (
  SELECT a.id, a.destination, a.created_at AS "createdAt" FROM mail_alias a
   WHERE a.mail_domain_id = $1 AND a.local_part = p.local_part) AS r`;
const CHANGES = `SELECT coalesce(json_agg(r), '[]') FROM (
  SELECT c.id, c.kind, c.destination, c.progress, c.created_at AS "createdAt", c.updated_at AS "updatedAt"
    FROM mail_alias_change c
   WHERE c.mail_domain_id = $1 AND c.local_part = p.local_part AND ${SHOWN}) AS r`;
const HAS_MAILBOX = `EXISTS (SELECT FROM mailbox m
  WHERE m.mail_domain_id = $1 AND m.local_part = lower(p.local_part) AND m.status <> 'failed')`;

/** A group as JSON has it: with dates as texts. */
type GroupRow = Readonly<{
  local_part: string;
  hasMailbox: boolean;
  aliases: readonly (Omit<StoredAliasGroup['aliases'][number], 'createdAt'> & {
    readonly createdAt: string;
  })[];
  changes: readonly (Omit<StoredAliasGroup['changes'][number], 'createdAt' | 'updatedAt'> &
    Readonly<{ createdAt: string; updatedAt: string }>)[];
}>;

const toGroup = ({ local_part: localPart, hasMailbox, aliases, changes }: GroupRow): StoredAliasGroup => ({
  localPart,
  hasMailbox,
  aliases: aliases.map((alias) => ({ ...alias, createdAt: new Date(alias.createdAt) })),
  changes: changes.map((change) => ({
    ...change,
    createdAt: new Date(change.createdAt),
    updatedAt: new Date(change.updatedAt),
  })),
});

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

  async groups(
    mailDomainId: MailDomainId,
    { search, localPart }: MailAliasGroupFilter,
    { number, size, order }: PageRequest<'local_part'>,
  ): Promise<Page<StoredAliasGroup>> {
    const values: unknown[] = [mailDomainId, size, (number - 1) * size];
    const place = (value: unknown) => `$${values.push(value)}`;
    const among = (table: string, searched: string, ...conditions: readonly string[]) =>
      `SELECT ${table}.local_part FROM ${conditions.join(' AND ')}${[
        ...foundBy(searched, search, place),
        ...(localPart === undefined ? [] : [`${table}.local_part = ${place(localPart)}`]),
      ]
        .map((condition) => ` AND ${condition}`)
        .join('')}`;
    const from = `(${among('a', 'a.found_by', 'mail_alias a WHERE a.mail_domain_id = $1')}
      UNION ${among(
        'c',
        SEARCHED_CHANGE,
        'mail_alias_change c WHERE c.mail_domain_id = $1',
        "c.kind = 'creation'",
        SHOWN,
      )}) AS g`;
    const { rows } = await this.db.query<PageRow<GroupRow>>(
      `SELECT p.total, p.place, p.local_part, (${ALIASES}) AS aliases, (${CHANGES}) AS changes,
              ${HAS_MAILBOX} AS "hasMailbox"
         FROM (${pageStatement({
           columns: 'g.local_part',
           from,
           order: orderBy(order, GROUP_ORDER, 'g.local_part'),
           limit: '$2',
           offset: '$3',
         })}) AS p ORDER BY p.place`,
      values,
    );
    return toPage(rows, toGroup);
  }
}
