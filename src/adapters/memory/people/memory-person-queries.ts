import type { HeldRole, HeldRoleFilter, HeldRoleOrderField } from '../../../application/people/held-role.ts';
import type { PersonQueries, PersonView } from '../../../application/people/person-queries.ts';
import type { Page, PageRequest } from '../../../application/shared/page.ts';
import type { UserId } from '../../../domain/shared/ids.ts';
import type { MemoryStore } from '../engine/memory-store.ts';
import { pageOf } from '../engine/page-of.ts';
import { pick } from '../engine/pick.ts';
import { isFound } from '../engine/search-text.ts';
import { listedUserView } from './listed-user.ts';

const ORDER = { name: ({ name }: HeldRole) => name, since: ({ since }: HeldRole) => since };

export class MemoryPersonQueries implements PersonQueries {
  constructor(private readonly store: MemoryStore) {}

  async find(userId: UserId): Promise<PersonView | undefined> {
    const { users, teamAccesses, mailDomainAccesses } = this.store.tables;
    const user = users.find(userId);
    if (!user) return undefined;
    return {
      ...listedUserView(this.store.tables, user),
      managesTeam: teamAccesses.has((access) => access.userId === userId && access.role !== 'member'),
      hasMailDomain: mailDomainAccesses.has((access) => access.userId === userId),
    };
  }

  async roles(
    userId: UserId,
    { search, kind }: HeldRoleFilter,
    request: PageRequest<HeldRoleOrderField>,
  ): Promise<Page<HeldRole>> {
    const held = this.#rolesOf(userId).filter(
      (role) => isFound(search, [role.name]) && (kind === undefined || role.kind === kind),
    );
    return pageOf(held, request, ORDER);
  }

  #rolesOf(userId: UserId): readonly HeldRole[] {
    const { users, mailDomainAccesses, teamAccesses, organizationAccesses } = this.store.tables;
    const { mailDomains, teams, organizations } = this.store.tables;
    const isTheirs = (access: { readonly userId: UserId }) => access.userId === userId;
    const own = users.find(userId)?.organizationId;
    return [
      ...mailDomainAccesses.all(isTheirs).flatMap(({ mailDomainId, role, createdAt: since }): HeldRole[] => {
        const found = mailDomains.find(mailDomainId);
        return found ? [{ kind: 'mail_domain', ...pick(found, 'id', 'name', 'slug'), role, since }] : [];
      }),
      ...teamAccesses.all(isTheirs).flatMap(({ teamId, role, createdAt: since }): HeldRole[] => {
        const found = teams.find(teamId);
        return found ? [{ kind: 'team', ...pick(found, 'id', 'name'), slug: null, role, since }] : [];
      }),
      ...organizationAccesses
        .all((access) => isTheirs(access) && access.organizationId === own)
        .flatMap(({ organizationId, role, createdAt: since }): HeldRole[] => {
          const found = organizations.find(organizationId);
          return found
            ? [{ kind: 'organization', ...pick(found, 'id', 'name'), slug: null, role, since }]
            : [];
        }),
    ];
  }
}
