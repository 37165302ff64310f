import type { AuthenticatorRepository } from '../../../application/identity/factor/authenticator-repository.ts';
import type { Authenticator, Passkey } from '../../../domain/identity/authenticator.ts';
import type { AuthenticatorId, MailboxId } from '../../../domain/shared/ids.ts';
import { isUnreadable } from '../../../domain/shared/unreadable.ts';
import type { MemoryTables, StoredAuthenticator } from '../engine/memory-tables.ts';

const toRow = (authenticator: Authenticator): StoredAuthenticator =>
  authenticator.kind === 'totp' ? { ...authenticator, credentialId: null } : authenticator;

function toAuthenticator(row: StoredAuthenticator): Authenticator {
  if (row.kind === 'passkey') return row;
  const { credentialId: _, ...totp } = row;
  return totp;
}

/** What changes of a row; the rest stays. */
function changed(row: StoredAuthenticator, to: Authenticator): StoredAuthenticator {
  const { name, lastUsedAt } = to;
  if (row.kind === 'totp' && to.kind === 'totp') return { ...row, name, lastUsedAt, lastStep: to.lastStep };
  if (row.kind === 'passkey' && to.kind === 'passkey')
    return { ...row, name, lastUsedAt, signCount: to.signCount, isBackedUp: to.isBackedUp };
  throw new Error(`Authenticator ${row.id} is a ${row.kind}`);
}

export class MemoryAuthenticatorRepository implements AuthenticatorRepository {
  constructor(private readonly tables: MemoryTables) {}

  async insert(authenticator: Authenticator): Promise<boolean> {
    if (authenticator.kind === 'totp' && isUnreadable(authenticator.secret))
      throw new Error('It has no secret');
    return this.tables.authenticators.insertUnlessTaken(toRow(authenticator));
  }

  async listOf(mailboxId: MailboxId): Promise<readonly Authenticator[]> {
    return this.tables.authenticators
      .all((row) => row.mailboxId === mailboxId)
      .map(toAuthenticator)
      .sort((a, b) => a.createdAt.getTime() - b.createdAt.getTime() || (a.id < b.id ? -1 : 1));
  }

  lockAllOf(mailboxId: MailboxId): Promise<readonly Authenticator[]> {
    return this.listOf(mailboxId);
  }

  lockPasskey(credentialId: string): Promise<Passkey | undefined> {
    return this.findPasskey(credentialId);
  }

  async findPasskey(credentialId: string): Promise<Passkey | undefined> {
    const found = this.tables.authenticators.first((row) => row.credentialId === credentialId);
    return found?.kind === 'passkey' ? found : undefined;
  }

  async update(authenticator: Authenticator): Promise<void> {
    this.tables.authenticators.update(authenticator.id, (row) => changed(row, authenticator));
  }

  async remove(id: AuthenticatorId): Promise<void> {
    this.tables.authenticators.remove((row) => row.id === id);
  }

  async removeAllOf(mailboxIds: readonly MailboxId[]): Promise<readonly Authenticator[]> {
    return this.tables.authenticators
      .remove(({ mailboxId }) => mailboxIds.includes(mailboxId))
      .map(toAuthenticator);
  }
}
