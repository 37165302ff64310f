import { ensureMayRename } from '../../domain/organization/organization-access.ts';
import type { OrganizationId } from '../../domain/shared/ids.ts';
import type { Actor } from '../shared/actor.ts';
import type { Clock } from '../shared/system.ts';
import type { Repositories, UnitOfWork } from '../unit-of-work.ts';
import type { GetOrganization } from './get-organization.ts';

export type CheckOrganizationUpdate = (actor: Actor, id: OrganizationId) => Promise<void>;
export type RenameOrganization = (
  actor: Actor,
  id: OrganizationId,
  name: string,
) => ReturnType<GetOrganization>;

/** Refuses unless the actor may change `id`. @throws as `RenameOrganization` */
export const makeCheckOrganizationUpdate =
  ({ getOrganization }: { getOrganization: GetOrganization }): CheckOrganizationUpdate =>
  async (actor, id) => {
    const { abilities } = await getOrganization(actor, id);
    ensureMayRename(abilities);
  };

type Deps = {
  unitOfWork: UnitOfWork<Pick<Repositories, 'organizations' | 'audit'>>;
  getOrganization: GetOrganization;
  clock: Clock;
};

/**
 * Renames the actor's organization, to a name of 1 to 100 characters.
 *
 * @throws DomainError `organization.not_found` for another organization, `organization.action_forbidden` for members
 */
export const makeRenameOrganization =
  ({ unitOfWork, getOrganization, clock }: Deps): RenameOrganization =>
  async (actor, id, name) => {
    const { organization, abilities } = await getOrganization(actor, id);
    ensureMayRename(abilities);
    const at = clock.now();
    await unitOfWork.run(async ({ organizations, audit }) => {
      await organizations.rename(id, name, at);
      await audit.append(actor, {
        at,
        action: 'organization.renamed',
        objectId: id,
        label: name,
        organizationId: id,
        details: { name: { before: organization.name, after: name } },
      });
    });
    return getOrganization(actor, id);
  };
