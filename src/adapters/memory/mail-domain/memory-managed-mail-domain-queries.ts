import type { MailDomainOrderField } from '../../../application/mail-domain/mail-domain-queries.ts';
import {
  type MailDomainManager,
  type ManagedMailDomain,
  type ManagedMailDomainFilter,
  type ManagedMailDomainQueries,
  MOST_MANAGERS,
} from '../../../application/mail-domain/managed-mail-domain-queries.ts';
import type { CursorRequest, Page } from '../../../application/shared/page.ts';
import type { MailDomain } from '../../../domain/mail-domain/mail-domain.ts';
import type { MailDomainAccess } from '../../../domain/mail-domain/mail-domain-access.ts';
import { verifiedEmail } from '../../../domain/people/email-verification.ts';
import type { MailDomainId } from '../../../domain/shared/ids.ts';
import type { MemoryStore } from '../engine/memory-store.ts';
import { pageOf } from '../engine/page-of.ts';
import { isFound } from '../engine/search-text.ts';

const ORDER = {
  created_at: ({ createdAt }: MailDomain) => createdAt,
  name: ({ name }: MailDomain) => name,
};
const OWNERS_FIRST = [
  { field: 'role', descending: true },
  { field: 'created_at', descending: false },
] as const;

export class MemoryManagedMailDomainQueries implements ManagedMailDomainQueries {
  constructor(private readonly store: MemoryStore) {}

  async page(
    { search, statuses, organizationId }: ManagedMailDomainFilter,
    request: CursorRequest<MailDomainOrderField>,
  ): Promise<Page<ManagedMailDomain>> {
    const found = this.store.tables.mailDomains.all(
      (mailDomain) =>
        isFound(search, [mailDomain.name]) &&
        (statuses === undefined || statuses.includes(mailDomain.status)) &&
        (organizationId === undefined || mailDomain.organizationId === organizationId),
    );
    const { total, items } = pageOf(found, request, ORDER);
    return { total, items: items.map((mailDomain) => this.#view(mailDomain)) };
  }

  #view(mailDomain: MailDomain): ManagedMailDomain {
    const { organizations, mailboxes } = this.store.tables;
    const { organizationId } = mailDomain;
    const organization = organizationId === null ? undefined : organizations.find(organizationId);
    return {
      ...mailDomain,
      organization: organization ? { id: organization.id, name: organization.name } : null,
      mailboxCount: mailboxes.count(({ mailDomainId }) => mailDomainId === mailDomain.id),
      managers: this.#managersOf(mailDomain.id),
    };
  }

  #managersOf(id: MailDomainId): readonly MailDomainManager[] {
    const { mailDomainAccesses, users } = this.store.tables;
    const accesses = mailDomainAccesses.all(({ mailDomainId }) => mailDomainId === id);
    const first = { number: 1, size: MOST_MANAGERS, order: OWNERS_FIRST };
    const managing = accesses.flatMap((access) =>
      access.role === 'viewer' ? [] : [{ ...access, role: access.role }],
    );
    const { items } = pageOf(managing, first, {
      role: ({ role }: MailDomainAccess) => role,
      created_at: ({ createdAt }: MailDomainAccess) => createdAt,
    });
    return items.flatMap(({ userId, role }) => {
      const user = users.find(userId);
      return user ? [{ id: user.id, name: user.name, email: verifiedEmail(user), role }] : [];
    });
  }
}
