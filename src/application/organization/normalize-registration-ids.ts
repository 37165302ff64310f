import { isUnnamed, type Organization } from '../../domain/organization/organization.ts';
import { ensureMayManageOrganizations } from '../../domain/organization/organization-management.ts';
import { isPlaceholderId, normalizeRegistrationId } from '../../domain/organization/registration-id.ts';
import type { OrganizationId } from '../../domain/shared/ids.ts';
import type { Clock } from '../shared/system.ts';
import type { Repositories, UnitOfWork } from '../unit-of-work.ts';
import { organizationAuditSubject } from './organization-audit-subject.ts';
import type { OrganizationOperator } from './organization-operator.ts';
import type { OrganizationQueries, StoredRegistrationId } from './organization-queries.ts';
import type { PluginRegistry } from './plugins/plugin-registry.ts';
import { queueOrganizationCreated } from './plugins/queue-organization-created.ts';

type Deps = {
  unitOfWork: UnitOfWork<Pick<Repositories, 'organizations' | 'audit' | 'outbox'>>;
  organizationQueries: OrganizationQueries;
  clock: Clock;
  plugins: PluginRegistry;
};

/** What became, or would become, of registration ids that are not stored as they are compared. */
export type IdNormalization =
  | (StoredRegistrationId & { readonly outcome: 'normalized'; readonly registrationId: string })
  /** Another organization has the same id, written so or otherwise: both stay as they are, to be merged. */
  | (StoredRegistrationId & { readonly outcome: 'collision'; readonly registrationId: string })
  /** It stands for no id: nobody is matched by it, and it stays until staff take it away. */
  | (StoredRegistrationId & { readonly outcome: 'placeholder' });

export type NormalizeRegistrationIds = (
  by: OrganizationOperator,
  isDryRun: boolean,
) => Promise<readonly IdNormalization[]>;

function judge(stored: readonly StoredRegistrationId[]): readonly IdNormalization[] {
  const holders = new Map<string, Set<OrganizationId>>();
  for (const { value, organizationId } of stored) {
    const id = normalizeRegistrationId(value);
    holders.set(id, (holders.get(id) ?? new Set()).add(organizationId));
  }
  return stored.flatMap((one): IdNormalization[] => {
    const registrationId = normalizeRegistrationId(one.value);
    if (isPlaceholderId(registrationId)) return [{ ...one, outcome: 'placeholder' }];
    if ((holders.get(registrationId)?.size ?? 0) > 1)
      return [{ ...one, outcome: 'collision', registrationId }];
    return registrationId === one.value ? [] : [{ ...one, outcome: 'normalized', registrationId }];
  });
}

/**
 * Stores the registration ids of before as they are compared now, an organization at a time; run again, it goes on. Ids of
 * which two organizations would have the same stay, and both are told.
 *
 * @throws DomainError `organization.action_forbidden`
 */
export const makeNormalizeRegistrationIds = ({
  unitOfWork,
  organizationQueries,
  clock,
  plugins,
}: Deps): NormalizeRegistrationIds => {
  const rewrite = (by: OrganizationOperator, id: OrganizationId, ids: ReadonlyMap<string, string>) =>
    unitOfWork.run(async ({ organizations, audit, outbox }) => {
      const before = await organizations.lock(id);
      if (!before) return;
      const rewritten = (value: string) => ids.get(value) ?? value;
      const after: Organization = {
        ...before,
        // One that is called by its id goes on being so, until it is named.
        name: before.registrationIds.includes(before.name) ? rewritten(before.name) : before.name,
        registrationIds: [...new Set(before.registrationIds.map(rewritten))],
        updatedAt: clock.now(),
      };
      await organizations.update(after);
      await organizations.replaceIdentifiers(id, after);
      await audit.append(by, {
        ...organizationAuditSubject(after),
        at: after.updatedAt,
        action: 'organization.updated',
        details: {
          registrationIds: {
            before: before.registrationIds.join(', '),
            after: after.registrationIds.join(', '),
          },
        },
      });
      if (isUnnamed(after)) {
        await queueOrganizationCreated(outbox, plugins, { organizationId: id, occurredAt: after.updatedAt });
      }
    });

  return async (by, isDryRun) => {
    ensureMayManageOrganizations(by.isStaff, 'merge');
    const judged = judge(await organizationQueries.registrationIds());
    if (isDryRun) return judged;
    const changes = new Map<OrganizationId, Map<string, string>>();
    for (const one of judged) {
      if (one.outcome !== 'normalized') continue;
      const ids = changes.get(one.organizationId) ?? new Map<string, string>();
      changes.set(one.organizationId, ids.set(one.value, one.registrationId));
    }
    for (const [id, ids] of changes) await rewrite(by, id, ids);
    return judged;
  };
};
