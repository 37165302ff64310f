import type { Organization } from '../../domain/organization/organization.ts';
import type { OrganizationAccess } from '../../domain/organization/organization-access.ts';
import type { OrganizationAccessId, UserId } from '../../domain/shared/ids.ts';
import type { Actor } from '../actor.ts';
import type { PluginRegistry } from '../ports/plugin-registry.ts';
import type { Clock, IdGenerator } from '../ports/system.ts';
import type { Repositories } from '../ports/unit-of-work.ts';
import { aboutOrganization } from './about-organization.ts';

type Stores = Pick<Repositories, 'organizationAccesses' | 'organizationClaims' | 'outbox' | 'audit'>;
type Deps = { clock: Clock; ids: IdGenerator; plugins: PluginRegistry };
export type AppointAdministrator = (
  stores: Stores,
  actor: Actor,
  organization: Organization,
  userId: UserId,
) => Promise<OrganizationAccess>;

/**
 * Makes somebody an administrator of a locked organization, tells the plugins, and settles the claims that wait there:
 * theirs is approved, those of others are rejected.
 *
 * @throws DomainError `organization_access.already_exists`
 */
export const makeAppointAdministrator =
  ({ clock, ids, plugins }: Deps): AppointAdministrator =>
  async ({ organizationAccesses, organizationClaims, outbox, audit }, actor, organization, userId) => {
    const now = clock.now();
    const { id: organizationId } = organization;
    const about = { ...aboutOrganization(organization), at: now };
    const access: OrganizationAccess = {
      id: ids.next<OrganizationAccessId>(),
      organizationId,
      userId,
      role: 'administrator',
      createdAt: now,
      updatedAt: now,
    };
    await organizationAccesses.insert(access);
    await audit.append(actor, {
      ...about,
      action: 'organization_access.granted',
      subjectId: userId,
      details: { role: access.role },
    });
    for (const claim of await organizationClaims.listPending(organizationId)) {
      const status = claim.userId === userId ? 'approved' : 'rejected';
      await organizationClaims.update({ ...claim, status, decidedBy: actor.userId, updatedAt: now });
      const action = `organization_claim.${status}` as const;
      await audit.append(actor, { ...about, action, subjectId: claim.userId });
    }
    for (const plugin of plugins.listening('organization_access_granted')) {
      const occurredAt = now.toISOString();
      const event = { hook: 'organization_access_granted', organizationId, userId, occurredAt } as const;
      await outbox.append({ name: 'run_plugin_hook', plugin, event });
    }
    return access;
  };
