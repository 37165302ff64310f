import {
  type AccountsWithin,
  type EndedSignIn,
  type MailboxSession,
  MOST_MAILBOX_SESSIONS,
  type OpenidSessionQueries,
  type OpenidSessionRepository,
} from '../../../application/identity/provider/openid-sessions.ts';
import { mailboxIdentityOf } from '../../../domain/identity/mailbox-account.ts';
import { changeOf } from '../../../domain/mailbox/provisioning.ts';
import type { MailboxId } from '../../../domain/shared/ids.ts';
import { endedSignIns, grantKeysOf, type StoredClient } from '../../storage/ended-sign-ins.ts';
import { openidSessionId } from '../../storage/openid-record-key.ts';
import type { MemoryStore } from '../engine/memory-store.ts';
import type { MemoryTables } from '../engine/memory-tables.ts';
import type { StoredOpenidRecord } from '../engine/stored-openid-record.ts';

const viewOf = (
  { uid, ...row }: StoredOpenidRecord,
  { openidClients }: MemoryTables,
): MailboxSession | undefined =>
  uid === null || row.signedInAt === null
    ? undefined
    : {
        id: uid,
        signedInAt: row.signedInAt,
        expiresAt: row.expiresAt,
        address: row.address,
        userAgent: row.userAgent,
        clients: (row.clients ?? []).map(({ clientId }) => openidClients.find(clientId)?.name ?? clientId),
      };

export class MemoryOpenidSessionQueries implements OpenidSessionQueries {
  constructor(private readonly store: MemoryStore) {}

  async listOf(mailboxId: MailboxId, now: Date): Promise<readonly MailboxSession[]> {
    return this.store.tables.openidRecords
      .all((row) => row.mailboxId === mailboxId && row.model === 'Session' && row.expiresAt > now)
      .flatMap((row) => viewOf(row, this.store.tables) ?? [])
      .sort((a, b) => b.signedInAt.getTime() - a.signedInAt.getTime() || (a.id < b.id ? -1 : 1))
      .slice(0, MOST_MAILBOX_SESSIONS);
  }

  idOf(uid: string): string {
    return openidSessionId(uid);
  }
}

export class MemoryOpenidSessionRepository implements OpenidSessionRepository {
  constructor(private readonly tables: MemoryTables) {}

  async endAllOf(mailboxIds: readonly MailboxId[]): Promise<readonly EndedSignIn[]> {
    return this.#remove(({ mailboxId }) => mailboxId !== null && mailboxIds.includes(mailboxId));
  }

  async endFormer(within: AccountsWithin): Promise<readonly EndedSignIn[]> {
    const isFormer = (id: MailboxId): boolean => {
      const mailbox = this.tables.mailboxes.find(id);
      const mailDomain = mailbox && this.tables.mailDomains.find(mailbox.mailDomainId);
      if (!mailbox || !mailDomain) return true;
      const { organizationId } = mailDomain;
      if ('mailboxIds' in within && !within.mailboxIds.includes(id)) return false;
      if ('mailDomainId' in within && within.mailDomainId !== mailDomain.id) return false;
      if ('organizationId' in within && within.organizationId !== organizationId) return false;
      const found = organizationId === null ? undefined : this.tables.organizations.find(organizationId);
      const organization = found ? { ...found, registrationId: null } : null;
      return (
        mailboxIdentityOf({ mailbox, change: changeOf(mailbox), mailDomain, organization }) === undefined
      );
    };
    return this.#remove(({ mailboxId }) => mailboxId !== null && isFormer(mailboxId));
  }

  async endOthersOf(mailboxId: MailboxId, keptSessionId: string): Promise<readonly EndedSignIn[]> {
    return this.#removeOthers(mailboxId, keptSessionId, () => true);
  }

  async endSessionsOf(mailboxId: MailboxId, keptSessionId: string | null): Promise<readonly EndedSignIn[]> {
    return this.#removeOthers(mailboxId, keptSessionId, ({ uid, grantKey }) => (uid ?? grantKey) !== null);
  }

  async end(mailboxId: MailboxId, sessionId: string): Promise<readonly EndedSignIn[] | undefined> {
    const clients = this.#clientsOf(mailboxId, sessionId);
    if (!clients) return undefined;
    const grantKeys = grantKeysOf(clients);
    return this.#remove(
      (row) =>
        row.mailboxId === mailboxId &&
        (row.uid === sessionId || (row.grantKey !== null && grantKeys.includes(row.grantKey))),
    );
  }

  async endAllAt(clientId: string): Promise<void> {
    this.tables.openidRecords.remove((row) => row.clientId === clientId);
  }

  #clientsOf(mailboxId: MailboxId, sessionId: string): readonly StoredClient[] | undefined {
    const rows = this.tables.openidRecords.all((row) => row.mailboxId === mailboxId && row.uid === sessionId);
    return rows.length === 0 ? undefined : rows.flatMap(({ clients }) => clients ?? []);
  }

  #removeOthers(
    mailboxId: MailboxId,
    keptSessionId: string | null,
    isAmong: (row: StoredOpenidRecord) => boolean,
  ): readonly EndedSignIn[] {
    const clients = keptSessionId === null ? undefined : this.#clientsOf(mailboxId, keptSessionId);
    const kept = grantKeysOf(clients ?? []);
    return this.#remove(
      (row) =>
        row.mailboxId === mailboxId &&
        (keptSessionId === null || row.uid !== keptSessionId) &&
        isAmong(row) &&
        (row.grantKey === null || !kept.includes(row.grantKey)),
    );
  }

  #remove(matches: (row: StoredOpenidRecord) => boolean): readonly EndedSignIn[] {
    return endedSignIns(this.tables.openidRecords.remove(matches));
  }
}
