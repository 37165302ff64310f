import type { AuditDetails } from '../../domain/audit/audit-entry.ts';
import { changeOf } from '../../domain/audit/change-of.ts';
import { isUnnamed, type Organization } from '../../domain/organization/organization.ts';
import {
  ensureIsIdentified,
  readOrganizationDomains,
  readRegistrationIds,
} from '../../domain/organization/organization-identifiers.ts';
import type { SharedMailDomains } from '../../domain/organization/shared-mail-domains.ts';
import type { OrganizationId } from '../../domain/shared/ids.ts';
import { endFormerAccounts } from '../identity/provider/end-mailbox-sessions.ts';
import type { Clock } from '../shared/system.ts';
import type { Repositories, UnitOfWork } from '../unit-of-work.ts';
import { lockOrganizationFor } from './lock-organization-for.ts';
import { organizationAuditSubject } from './organization-audit-subject.ts';
import type { OrganizationOperator } from './organization-operator.ts';
import type { PluginRegistry } from './plugins/plugin-registry.ts';
import { queueOrganizationCreated } from './plugins/queue-organization-created.ts';

type Deps = {
  unitOfWork: UnitOfWork<
    Pick<Repositories, 'organizations' | 'organizationAccesses' | 'audit' | 'outbox' | 'openidSessions'>
  >;
  clock: Clock;
  plugins: PluginRegistry;
  /** The format of registration ids in this installation; null for any. */
  registrationIdPattern: RegExp | null;
  sharedMailDomains: SharedMailDomains;
};

export type OrganizationChanges = Readonly<{
  name?: string | undefined;
  /** These ids and `domains` replace the present ones; members matched by former ones stay in the organization. */
  registrationIds?: readonly string[] | undefined;
  domains?: readonly string[] | undefined;
  isActive?: boolean | undefined;
}>;
export type EditOrganization = (
  by: OrganizationOperator,
  id: OrganizationId,
  changes: OrganizationChanges,
) => Promise<Organization>;

const FIELDS = ['name', 'registrationIds', 'domains', 'isActive'] as const;

/** The audited members of an organization: lists as text, in their order. */
const auditedMembers = ({ name, isActive, registrationIds, domains }: Organization) => ({
  name,
  isActive,
  registrationIds: registrationIds.join(', '),
  domains: domains.join(', '),
});

function changesBetween(before: Organization, after: Organization): AuditDetails {
  const [was, is] = [auditedMembers(before), auditedMembers(after)];
  return Object.assign({}, ...FIELDS.map((field) => changeOf(field, was, is)));
}

/**
 * Changes the given members of an organization, by a staff member; without a change nothing happens. When the
 * registration ids of an unnamed organization change, it is looked up again.
 *
 * @throws DomainError `organization.not_found`, `organization.action_forbidden`; `organization.registration_id_invalid`,
 *   `organization.registration_id_check_digits`, `organization.registration_id_taken`, `organization.domain_invalid`,
 *   `organization.domain_shared`, `organization.domain_taken` (params: `value`); `organization.identifier_required`
 */
export const makeEditOrganization =
  ({ unitOfWork, clock, plugins, registrationIdPattern, sharedMailDomains }: Deps): EditOrganization =>
  (by, id, { name, registrationIds, domains, isActive }) =>
    unitOfWork.run(async (stores) => {
      const { organizations, audit, outbox } = stores;
      const before = await lockOrganizationFor(stores, by, id, 'edit');
      const after: Organization = {
        ...before,
        name: name ?? before.name,
        registrationIds: registrationIds
          ? readRegistrationIds(registrationIds, registrationIdPattern, before.registrationIds)
          : before.registrationIds,
        domains: domains
          ? readOrganizationDomains(domains, sharedMailDomains, before.domains)
          : before.domains,
        isActive: isActive ?? before.isActive,
        updatedAt: clock.now(),
      };
      ensureIsIdentified(after);
      const details = changesBetween(before, after);
      if (Object.keys(details).length === 0) return before;
      await organizations.update(after);
      await endFormerAccounts(stores, { organizationId: id }, after.updatedAt);
      if (registrationIds || domains) await organizations.replaceIdentifiers(id, after);
      await audit.append(by, {
        ...organizationAuditSubject(after),
        at: after.updatedAt,
        action: 'organization.updated',
        details,
      });
      if ('registrationIds' in details && isUnnamed(after)) {
        await queueOrganizationCreated(outbox, plugins, {
          organizationId: id,
          occurredAt: after.updatedAt,
        });
      }
      return after;
    });
