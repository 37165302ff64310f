import type {
  AvailableUserFilter,
  MailDomainAccessFilter,
  MailDomainAccessOrderField,
  MailDomainAccessQueries,
  MailDomainAccessView,
} from '../../../application/mail-domain/mail-domain-access-queries.ts';
import type { ListedUserView } from '../../../application/people/user-queries.ts';
import type { Page, PageRequest } from '../../../application/shared/page.ts';
import type { MailDomainAccess } from '../../../domain/mail-domain/mail-domain-access.ts';
import { verifiedEmail } from '../../../domain/people/email-verification.ts';
import type { MailDomainAccessId, MailDomainId, UserId } from '../../../domain/shared/ids.ts';
import type { MemoryStore } from '../engine/memory-store.ts';
import { pageOf } from '../engine/page-of.ts';
import { isFound } from '../engine/search-text.ts';
import { listedUserView } from '../people/listed-user.ts';
import { readMailDomainStanding } from './mail-domain-standing.ts';

const ORDER = {
  created_at: ({ createdAt }: MailDomainAccessView) => createdAt,
  role: ({ role }: MailDomainAccessView) => role,
  user__email: ({ user }: MailDomainAccessView) => user.email,
  user__name: ({ user }: MailDomainAccessView) => user.name,
};

export class MemoryMailDomainAccessQueries implements MailDomainAccessQueries {
  constructor(private readonly store: MemoryStore) {}

  async standing(slug: string, userId: UserId) {
    const { tables } = this.store;
    const mailDomain = tables.mailDomains.first((candidate) => candidate.slug === slug);
    return (
      mailDomain && {
        mailDomainId: mailDomain.id,
        ...readMailDomainStanding(tables, mailDomain.id, userId),
      }
    );
  }

  async page(
    mailDomainId: MailDomainId,
    { search, roles }: MailDomainAccessFilter,
    request: PageRequest<MailDomainAccessOrderField>,
  ): Promise<Page<MailDomainAccessView>> {
    const views = this.store.tables.mailDomainAccesses
      .all(
        (access) =>
          access.mailDomainId === mailDomainId && (roles === undefined || roles.includes(access.role)),
      )
      .flatMap((access) => this.#view(access) ?? [])
      .filter(({ user }) => isFound(search, [user.name, user.email]));
    return pageOf(views, request, ORDER);
  }

  async find(mailDomainId: MailDomainId, id: MailDomainAccessId): Promise<MailDomainAccessView | undefined> {
    const access = this.store.tables.mailDomainAccesses.find(id);
    return access?.mailDomainId === mailDomainId ? this.#view(access) : undefined;
  }

  async availableUsers(
    mailDomainId: MailDomainId,
    { organizationId, search, limit, offset = 0 }: AvailableUserFilter,
  ): Promise<readonly ListedUserView[]> {
    const { users, mailDomainAccesses } = this.store.tables;
    const found = users.all(
      (user) =>
        user.isActive &&
        user.organizationId === organizationId &&
        !mailDomainAccesses.has(
          (access) => access.mailDomainId === mailDomainId && access.userId === user.id,
        ) &&
        isFound(search, [user.name, verifiedEmail(user)]),
    );
    const newestFirst = [{ field: 'created_at', descending: true }] as const;
    const page = pageOf(
      found,
      { number: 1, size: offset + limit, order: newestFirst },
      { created_at: ({ createdAt }) => createdAt },
    );
    return page.items.slice(offset).map((user) => listedUserView(this.store.tables, user));
  }

  #view(access: MailDomainAccess): MailDomainAccessView | undefined {
    const user = this.store.tables.users.find(access.userId);
    return user && { ...access, user: { id: user.id, email: verifiedEmail(user), name: user.name } };
  }
}
