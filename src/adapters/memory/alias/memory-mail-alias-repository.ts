import type { MailAliasRepository } from '../../../application/alias/mail-alias-repository.ts';
import type { MailAlias } from '../../../domain/alias/mail-alias.ts';
import { emailKey, normalizeEmail } from '../../../domain/shared/email-address.ts';
import type { MailAliasId, MailDomainId } from '../../../domain/shared/ids.ts';
import { ascending } from '../engine/ascending.ts';
import type { MemoryTables } from '../engine/memory-tables.ts';

const inOrder = ascending<Pick<MailAlias, 'localPart' | 'destination'>>(
  ({ localPart }) => localPart,
  ({ destination }) => destination,
);

export class MemoryMailAliasRepository implements MailAliasRepository {
  constructor(private readonly tables: MemoryTables) {}

  async find(mailDomainId: MailDomainId, id: MailAliasId): Promise<MailAlias | undefined> {
    const alias = this.tables.mailAliases.find(id);
    return alias?.mailDomainId === mailDomainId ? alias : undefined;
  }

  async listByLocalPart(mailDomainId: MailDomainId, localPart: string): Promise<readonly MailAlias[]> {
    return this.tables.mailAliases
      .all((alias) => alias.mailDomainId === mailDomainId && alias.localPart === localPart)
      .sort(ascending(({ destination }) => destination));
  }

  async listByLocalParts(
    mailDomainId: MailDomainId,
    localParts: readonly string[],
  ): Promise<readonly MailAlias[]> {
    return this.tables.mailAliases.all(
      (alias) => alias.mailDomainId === mailDomainId && localParts.includes(alias.localPart),
    );
  }

  async listAfter(
    mailDomainId: MailDomainId,
    after: Pick<MailAlias, 'localPart' | 'destination'> | undefined,
    limit: number,
  ): Promise<readonly MailAlias[]> {
    const sorted = this.tables.mailAliases.all((alias) => alias.mailDomainId === mailDomainId).sort(inOrder);
    return sorted.filter((alias) => !after || inOrder(alias, after) > 0).slice(0, limit);
  }

  async destinationsOf(addresses: readonly string[]): Promise<readonly string[]> {
    const { mailAliases, mailAliasChanges, mailDomains } = this.tables;
    const wanted = new Set(addresses.map(emailKey));
    const isWanted = ({ mailDomainId, localPart }: Pick<MailAlias, 'mailDomainId' | 'localPart'>) =>
      wanted.has(emailKey(`${localPart}@${mailDomains.find(mailDomainId)?.name ?? ''}`));
    const coming = mailAliasChanges.all(
      (change) => change.kind === 'creation' && change.progress.state === 'open' && isWanted(change),
    );
    const destinations = [...mailAliases.all(isWanted), ...coming].map(
      ({ destination }) => destination ?? '',
    );
    return [...new Set(destinations)].sort();
  }

  async insertIfAbsent(alias: MailAlias): Promise<void> {
    this.tables.mailAliases.insertUnlessTaken(alias);
  }

  async remove(mailDomainId: MailDomainId, localPart: string, destination: string | null): Promise<number> {
    const wanted = destination === null ? null : normalizeEmail(destination);
    const removed = this.tables.mailAliases.remove(
      (alias) =>
        alias.mailDomainId === mailDomainId &&
        alias.localPart === localPart &&
        (wanted === null || normalizeEmail(alias.destination) === wanted),
    );
    return removed.length;
  }
}
