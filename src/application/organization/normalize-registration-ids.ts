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

/** The outcome for a registration id that is not stored in normalized form. */
export type IdNormalization =
  | (StoredRegistrationId & { readonly outcome: 'normalized'; readonly registrationId: string })
  /** Another organization has the same normalized id: both stay unchanged, to be merged. */
  | (StoredRegistrationId & { readonly outcome: 'collision'; readonly registrationId: string })
  /** The id is a placeholder that matches nobody: it stays until staff remove it. */
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
 * Normalizes registration ids that earlier releases stored, one organization at a time; it may be interrupted and run
 * again. Ids that two organizations would then share stay, and both are reported.
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
        // An organization named after its id keeps the id as its name until it is named.
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
