import type { ServiceProvider } from '../../../domain/access/service-provider.ts';
import { DomainError } from '../../../domain/shared/errors.ts';
import type { OrganizationId, ServiceProviderId } from '../../../domain/shared/ids.ts';
import { lockOrganizationFor } from '../../organization/lock-organization-for.ts';
import { organizationAuditSubject } from '../../organization/organization-audit-subject.ts';
import type { Actor } from '../../shared/actor.ts';
import { ensureNotTooMany } from '../../shared/ensure-room.ts';
import type { Page, PageRequest } from '../../shared/page.ts';
import { searchPage } from '../../shared/search.ts';
import type { Clock, IdGenerator } from '../../shared/system.ts';
import type { Repositories, UnitOfWork } from '../../unit-of-work.ts';
import type { ServiceProviderOrderField, ServiceProviderQueries } from './service-provider-queries.ts';

type Stores = Pick<Repositories, 'organizations' | 'organizationAccesses' | 'serviceProviders' | 'audit'>;
type Deps = { unitOfWork: UnitOfWork<Stores>; clock: Clock };

/** @throws DomainError `service_provider.action_forbidden` */
function ensureIsStaff({ isStaff }: Actor): void {
  if (!isStaff) throw new DomainError('service_provider.action_forbidden', 'Services are kept by staff');
}

const known = async ({ serviceProviders }: Pick<Stores, 'serviceProviders'>, id: ServiceProviderId) => {
  const provider = await serviceProviders.find(id);
  if (!provider) throw new DomainError('service_provider.not_found', 'No such service provider');
  return provider;
};

export type ListServicesOf = (
  actor: Actor,
  organizationId: OrganizationId,
  request: PageRequest<ServiceProviderOrderField>,
) => Promise<Page<ServiceProvider>>;

/**
 * Services with whether an organization may use them, for staff.
 * @throws DomainError `service_provider.action_forbidden`
 */
export const makeListServicesOf =
  ({ serviceProviderQueries }: { serviceProviderQueries: ServiceProviderQueries }): ListServicesOf =>
  async (actor, organizationId, request) => {
    ensureIsStaff(actor);
    return serviceProviderQueries.page(organizationId, {}, request);
  };

export type ListRegisteredServices = (
  actor: Actor,
  search: string | undefined,
  request: PageRequest<ServiceProviderOrderField>,
) => Promise<Page<ServiceProvider>>;

/** All services, or those with the text in their name or audience, for staff. @throws as `ListServicesOf` */
export const makeListRegisteredServices =
  ({ serviceProviderQueries }: { serviceProviderQueries: ServiceProviderQueries }): ListRegisteredServices =>
  async (actor, search, request) => {
    ensureIsStaff(actor);
    return searchPage(search, (searched) => serviceProviderQueries.registered(searched, request));
  };

export type CreateServiceProvider = (
  actor: Actor,
  input: Readonly<{ name: string; audienceId: string }>,
) => Promise<ServiceProvider>;

/**
 * @throws DomainError `service_provider.action_forbidden`, `service_provider.name_taken`,
 *   `service_provider.audience_taken`
 */
export const makeCreateServiceProvider =
  ({ unitOfWork, clock, ids }: Deps & { ids: IdGenerator }): CreateServiceProvider =>
  async (actor, { name, audienceId }) => {
    ensureIsStaff(actor);
    const now = clock.now();
    const id = ids.next<ServiceProviderId>();
    const provider = { id, name, audienceId, createdAt: now, updatedAt: now };
    await unitOfWork.run(async ({ serviceProviders, audit }) => {
      await serviceProviders.insert(provider);
      await audit.append(actor, {
        at: now,
        action: 'service_provider.created',
        objectId: id,
        label: name,
        organizationId: null,
        details: { audienceId },
      });
    });
    return provider;
  };

export type RenameServiceProvider = (
  actor: Actor,
  id: ServiceProviderId,
  name: string,
) => Promise<ServiceProvider>;

/**
 * @throws DomainError `service_provider.action_forbidden`, `service_provider.not_found`, `service_provider.name_taken`
 */
export const makeRenameServiceProvider =
  ({ unitOfWork, clock }: Deps): RenameServiceProvider =>
  async (actor, id, name) => {
    ensureIsStaff(actor);
    return unitOfWork.run(async (stores) => {
      const before = await known(stores, id);
      const after = { ...before, name, updatedAt: clock.now() };
      await stores.serviceProviders.update(after);
      await stores.audit.append(actor, {
        at: after.updatedAt,
        action: 'service_provider.renamed',
        objectId: id,
        label: name,
        organizationId: null,
        details: { name: { before: before.name, after: name } },
      });
      return after;
    });
  };

export type SetServiceAllowed = (
  actor: Actor,
  input: Readonly<{
    organizationId: OrganizationId;
    serviceProviderId: ServiceProviderId;
    isAllowed: boolean;
  }>,
) => Promise<void>;

/**
 * Lets an organization use a service, or stops it, by a staff member. Repeating it changes nothing.
 *
 * @throws DomainError `organization.not_found`, `organization.action_forbidden`, `service_provider.not_found`
 */
export const makeSetServiceAllowed =
  ({
    unitOfWork,
    clock,
  }: {
    unitOfWork: UnitOfWork<Stores & Pick<Repositories, 'storedCounts'>>;
    clock: Clock;
  }): SetServiceAllowed =>
  (actor, { organizationId, serviceProviderId, isAllowed }) =>
    unitOfWork.run(async (stores) => {
      const { serviceProviders, audit } = stores;
      const organization = await lockOrganizationFor(stores, actor, organizationId, 'manageServiceProviders');
      const { name } = await known(stores, serviceProviderId);
      const isChanged = isAllowed
        ? await serviceProviders.link(organizationId, serviceProviderId)
        : await serviceProviders.unlink(organizationId, serviceProviderId);
      if (!isChanged) return;
      if (isAllowed) await ensureNotTooMany(stores, { kind: 'services_of_organization', id: organizationId });
      await audit.append(actor, {
        ...organizationAuditSubject(organization),
        at: clock.now(),
        action: isAllowed ? 'organization.service_provider_added' : 'organization.service_provider_removed',
        details: { serviceProviderId, name },
      });
    });
