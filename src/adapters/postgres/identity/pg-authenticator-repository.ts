import type { AuthenticatorRepository } from '../../../application/identity/factor/authenticator-repository.ts';
import type { Authenticator, Passkey } from '../../../domain/identity/authenticator.ts';
import type { AuthenticatorId, MailboxId } from '../../../domain/shared/ids.ts';
import type { SecretBox } from '../engine/secret-box.ts';
import type { Queryable } from '../engine/sql.ts';
import { AUTHENTICATOR, authenticatorRow, toAuthenticator, toPasskey } from './authenticator-table.ts';

const OF_MAILBOX = 'WHERE a.mailbox_id = $1 ORDER BY a.created_at, a.id';
const BY_CREDENTIAL = 'WHERE a.credential_id = $1';

export class PgAuthenticatorRepository implements AuthenticatorRepository {
  constructor(
    private readonly db: Queryable,
    private readonly secretBox: SecretBox,
  ) {}

  insert(authenticator: Authenticator): Promise<boolean> {
    const row = authenticatorRow(authenticator, this.secretBox);
    return AUTHENTICATOR.insertUnlessTaken(this.db, row, '(credential_id)');
  }

  listOf(mailboxId: MailboxId): Promise<readonly Authenticator[]> {
    return this.#read(OF_MAILBOX, [mailboxId]);
  }

  lockAllOf(mailboxId: MailboxId): Promise<readonly Authenticator[]> {
    return this.#read(`${OF_MAILBOX} FOR UPDATE`, [mailboxId]);
  }

  findPasskey(credentialId: string): Promise<Passkey | undefined> {
    return this.#passkey(BY_CREDENTIAL, credentialId);
  }

  lockPasskey(credentialId: string): Promise<Passkey | undefined> {
    return this.#passkey(`${BY_CREDENTIAL} FOR UPDATE`, credentialId);
  }

  update(authenticator: Authenticator): Promise<void> {
    return AUTHENTICATOR.update(this.db, authenticatorRow(authenticator, this.secretBox));
  }

  remove(id: AuthenticatorId): Promise<void> {
    return AUTHENTICATOR.delete(this.db, id);
  }

  async removeAllOf(mailboxIds: readonly MailboxId[]): Promise<readonly Authenticator[]> {
    if (mailboxIds.length === 0) return [];
    const removed = await this.#read('WHERE a.mailbox_id = ANY ($1::uuid[]) FOR UPDATE', [mailboxIds]);
    await this.db.query('DELETE FROM authenticator WHERE id = ANY ($1::uuid[])', [
      removed.map(({ id }) => id),
    ]);
    return removed;
  }

  async #passkey(rest: string, credentialId: string): Promise<Passkey | undefined> {
    const row = await AUTHENTICATOR.first(this.db, rest, [credentialId]);
    return row && toPasskey(row);
  }

  async #read(rest: string, values: readonly unknown[]): Promise<readonly Authenticator[]> {
    const rows = await AUTHENTICATOR.all(this.db, rest, values);
    return rows.map((row) => toAuthenticator(row, this.secretBox));
  }
}
