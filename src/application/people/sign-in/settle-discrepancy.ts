import {
  type DiscrepancySettlement,
  ensureIsOpen,
} from '../../../domain/organization/organization-discrepancy.ts';
import { ensureMayManageOrganizations } from '../../../domain/organization/organization-management.ts';
import { publicLabel } from '../../../domain/people/email-verification.ts';
import { ensureMayMove, type UserManager } from '../../../domain/people/user-management.ts';
import type { OrganizationId, UserId } from '../../../domain/shared/ids.ts';
import type {
  OrganizationDiscrepancyView,
  OrganizationPeopleQueries,
} from '../../organization/administrators/organization-people-queries.ts';
import type { OrganizationOperator } from '../../organization/organization-operator.ts';
import type { CursorRequest, Page } from '../../shared/page.ts';
import type { Repositories, UnitOfWork } from '../../unit-of-work.ts';
import type { MoveUser } from '../move-user.ts';
import { OrganizationPlacement, type PlacementDeps } from './place-in-organization.ts';

type Settler = OrganizationOperator & UserManager;

export type ListDiscrepancies = (
  by: OrganizationOperator,
  request: CursorRequest<'created_at'>,
) => Promise<Page<OrganizationDiscrepancyView>>;

/** People whose provider names another organization than theirs. @throws DomainError `organization.action_forbidden` */
export const makeListDiscrepancies =
  ({
    organizationPeopleQueries,
  }: {
    organizationPeopleQueries: OrganizationPeopleQueries;
  }): ListDiscrepancies =>
  async ({ isStaff }, request) => {
    ensureMayManageOrganizations(isStaff, 'settleDiscrepancies');
    return organizationPeopleQueries.discrepancies(request);
  };

type Stores = Pick<Repositories, 'organizations' | 'placements' | 'users' | 'audit' | 'outbox'>;
type Deps = PlacementDeps & { unitOfWork: UnitOfWork<Stores>; moveUser: MoveUser };
export type SettleDiscrepancy = (
  by: Settler,
  userId: UserId,
  settlement: DiscrepancySettlement,
) => Promise<void>;

/**
 * Settles a discrepancy, by a staff member: moves the person to the claimed organization, which is created if it does
 * not exist, or leaves them and ignores the claim until the provider makes another one.
 *
 * @throws DomainError `organization.action_forbidden`, `organization_discrepancy.not_found`; as `MoveUser`
 */
export const makeSettleDiscrepancy = ({ unitOfWork, moveUser, ...deps }: Deps): SettleDiscrepancy => {
  const placement = new OrganizationPlacement(deps);

  const findNamed = (by: Settler, userId: UserId): Promise<OrganizationId | undefined> =>
    unitOfWork.run(async (stores) => {
      const discrepancy = await stores.placements.findDiscrepancy(userId);
      ensureIsOpen(discrepancy);
      ensureMayMove(by, await stores.users.find(userId));
      const evidence = { registrationId: discrepancy.registrationId, domain: undefined };
      return (await placement.place(stores, evidence, by))?.id;
    });

  return async (by, userId, settlement) => {
    ensureMayManageOrganizations(by.isStaff, 'settleDiscrepancies');
    if (settlement === 'move') {
      const organizationId = await findNamed(by, userId);
      if (organizationId !== undefined) await moveUser(by, userId, organizationId);
    }
    await unitOfWork.run(async ({ users, placements, audit }) => {
      const user = await users.lock(userId);
      const discrepancy = await placements.findDiscrepancy(userId);
      if (settlement === 'move') return placements.removeDiscrepancy(userId);
      ensureIsOpen(discrepancy);
      const at = deps.clock.now();
      await placements.putDiscrepancy({
        ...discrepancy,
        status: 'ignored',
        settledBy: by.userId,
        updatedAt: at,
      });
      await audit.append(by, {
        at,
        action: 'user.organization_discrepancy_ignored',
        objectId: userId,
        subjectId: userId,
        label: user ? publicLabel(user) : userId,
        organizationId: user?.organizationId ?? null,
        details: { registrationId: discrepancy.registrationId },
      });
    });
  };
};
