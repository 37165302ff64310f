import type { MailAliasFilter, MailAliasQueries } from '../../../application/alias/mail-alias-repository.ts';
import type { Page, PageRequest } from '../../../application/shared/page.ts';
import type { MailAlias } from '../../../domain/alias/mail-alias.ts';
import type { MailAliasId, MailDomainId } from '../../../domain/shared/ids.ts';
import type { MemoryStore } from '../engine/memory-store.ts';
import { pageOf } from '../engine/page-of.ts';
import { isFound } from '../engine/search-text.ts';

const ORDER = { local_part: ({ localPart }: MailAlias) => localPart };

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
}
