import { isUnnamed, type Organization } from '../../domain/organization/organization.ts';
import { ensureMayManageOrganizations } from '../../domain/organization/organization-management.ts';
import { DomainError } from '../../domain/shared/errors.ts';
import type { OrganizationId } from '../../domain/shared/ids.ts';
import { endFormerAccounts } from '../identity/provider/end-mailbox-sessions.ts';
import type { Clock } from '../shared/system.ts';
import type { Repositories, UnitOfWork } from '../unit-of-work.ts';
import { organizationAuditSubject } from './organization-audit-subject.ts';
import type { OrganizationReferences } from './organization-merge-repository.ts';
import type { OrganizationOperator } from './organization-operator.ts';
import type { PluginRegistry } from './plugins/plugin-registry.ts';
import { queueOrganizationCreated } from './plugins/queue-organization-created.ts';

type Stores = Pick<
  Repositories,
  'organizations' | 'organizationMerges' | 'audit' | 'outbox' | 'openidSessions'
>;
type Deps = { unitOfWork: UnitOfWork<Stores>; clock: Clock; plugins: PluginRegistry };

/** The result of a merge, or the expected result of a dry run. */
export type OrganizationMerge = Readonly<{
  /** The organization that stays, after the merge. */
  kept: Organization;
  /** The organization that is removed, before the merge. */
  removed: Organization;
  /** Numbers of references to the removed organization. */
  references: OrganizationReferences;
}>;
export type MergeOrganizations = (
  by: OrganizationOperator,
  input: {
    readonly keepId: OrganizationId;
    readonly otherId: OrganizationId;
    /** Only reports what a merge would do. */
    readonly isDryRun: boolean;
  },
) => Promise<OrganizationMerge>;

function ensureIsThere(locked: ReadonlyMap<OrganizationId, Organization>, id: OrganizationId): Organization {
  const organization = locked.get(id);
  if (organization) return organization;
  throw new DomainError('organization.not_found', `No organization ${id}`, { params: { value: id } });
}

/** `kept` after it absorbed `removed`: its name, metadata and activity stay, its identifiers come first. */
const united = (kept: Organization, removed: Organization, at: Date): Organization => ({
  ...kept,
  registrationIds: [...kept.registrationIds, ...removed.registrationIds],
  domains: [...kept.domains, ...removed.domains],
  updatedAt: at,
});

/**
 * Merges two organizations, by a staff member: people, objects and identifiers of one move to the other, and the empty
 * one is removed. All or nothing.
 *
 * @throws DomainError `organization.action_forbidden`, `organization.merge_with_itself`, `organization.not_found`
 *   (params: `value`)
 */
export const makeMergeOrganizations =
  ({ unitOfWork, clock, plugins }: Deps): MergeOrganizations =>
  async (by, { keepId, otherId, isDryRun }) => {
    ensureMayManageOrganizations(by.isStaff, 'merge');
    if (keepId === otherId) {
      throw new DomainError('organization.merge_with_itself', 'An organization is not merged with itself');
    }
    return unitOfWork.run(async (stores) => {
      const { organizations, organizationMerges, audit, outbox } = stores;
      const locked = await organizationMerges.lockWhole([keepId, otherId]);
      const [before, removed] = [ensureIsThere(locked, keepId), ensureIsThere(locked, otherId)];
      const at = clock.now();
      const kept = united(before, removed, at);
      const references = await organizationMerges.countReferences(otherId);
      if (isDryRun) return { kept, removed, references };
      await organizationMerges.absorb(keepId, otherId, at);
      await organizations.update(kept);
      await endFormerAccounts(stores, { organizationId: keepId }, at);
      const details = {
        mergedId: otherId,
        mergedName: removed.name,
        registrationIds: removed.registrationIds,
        domains: removed.domains,
        ...references,
      };
      await audit.append(by, {
        ...organizationAuditSubject(kept),
        at,
        action: 'organization.merged',
        details,
      });
      await audit.append(by, {
        ...organizationAuditSubject(removed),
        at,
        action: 'organization.removed',
        organizationId: keepId,
        details: { mergedInto: keepId },
      });
      if (isUnnamed(kept)) {
        await queueOrganizationCreated(outbox, plugins, { organizationId: keepId, occurredAt: at });
      }
      return { kept, removed, references };
    });
  };
