import { ORGANIZATION_NAME_MAX_LENGTH, type Organization } from '../../domain/organization/organization.ts';
import {
  ensureIsIdentified,
  type OrganizationIdentifiers,
  readOrganizationDomains,
  readRegistrationIds,
} from '../../domain/organization/organization-identifiers.ts';
import { ensureMayManageOrganizations } from '../../domain/organization/organization-management.ts';
import type { SharedMailDomains } from '../../domain/organization/shared-mail-domains.ts';
import type { OrganizationId } from '../../domain/shared/ids.ts';
import { cutText } from '../../domain/shared/text-length.ts';
import type { Clock, IdGenerator } from '../shared/system.ts';
import type { Repositories, UnitOfWork } from '../unit-of-work.ts';
import { organizationAuditSubject } from './organization-audit-subject.ts';
import type { OrganizationOperator } from './organization-operator.ts';
import type { PluginRegistry } from './plugins/plugin-registry.ts';
import { queueOrganizationCreated } from './plugins/queue-organization-created.ts';

type Deps = {
  unitOfWork: UnitOfWork<Pick<Repositories, 'organizations' | 'outbox' | 'audit'>>;
  clock: Clock;
  ids: IdGenerator;
  plugins: PluginRegistry;
  /** The format of registration ids in this installation; null for any. */
  registrationIdPattern: RegExp | null;
  sharedMailDomains: SharedMailDomains;
};

export type CreateOrganization = (
  by: OrganizationOperator,
  /**
   * Without `name`, the organization is named after its first identifier until a plugin names it, as at a first sign-in.
   */
  input: OrganizationIdentifiers & { readonly name?: string | undefined },
) => Promise<Organization>;

/**
 * Creates an organization, by a staff member; people who sign in with one of its identifiers join it.
 *
 * @throws DomainError `organization.action_forbidden`; `organization.registration_id_invalid`,
 *   `organization.registration_id_check_digits`, `organization.registration_id_taken`, `organization.domain_invalid`,
 *   `organization.domain_shared`, `organization.domain_taken` (params: `value`); `organization.identifier_required`
 */
export const makeCreateOrganization =
  ({ unitOfWork, clock, ids, plugins, registrationIdPattern, sharedMailDomains }: Deps): CreateOrganization =>
  async (by, { name, ...written }) => {
    ensureMayManageOrganizations(by.isStaff, 'create');
    const registrationIds = readRegistrationIds(written.registrationIds, registrationIdPattern);
    const domains = readOrganizationDomains(written.domains, sharedMailDomains);
    ensureIsIdentified({ registrationIds, domains });
    const [first = ''] = [...registrationIds, ...domains];
    const now = clock.now();
    const created: Organization = {
      id: ids.next<OrganizationId>(),
      name: name ?? cutText(first, ORGANIZATION_NAME_MAX_LENGTH),
      registrationIds,
      domains,
      metadata: {},
      isActive: true,
      directoryLookup: null,
      createdAt: now,
      updatedAt: now,
    };
    await unitOfWork.run(async ({ organizations, audit, outbox }) => {
      await organizations.insert(created);
      await audit.append(by, {
        ...organizationAuditSubject(created),
        at: now,
        action: 'organization.created',
        details: { registrationIds, domains },
      });
      await queueOrganizationCreated(outbox, plugins, { organizationId: created.id, occurredAt: now });
    });
    return created;
  };
