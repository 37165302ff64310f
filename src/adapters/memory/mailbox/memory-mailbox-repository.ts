import type { MailboxRepository } from '../../../application/mailbox/mailbox-repository.ts';
import { displayNameOf, hasSameNames, type Mailbox } from '../../../domain/mailbox/mailbox.ts';
import type { MailboxId, MailDomainId } from '../../../domain/shared/ids.ts';
import { ascending } from '../engine/ascending.ts';
import type { MemoryTables } from '../engine/memory-tables.ts';

const oldestFirst = ascending<Mailbox>(
  ({ createdAt }) => createdAt,
  ({ id }) => id,
);

/** Mailboxes without names, as functional ones may be, have no namesake. */
const isSameName = (a: Mailbox, b: Mailbox): boolean => displayNameOf(a) !== '' && hasSameNames(a, b);

export class MemoryMailboxRepository implements MailboxRepository {
  constructor(private readonly tables: MemoryTables) {}

  async find(id: MailboxId): Promise<Mailbox | undefined> {
    return this.tables.mailboxes.find(id);
  }

  async lock(id: MailboxId): Promise<Mailbox | undefined> {
    return this.find(id);
  }

  async lockMany(ids: readonly MailboxId[]): Promise<readonly Mailbox[]> {
    return this.findMany(ids);
  }

  async lockManyOf(mailDomainId: MailDomainId, ids: readonly MailboxId[]): Promise<readonly Mailbox[]> {
    return (await this.findMany(ids)).filter((mailbox) => mailbox.mailDomainId === mailDomainId);
  }

  async findMany(ids: readonly MailboxId[]): Promise<readonly Mailbox[]> {
    const wanted = new Set(ids);
    return this.tables.mailboxes.all(({ id }) => wanted.has(id));
  }

  async insert(mailbox: Mailbox): Promise<void> {
    this.tables.mailboxes.insert(mailbox);
  }

  async insertAbsent(mailboxes: readonly Mailbox[]): Promise<readonly MailboxId[]> {
    return mailboxes
      .filter((mailbox) => this.tables.mailboxes.insertUnlessTaken(mailbox))
      .map(({ id }) => id);
  }

  async listByLocalParts(
    mailDomainId: MailDomainId,
    localParts: readonly string[],
  ): Promise<readonly Mailbox[]> {
    return this.tables.mailboxes.all(
      (mailbox) => mailbox.mailDomainId === mailDomainId && localParts.includes(mailbox.localPart),
    );
  }

  async listAfter(
    mailDomainId: MailDomainId,
    localPart: string | null,
    limit: number,
  ): Promise<readonly Mailbox[]> {
    return this.tables.mailboxes
      .all((mailbox) => mailbox.mailDomainId === mailDomainId)
      .sort(ascending(({ localPart }) => localPart))
      .filter((mailbox) => localPart === null || mailbox.localPart > localPart)
      .slice(0, limit);
  }

  async update(mailbox: Mailbox): Promise<void> {
    const { mailboxes } = this.tables;
    const stored = mailboxes.find(mailbox.id);
    if (!stored) return;
    const { mailDomainId, localPart, createdAt } = stored;
    const changed: Mailbox = { ...mailbox, mailDomainId, localPart, createdAt };
    mailboxes.update(mailbox.id, () => changed);
  }

  async updateMany(mailboxes: readonly Mailbox[]): Promise<void> {
    for (const mailbox of mailboxes) await this.update(mailbox);
  }

  async findNamesake(mailbox: Mailbox): Promise<Mailbox | undefined> {
    const wanted = displayNameOf(mailbox).toLowerCase();
    const namesakes = this.tables.mailboxes
      .all(
        (other) =>
          other.mailDomainId === mailbox.mailDomainId &&
          other.id !== mailbox.id &&
          wanted !== '' &&
          displayNameOf(other).toLowerCase() === wanted,
      )
      .sort(ascending(({ id }) => id));
    const isInUse = ({ status }: Mailbox) => status === 'pending' || status === 'enabled';
    return namesakes.find((other) => isSameName(other, mailbox)) ?? namesakes.find(isInUse);
  }

  async delete(id: MailboxId): Promise<void> {
    await this.deleteMany([id]);
  }

  async deleteMany(ids: readonly MailboxId[]): Promise<void> {
    const gone = new Set(ids);
    this.tables.mailboxes.remove(({ id }) => gone.has(id));
  }

  async listPending(mailDomainId: MailDomainId): Promise<readonly MailboxId[]> {
    return this.tables.mailboxes
      .all((mailbox) => mailbox.mailDomainId === mailDomainId && mailbox.status === 'pending')
      .sort(oldestFirst)
      .map(({ id }) => id);
  }

  async listStalled(before: Date, limit: number): Promise<readonly Pick<Mailbox, 'id' | 'mailDomainId'>[]> {
    const { mailboxes, mailDomains } = this.tables;
    return mailboxes
      .all(
        ({ mailDomainId, status, updatedAt }) =>
          status === 'pending' && updatedAt < before && mailDomains.find(mailDomainId)?.status === 'enabled',
      )
      .sort(oldestFirst)
      .slice(0, limit)
      .map(({ id, mailDomainId }) => ({ id, mailDomainId }));
  }
}
