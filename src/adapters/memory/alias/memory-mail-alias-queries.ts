import type {
  MailAliasFilter,
  MailAliasGroupFilter,
  MailAliasQueries,
} from '../../../application/alias/mail-alias-repository.ts';
import type { Page, PageRequest } from '../../../application/shared/page.ts';
import type { StoredAliasGroup } from '../../../domain/alias/alias-group.ts';
import type { MailAlias } from '../../../domain/alias/mail-alias.ts';
import { isShown, type MailAliasChange } from '../../../domain/alias/mail-alias-change.ts';
import type { MailAliasId, MailDomainId } from '../../../domain/shared/ids.ts';
import type { MemoryStore } from '../engine/memory-store.ts';
import { pageOf } from '../engine/page-of.ts';
import { isFound } from '../engine/search-text.ts';

const ORDER = { local_part: ({ localPart }: Pick<MailAlias, 'localPart'>) => localPart };

export class MemoryMailAliasQueries implements MailAliasQueries {
  constructor(private readonly store: MemoryStore) {}

  async page(
    mailDomainId: MailDomainId,
    { search }: MailAliasFilter,
    request: PageRequest<'local_part'>,
  ): Promise<Page<MailAlias>> {
    const found = this.store.tables.mailAliases.all(
      ({ mailDomainId: own, localPart, destination }) =>
        own === mailDomainId && isFound(search, [localPart, destination]),
    );
    return pageOf(found, request, ORDER);
  }

  async find(mailDomainId: MailDomainId, id: MailAliasId): Promise<MailAlias | undefined> {
    const alias = this.store.tables.mailAliases.find(id);
    return alias?.mailDomainId === mailDomainId ? alias : undefined;
  }

  async groups(
    mailDomainId: MailDomainId,
    { search, localPart: only }: MailAliasGroupFilter,
    request: PageRequest<'local_part'>,
  ): Promise<Page<StoredAliasGroup>> {
    const { tables } = this.store;
    const inDomain = (row: Pick<MailAlias, 'mailDomainId'>) => row.mailDomainId === mailDomainId;
    const aliases = tables.mailAliases.all(inDomain);
    const changes = tables.mailAliasChanges.all((change) => inDomain(change) && isShown(change));
    const creations = changes.filter(({ kind }) => kind === 'creation');
    const found = [...aliases, ...creations]
      .filter(({ localPart, destination }) => isFound(search, [localPart, destination]))
      .map(({ localPart }) => localPart)
      .filter((localPart) => only === undefined || localPart === only);
    const rows = [...new Set(found)].map((localPart) => ({ id: localPart, localPart }));
    const { total, items } = pageOf(rows, request, ORDER);
    return {
      total,
      items: items.map(({ localPart }) => this.#group(mailDomainId, localPart, aliases, changes)),
    };
  }

  #group(
    mailDomainId: MailDomainId,
    localPart: string,
    aliases: readonly MailAlias[],
    changes: readonly MailAliasChange[],
  ): StoredAliasGroup {
    const isOfGroup = (row: Pick<MailAlias, 'localPart'>) => row.localPart === localPart;
    const mailboxes = this.store.tables.mailboxes.all(
      (mailbox) =>
        mailbox.mailDomainId === mailDomainId &&
        mailbox.localPart === localPart.toLowerCase() &&
        mailbox.status !== 'failed',
    );
    return {
      localPart,
      hasMailbox: mailboxes.length > 0,
      aliases: aliases
        .filter(isOfGroup)
        .map(({ id, destination, createdAt }) => ({ id, destination, createdAt })),
      changes: changes.filter(isOfGroup).map(({ id, kind, destination, progress, createdAt, updatedAt }) => ({
        id,
        kind,
        destination,
        progress,
        createdAt,
        updatedAt,
      })),
    };
  }
}
