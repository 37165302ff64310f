import type {
  MailAliasChangeKey,
  MailAliasChangeRepository,
} from '../../../application/alias/mail-alias-repository.ts';
import type { MailAliasChange } from '../../../domain/alias/mail-alias-change.ts';
import type { MailAliasChangeId, MailDomainId } from '../../../domain/shared/ids.ts';
import type { Queryable } from '../engine/sql.ts';
import { MAIL_ALIAS_CHANGE } from './mail-alias-change-table.ts';

export class PgMailAliasChangeRepository implements MailAliasChangeRepository {
  constructor(private readonly db: Queryable) {}

  async find(id: MailAliasChangeId): Promise<MailAliasChange | undefined> {
    return MAIL_ALIAS_CHANGE.first(this.db, 'WHERE c.id = $1', [id]);
  }

  async lock(id: MailAliasChangeId): Promise<MailAliasChange | undefined> {
    return MAIL_ALIAS_CHANGE.first(this.db, 'WHERE c.id = $1 FOR UPDATE', [id]);
  }

  async lockOpen(
    mailDomainId: MailDomainId,
    localParts: readonly string[],
  ): Promise<readonly MailAliasChange[]> {
    return MAIL_ALIAS_CHANGE.all(
      this.db,
      `WHERE c.mail_domain_id = $1 AND c.local_part = ANY ($2::text[]) AND c.progress->>'state' = 'open'
        ORDER BY c.local_part COLLATE "C", c.created_at, c.id FOR UPDATE`,
      [mailDomainId, localParts],
    );
  }

  async insertOrFind(changes: readonly MailAliasChange[]): Promise<readonly MailAliasChange[]> {
    const target = "(mail_domain_id, local_part, kind, coalesce(destination, ''))";
    const stored = new Map<string, MailAliasChange>();
    const absent = () => changes.filter((change) => !stored.has(keyOf(change)));
    // A change with the same key may be deleted before it is read: then the insertion is tried again.
    while (absent().length > 0) {
      const wanted = absent();
      const inserted = new Set(
        await MAIL_ALIAS_CHANGE.insertAbsent<MailAliasChangeId>(this.db, wanted, target),
      );
      for (const change of wanted) if (inserted.has(change.id)) stored.set(keyOf(change), change);
      for (const change of await this.#findByKeys(absent())) stored.set(keyOf(change), change);
    }
    return changes.map((change) => stored.get(keyOf(change)) ?? change);
  }

  async update(changes: readonly MailAliasChange[]): Promise<void> {
    await MAIL_ALIAS_CHANGE.updateMany(this.db, changes);
  }

  async delete(ids: readonly MailAliasChangeId[]): Promise<void> {
    await this.db.query('DELETE FROM mail_alias_change WHERE id = ANY ($1::uuid[])', [ids]);
  }

  async #findByKeys(keys: readonly MailAliasChangeKey[]): Promise<readonly MailAliasChange[]> {
    if (keys.length === 0) return [];
    return MAIL_ALIAS_CHANGE.all(
      this.db,
      `JOIN unnest($1::uuid[], $2::text[], $3::text[], $4::text[])
              AS w (mail_domain_id, local_part, kind, destination)
         ON c.mail_domain_id = w.mail_domain_id AND c.local_part = w.local_part AND c.kind = w.kind
              AND coalesce(c.destination, '') = w.destination`,
      [
        keys.map(({ mailDomainId }) => mailDomainId),
        keys.map(({ localPart }) => localPart),
        keys.map(({ kind }) => kind),
        keys.map(({ destination }) => destination ?? ''),
      ],
    );
  }
}

const keyOf = ({ mailDomainId, localPart, kind, destination }: MailAliasChangeKey): string =>
  JSON.stringify([mailDomainId, localPart, kind, destination ?? '']);
