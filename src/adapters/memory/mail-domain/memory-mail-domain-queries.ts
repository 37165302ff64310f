import type {
  MailDomainFilter,
  MailDomainOrderField,
  MailDomainQueries,
  MailDomainView,
  NamedMailDomain,
  VisibleMailDomain,
} from '../../../application/mail-domain/mail-domain-queries.ts';
import type { Page, PageRequest } from '../../../application/shared/page.ts';
import type { MailDomain } from '../../../domain/mail-domain/mail-domain.ts';
import type { MailDomainId, UserId } from '../../../domain/shared/ids.ts';
import type { MemoryStore } from '../engine/memory-store.ts';
import { pageOf } from '../engine/page-of.ts';
import { pick } from '../engine/pick.ts';
import { isFound } from '../engine/search-text.ts';

const ORDER = {
  created_at: ({ createdAt }: MailDomainView) => createdAt,
  name: ({ name }: MailDomainView) => name,
};

export class MemoryMailDomainQueries implements MailDomainQueries {
  constructor(private readonly store: MemoryStore) {}

  async page(
    userId: UserId,
    { search, statuses }: MailDomainFilter,
    request: PageRequest<MailDomainOrderField>,
  ): Promise<Page<MailDomainView>> {
    const found = this.#views(userId).filter(
      ({ name, status }) => isFound(search, [name]) && (statuses === undefined || statuses.includes(status)),
    );
    return pageOf(found, request, ORDER);
  }

  async findBySlug(userId: UserId, slug: string): Promise<MailDomainView | undefined> {
    return this.#views(userId).find((view) => view.slug === slug);
  }

  async findVisible(userId: UserId, slug: string): Promise<VisibleMailDomain | undefined> {
    const found = await this.findBySlug(userId, slug);
    if (!found) return undefined;
    const hasActiveOrganization = this.#hasActiveOrganization(found);
    return { ...pick(found, 'id', 'name', 'status', 'role'), hasActiveOrganization };
  }

  async findNamed(name: string): Promise<NamedMailDomain | undefined> {
    const found = this.store.tables.mailDomains.first((one) => one.slug === name || one.name === name);
    if (!found) return undefined;
    const hasActiveOrganization = this.#hasActiveOrganization(found);
    return { ...pick(found, 'id', 'name', 'slug', 'status'), hasActiveOrganization };
  }

  #hasActiveOrganization({ organizationId }: Pick<MailDomain, 'organizationId'>): boolean {
    const { organizations } = this.store.tables;
    return organizationId !== null && organizations.find(organizationId)?.isActive === true;
  }

  async listVisibleIds(userId: UserId, limit: number): Promise<readonly MailDomainId[]> {
    return this.store.tables.mailDomainAccesses
      .all((access) => access.userId === userId)
      .sort((a, b) => a.createdAt.getTime() - b.createdAt.getTime() || (a.id < b.id ? -1 : 1))
      .slice(0, limit)
      .map(({ mailDomainId }) => mailDomainId);
  }

  #views(userId: UserId): MailDomainView[] {
    const { mailDomains, mailDomainAccesses, mailboxes } = this.store.tables;
    return mailDomainAccesses
      .all((access) => access.userId === userId)
      .flatMap(({ mailDomainId, role }) => {
        const mailDomain = mailDomains.find(mailDomainId);
        const mailboxCount = mailboxes.count((mailbox) => mailbox.mailDomainId === mailDomainId);
        return mailDomain ? [{ ...mailDomain, role, mailboxCount }] : [];
      });
  }
}
