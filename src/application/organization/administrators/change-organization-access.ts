import type { OrganizationAccess } from '../../../domain/organization/organization-access.ts';
import {
  ensureMayManage,
  ensureMayRemoveAdministrator,
  type OrganizationManagement,
  organizationManagement,
} from '../../../domain/organization/organization-management.ts';
import { DomainError } from '../../../domain/shared/errors.ts';
import type { OrganizationAccessId, OrganizationId, UserId } from '../../../domain/shared/ids.ts';
import type { Actor } from '../../shared/actor.ts';
import { ensureRoom } from '../../shared/ensure-room.ts';
import type { Page, PageRequest } from '../../shared/page.ts';
import type { Clock } from '../../shared/system.ts';
import type { Repositories, UnitOfWork } from '../../unit-of-work.ts';
import { lockOrganizationFor } from '../lock-organization-for.ts';
import { organizationAuditSubject } from '../organization-audit-subject.ts';
import type { OrganizationQueries } from '../organization-queries.ts';
import type { AppointAdministrator } from './appoint-administrator.ts';
import type { OrganizationAccessView, OrganizationPeopleQueries } from './organization-people-queries.ts';

type Stores = Pick<
  Repositories,
  | 'organizations'
  | 'organizationAccesses'
  | 'organizationClaims'
  | 'users'
  | 'outgoingMails'
  | 'outbox'
  | 'audit'
  | 'storedCounts'
>;

export type ListOrganizationAccesses = (
  actor: Actor,
  id: OrganizationId,
  request: PageRequest<'created_at'>,
) => Promise<Page<OrganizationAccessView> & { readonly management: OrganizationManagement }>;

/** The administrators of an organization, for its members and for staff. @throws DomainError `organization.not_found` */
export const makeListOrganizationAccesses =
  ({
    organizationQueries,
    organizationPeopleQueries,
  }: {
    organizationQueries: OrganizationQueries;
    organizationPeopleQueries: OrganizationPeopleQueries;
  }): ListOrganizationAccesses =>
  async (actor, id, request) => {
    const found = await organizationQueries.find(id, actor.userId);
    const { isStaff } = actor;
    const standing = { isStaff, isMember: actor.organizationId === id, role: found?.role };
    ensureMayManage(standing, 'readAccesses');
    if (!found) throw new DomainError('organization.not_found', 'No such organization');
    const page = await organizationPeopleQueries.accesses(id, request);
    return { ...page, management: organizationManagement(standing) };
  };

export type GrantOrganizationAccess = (
  actor: Actor,
  organizationId: OrganizationId,
  userId: UserId,
) => Promise<OrganizationAccess>;

/**
 * Makes a member of an organization one of its administrators; pending claims are settled with it.
 *
 * @throws DomainError `organization.not_found`, `organization.action_forbidden`, `organization_access.unknown_user`
 *   (params: `value`) when the person is not an active member, `organization_access.already_exists`, `list.full`
 */
export const makeGrantOrganizationAccess =
  ({
    unitOfWork,
    appointAdministrator,
  }: {
    unitOfWork: UnitOfWork<Stores>;
    appointAdministrator: AppointAdministrator;
  }): GrantOrganizationAccess =>
  (actor, organizationId, userId) =>
    unitOfWork.run(async (stores) => {
      const organization = await lockOrganizationFor(stores, actor, organizationId, 'manageAccesses');
      const user = await stores.users.lock(userId);
      if (!user?.isActive || user.organizationId !== organizationId) {
        throw new DomainError('organization_access.unknown_user', 'Not an active member', {
          params: { value: userId },
        });
      }
      await ensureRoom(stores, { kind: 'administrators_of_organization', id: organizationId });
      return appointAdministrator(stores, actor, organization, userId);
    });

export type RevokeOrganizationAccess = (
  actor: Actor,
  organizationId: OrganizationId,
  id: OrganizationAccessId,
) => Promise<void>;

/**
 * Removes an administrator of an organization.
 *
 * @throws DomainError `organization.not_found`, `organization.action_forbidden`, `organization_access.not_found`,
 *   `organization_access.last_administrator`
 */
export const makeRevokeOrganizationAccess =
  ({
    unitOfWork,
    clock,
  }: {
    unitOfWork: UnitOfWork<Pick<Stores, 'organizations' | 'organizationAccesses' | 'audit'>>;
    clock: Clock;
  }): RevokeOrganizationAccess =>
  (actor, organizationId, id) =>
    unitOfWork.run(async (stores) => {
      const { organizationAccesses, audit } = stores;
      const organization = await lockOrganizationFor(stores, actor, organizationId, 'manageAccesses');
      const access = await organizationAccesses.find(organizationId, id);
      if (!access) throw new DomainError('organization_access.not_found', 'No such access');
      ensureMayRemoveAdministrator(actor.isStaff, await organizationAccesses.count(organizationId));
      await organizationAccesses.delete(id);
      await audit.append(actor, {
        ...organizationAuditSubject(organization),
        at: clock.now(),
        action: 'organization_access.revoked',
        subjectId: access.userId,
        details: { role: access.role },
      });
    });
