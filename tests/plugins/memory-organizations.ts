import type { OrganizationRepository } from '../../src/application/ports/organization-repository.ts';
import type { Repositories, UnitOfWork } from '../../src/application/ports/unit-of-work.ts';
import { isUnnamed, type Organization } from '../../src/domain/organization/organization.ts';

type Rows = Map<string, Organization>;

const byCreation = (a: Organization, b: Organization): number =>
  a.createdAt.getTime() - b.createdAt.getTime() || (a.id < b.id ? -1 : 1);

function repositoryOver(rows: Rows): OrganizationRepository {
  const findWhere = async (matches: (organization: Organization) => boolean) =>
    structuredClone(Array.from(rows.values()).find(matches));
  return {
    find: async (id) => structuredClone(rows.get(id)),
    findByRegistrationId: (id) => findWhere(({ registrationIds }) => registrationIds.includes(id)),
    findByDomain: (domain) => findWhere(({ domains }) => domains.includes(domain)),
    listUnnamed: async (limit) =>
      structuredClone(Array.from(rows.values()).filter(isUnnamed).sort(byCreation).slice(0, limit)),
    insertOrFind: async (organization) => {
      const holder = await findWhere(
        ({ registrationIds, domains }) =>
          registrationIds.some((id) => organization.registrationIds.includes(id)) ||
          domains.some((domain) => organization.domains.includes(domain)),
      );
      if (holder === undefined) rows.set(organization.id, structuredClone(organization));
      return holder ?? organization;
    },
    rename: async (id, name, updatedAt) => {
      const organization = rows.get(id);
      if (organization) rows.set(id, { ...organization, name, updatedAt });
    },
    update: async (organization) => void rows.set(organization.id, structuredClone(organization)),
  };
}

/** Organizations alone, one transaction at a time, published only on success. Knows whether one is open. */
export class MemoryOrganizations implements UnitOfWork<Pick<Repositories, 'organizations'>> {
  #rows: Rows = new Map();
  #queue: Promise<unknown> = Promise.resolve();
  isOpen = false;

  run<T>(work: (repositories: Pick<Repositories, 'organizations'>) => Promise<T>): Promise<T> {
    const turn = this.#queue.then(async () => {
      const draft = structuredClone(this.#rows);
      this.isOpen = true;
      try {
        const result = await work({ organizations: repositoryOver(draft) });
        this.#rows = draft;
        return result;
      } finally {
        this.isOpen = false;
      }
    });
    this.#queue = turn.catch(() => undefined);
    return turn;
  }
}
