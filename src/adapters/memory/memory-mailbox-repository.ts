import type { MailboxRepository } from '../../application/ports/mailbox-repository.ts';
import type { Mailbox } from '../../domain/mail/mailbox.ts';
import { DomainError } from '../../domain/shared/errors.ts';
import type { MailboxId, MailDomainId } from '../../domain/shared/ids.ts';
import { ascending } from './ascending.ts';
import type { MemoryTables } from './memory-tables.ts';

const oldestFirst = ascending<Mailbox>(
  ({ createdAt }) => createdAt,
  ({ id }) => id,
);

const isSameName = (a: Mailbox, b: Mailbox): boolean =>
  a.firstName.toLowerCase() === b.firstName.toLowerCase() &&
  a.lastName.toLowerCase() === b.lastName.toLowerCase();

export class MemoryMailboxRepository implements MailboxRepository {
  constructor(private readonly tables: MemoryTables) {}

  async find(id: MailboxId): Promise<Mailbox | undefined> {
    return this.tables.mailboxes.find(id);
  }

  async lock(id: MailboxId): Promise<Mailbox | undefined> {
    return this.find(id);
  }

  async insert(mailbox: Mailbox): Promise<void> {
    this.tables.mailDomains.ensureHas(mailbox.mailDomainId);
    this.#ensureAllowed(mailbox);
    this.tables.mailboxes.insert(mailbox);
  }

  async update(mailbox: Mailbox): Promise<void> {
    const { mailboxes } = this.tables;
    const stored = mailboxes.find(mailbox.id);
    if (!stored) return;
    const { mailDomainId, localPart, createdAt } = stored;
    const changed: Mailbox = { ...mailbox, mailDomainId, localPart, createdAt };
    this.#ensureAllowed(changed);
    mailboxes.update(mailbox.id, () => changed);
  }

  async findNamesake(mailbox: Mailbox): Promise<Mailbox | undefined> {
    return this.tables.mailboxes.first(
      (other) =>
        other.mailDomainId === mailbox.mailDomainId && other.id !== mailbox.id && isSameName(other, mailbox),
    );
  }

  async delete(id: MailboxId): Promise<void> {
    this.tables.mailboxes.remove((mailbox) => mailbox.id === id);
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

  #ensureAllowed(mailbox: Mailbox): void {
    this.tables.users.ensureHas(mailbox.issuerId);
    const { mailboxes } = this.tables;
    const isNeighbour = (other: Mailbox) =>
      other.mailDomainId === mailbox.mailDomainId && other.id !== mailbox.id;
    if (mailboxes.has((other) => isNeighbour(other) && other.localPart === mailbox.localPart)) {
      throw new DomainError('mailbox.address_taken', 'The domain has this local part');
    }
    if (mailboxes.has((other) => isNeighbour(other) && isSameName(other, mailbox))) {
      throw new DomainError('mailbox.name_taken', 'The domain has this first and last name');
    }
  }
}
