import type { AuditAuthor } from '../../domain/audit/audit-entry.ts';
import type { Organization } from '../../domain/organization/organization.ts';
import { publicLabel } from '../../domain/people/email-verification.ts';
import type { User } from '../../domain/people/user.ts';
import { ensureMayMove, type UserManager } from '../../domain/people/user-management.ts';
import { DomainError } from '../../domain/shared/errors.ts';
import type { OrganizationId, UserId } from '../../domain/shared/ids.ts';
import { organizationAuditSubject } from '../organization/organization-audit-subject.ts';
import type { Clock } from '../shared/system.ts';
import type { Repositories, UnitOfWork } from '../unit-of-work.ts';

type Stores = Pick<
  Repositories,
  'organizations' | 'organizationAccesses' | 'organizationClaims' | 'placements' | 'users' | 'audit'
>;
type Mover = AuditAuthor & UserManager;
export type MoveUser = (
  by: Mover,
  id: UserId,
  /** Null: no organization. */
  organizationId: OrganizationId | null,
) => Promise<User>;

/** Organizations are locked before people, and in one order, so that no two transactions wait for each other. */
async function lockOrganizations(
  { organizations }: Stores,
  ids: readonly (OrganizationId | null)[],
): Promise<ReadonlyMap<OrganizationId, Organization>> {
  const locked = new Map<OrganizationId, Organization>();
  for (const id of [...new Set(ids)].filter((id) => id !== null).sort()) {
    const organization = await organizations.lock(id);
    if (organization) locked.set(id, organization);
  }
  return locked;
}

/** A person who leaves an organization loses its administration, and their claim to it is withdrawn. */
async function leave(
  { organizationAccesses, organizationClaims, audit }: Stores,
  by: Mover,
  userId: UserId,
  organization: Organization,
  at: Date,
): Promise<void> {
  const about = { ...organizationAuditSubject(organization), at, subjectId: userId };
  const access = await organizationAccesses.findOf(organization.id, userId);
  if (access) {
    await organizationAccesses.delete(access.id);
    await audit.append(by, {
      ...about,
      action: 'organization_access.revoked',
      details: { role: access.role },
    });
  }
  for (const claim of await organizationClaims.listPending(organization.id)) {
    if (claim.userId !== userId) continue;
    await organizationClaims.update({ ...claim, status: 'withdrawn', updatedAt: at });
    await audit.append(by, { ...about, action: 'organization_claim.withdrawn' });
  }
}

/**
 * Moves a person to another organization, or to none, by a staff member. They keep their teams, mail domains and
 * contacts, and no sign-in moves them again. Moving a person to their own organization changes nothing.
 *
 * @throws DomainError `user.not_found`, `user.action_forbidden`, `organization.not_found`
 */
export const makeMoveUser = ({
  unitOfWork,
  clock,
}: {
  unitOfWork: UnitOfWork<Stores>;
  clock: Clock;
}): MoveUser => {
  /** Undefined when another transaction moved the person meanwhile. */
  const attempt = (by: Mover, id: UserId, organizationId: OrganizationId | null): Promise<User | undefined> =>
    unitOfWork.run(async (stores) => {
      const known = await stores.users.find(id);
      ensureMayMove(by, known);
      const organizations = await lockOrganizations(stores, [known.organizationId, organizationId]);
      if (organizationId !== null && !organizations.has(organizationId)) {
        throw new DomainError('organization.not_found', 'No such organization');
      }
      const before = await stores.users.lock(id);
      if (before?.organizationId !== known.organizationId) return undefined;
      if (before.organizationId === organizationId) return before;
      const at = clock.now();
      const left = before.organizationId === null ? undefined : organizations.get(before.organizationId);
      if (left) await leave(stores, by, id, left, at);
      const after: User = { ...before, organizationId, updatedAt: at };
      await stores.users.update(after);
      await stores.placements.recordPlacedByStaff(id, at);
      await stores.audit.append(by, {
        at,
        action: 'user.organization_changed',
        objectId: id,
        subjectId: id,
        label: publicLabel(after),
        organizationId: organizationId ?? before.organizationId,
        details: { organizationId: { before: before.organizationId, after: organizationId } },
      });
      return after;
    });
  return async (by, id, organizationId) => {
    for (;;) {
      const moved = await attempt(by, id, organizationId);
      if (moved) return moved;
    }
  };
};
