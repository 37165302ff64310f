import type { Organization } from '../../../domain/organization/organization.ts';
import type { OrganizationAccess } from '../../../domain/organization/organization-access.ts';
import type { OrganizationAccessId, UserId } from '../../../domain/shared/ids.ts';
import type { Actor } from '../../shared/actor.ts';
import type { Repositories } from '../../unit-of-work.ts';
import { organizationAuditSubject } from '../organization-audit-subject.ts';
import type { PluginRegistry } from '../plugins/plugin-registry.ts';
import { type ClaimMailDeps, type ClaimMailStores, makeClaimMails } from './claim-mails.ts';

type Stores = Pick<Repositories, 'organizationAccesses' | 'organizationClaims' | 'audit'> & ClaimMailStores;
type Deps = ClaimMailDeps & { plugins: PluginRegistry };
export type AppointAdministrator = (
  stores: Stores,
  actor: Actor,
  organization: Organization,
  userId: UserId,
) => Promise<OrganizationAccess>;

/**
 * Makes a person an administrator of a locked organization, notifies the plugins, and settles the organization's pending
 * claims: the person's is approved, the others are rejected, and every claimant gets a mail.
 *
 * @throws DomainError `organization_access.already_exists`
 */
export const makeAppointAdministrator = ({ plugins, ...deps }: Deps): AppointAdministrator => {
  const { clock, ids } = deps;
  const { tellClaimant } = makeClaimMails(deps);
  return async (stores, actor, organization, userId) => {
    const { organizationAccesses, organizationClaims, outbox, audit } = stores;
    const now = clock.now();
    const { id: organizationId } = organization;
    const about = { ...organizationAuditSubject(organization), at: now };
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
      await tellClaimant(stores, claim, organization, status === 'approved' ? 'approved' : 'superseded');
    }
    for (const plugin of plugins.listening('organization_access_granted')) {
      const occurredAt = now.toISOString();
      const event = { hook: 'organization_access_granted', organizationId, userId, occurredAt } as const;
      await outbox.append({ name: 'run_plugin_hook', plugin, event });
    }
    return access;
  };
};
