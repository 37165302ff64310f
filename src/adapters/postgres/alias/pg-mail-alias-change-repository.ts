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

  async lockOpen(mailDomainId: MailDomainId, localPart: string): Promise<readonly MailAliasChange[]> {
    return MAIL_ALIAS_CHANGE.all(
      this.db,
      `WHERE c.mail_domain_id = $1 AND c.local_part = $2 AND c.progress->>'state' = 'open'
        ORDER BY c.created_at, c.id FOR UPDATE`,
      [mailDomainId, localPart],
    );
  }

  async insertOrFind(change: MailAliasChange): Promise<MailAliasChange> {
    // The change with the same key may be deleted before it is read: then the insertion is tried again.
    for (;;) {
      const target = "(mail_domain_id, local_part, kind, coalesce(destination, ''))";
      const isStored = await MAIL_ALIAS_CHANGE.insertUnlessTaken(this.db, change, target);
      const stored = isStored ? change : await this.#findByKey(change);
      if (stored) return stored;
    }
  }

  async update(change: MailAliasChange): Promise<void> {
    await MAIL_ALIAS_CHANGE.update(this.db, change);
  }

  async delete(id: MailAliasChangeId): Promise<void> {
    await MAIL_ALIAS_CHANGE.delete(this.db, id);
  }

  async #findByKey({ mailDomainId, kind, localPart, destination }: MailAliasChangeKey) {
    return MAIL_ALIAS_CHANGE.first(
      this.db,
      `WHERE c.mail_domain_id = $1 AND c.local_part = $2 AND c.kind = $3
          AND coalesce(c.destination, '') = coalesce($4, '')`,
      [mailDomainId, localPart, kind, destination],
    );
  }
}
