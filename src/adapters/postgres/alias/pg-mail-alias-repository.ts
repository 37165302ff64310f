import type { MailAliasRepository } from '../../../application/alias/mail-alias-repository.ts';
import type { MailAlias } from '../../../domain/alias/mail-alias.ts';
import { emailSpellings, normalizeEmail } from '../../../domain/shared/email-address.ts';
import type { MailAliasId, MailDomainId } from '../../../domain/shared/ids.ts';
import type { Queryable } from '../engine/sql.ts';
import { MAIL_ALIAS } from './mail-alias-table.ts';

export class PgMailAliasRepository implements MailAliasRepository {
  constructor(private readonly db: Queryable) {}

  async find(mailDomainId: MailDomainId, id: MailAliasId): Promise<MailAlias | undefined> {
    return MAIL_ALIAS.first(this.db, 'WHERE a.mail_domain_id = $1 AND a.id = $2', [mailDomainId, id]);
  }

  async listByLocalPart(mailDomainId: MailDomainId, localPart: string): Promise<readonly MailAlias[]> {
    const condition = 'WHERE a.mail_domain_id = $1 AND a.local_part = $2 ORDER BY a.destination COLLATE "C"';
    return MAIL_ALIAS.all(this.db, condition, [mailDomainId, localPart]);
  }

  async listByLocalParts(
    mailDomainId: MailDomainId,
    localParts: readonly string[],
  ): Promise<readonly MailAlias[]> {
    const condition = 'WHERE a.mail_domain_id = $1 AND a.local_part = ANY ($2::text[])';
    return MAIL_ALIAS.all(this.db, condition, [mailDomainId, localParts]);
  }

  async listAfter(
    mailDomainId: MailDomainId,
    after: Pick<MailAlias, 'localPart' | 'destination'> | undefined,
    limit: number,
  ): Promise<readonly MailAlias[]> {
    return MAIL_ALIAS.all(
      this.db,
      `WHERE a.mail_domain_id = $1 AND ($2::text IS NULL OR (a.local_part, a.destination) > ($2, $3))
        ORDER BY a.local_part, a.destination LIMIT $4`,
      [mailDomainId, after?.localPart, after?.destination, limit],
    );
  }

  async destinationsOf(addresses: readonly string[]): Promise<readonly string[]> {
    const parts = addresses.flatMap(emailSpellings).map((address) => {
      const at = address.lastIndexOf('@');
      return { localPart: address.slice(0, at), domain: address.slice(at + 1) };
    });
    const { rows } = await this.db.query<{ destination: string }>(
      `WITH wanted AS MATERIALIZED (
         SELECT d.id, w.local_part FROM unnest($1::text[], $2::text[]) AS w (local_part, domain)
           JOIN mail_domain d ON d.name = w.domain)
       SELECT a.destination FROM wanted w
         JOIN mail_alias a ON a.mail_domain_id = w.id AND lower(a.local_part) = w.local_part
        UNION
       SELECT c.destination FROM wanted w
         JOIN mail_alias_change c ON c.mail_domain_id = w.id AND c.local_part = w.local_part
        WHERE c.kind = 'creation' AND c.progress->>'state' = 'open'`,
      [parts.map(({ localPart }) => localPart), parts.map(({ domain }) => domain)],
    );
    return rows.map(({ destination }) => destination).sort();
  }

  async insertIfAbsent(alias: MailAlias): Promise<void> {
    await MAIL_ALIAS.insertUnlessTaken(this.db, alias, '(mail_domain_id, local_part, destination)');
  }

  async remove(mailDomainId: MailDomainId, localPart: string, destination: string | null): Promise<number> {
    const found = await this.listByLocalPart(mailDomainId, localPart);
    const wanted = destination === null ? null : normalizeEmail(destination);
    const ids = found
      .filter((alias) => wanted === null || normalizeEmail(alias.destination) === wanted)
      .map(({ id }) => id);
    const { rowCount } = await this.db.query('DELETE FROM mail_alias WHERE id = ANY ($1::uuid[])', [ids]);
    return rowCount ?? 0;
  }
}
