import type { AuditAuthor } from '../../domain/audit/audit-entry.ts';
import { ORGANIZATION_NAME_MAX_LENGTH, type Organization } from '../../domain/organization/organization.ts';
import { emailDomain } from '../../domain/shared/email-address.ts';
import type { OrganizationId } from '../../domain/shared/ids.ts';
import { cutText } from '../../domain/shared/text-length.ts';
import { verifiedEmail } from '../../domain/user/email-verification.ts';
import type { Identity } from '../../domain/user/identity.ts';
import { queueOrganizationCreated } from '../organization/queue-organization-created.ts';
import type { Logger } from '../ports/logger.ts';
import type { PluginRegistry } from '../ports/plugin-registry.ts';
import type { Clock, IdGenerator } from '../ports/system.ts';
import type { Repositories } from '../ports/unit-of-work.ts';

type Deps = { clock: Clock; ids: IdGenerator; logger: Logger; plugins: PluginRegistry };
type PlaceInOrganization = (
  repositories: Pick<Repositories, 'organizations' | 'outbox' | 'audit'>,
  identity: Identity,
  author: AuditAuthor,
) => Promise<Organization | undefined>;

/**
 * Finds the organization of a person by exact registration id, else by exact domain of a verified e-mail, else creates it and tells
 * the plugins; undefined when neither is known. A registration id wins over an e-mail domain.
 */
export const makePlaceInOrganization =
  ({ clock, ids, logger, plugins }: Deps): PlaceInOrganization =>
  async ({ organizations, outbox, audit }, identity, author) => {
    const { registrationId } = identity;
    const email = verifiedEmail(identity);
    const domain = email === null ? undefined : emailDomain(email);
    const byId =
      registrationId === null ? undefined : await organizations.findByRegistrationId(registrationId);
    const byDomain = domain === undefined ? undefined : await organizations.findByDomain(domain);
    if (byId) {
      if (byDomain && byDomain.id !== byId.id) {
        logger.warn('registration id and e-mail domain point to two organizations', {
          used: byId.id,
          ignored: byDomain.id,
        });
      }
      return byId;
    }
    if (byDomain) return byDomain;
    const name = registrationId ?? domain;
    if (name === undefined) return undefined;

    const now = clock.now();
    const created: Organization = {
      id: ids.next<OrganizationId>(),
      name: cutText(name, ORGANIZATION_NAME_MAX_LENGTH),
      registrationIds: registrationId === null ? [] : [registrationId],
      domains: registrationId === null ? [name] : [],
      metadata: {},
      isActive: true,
      directoryLookup: null,
      createdAt: now,
      updatedAt: now,
    };
    const stored = await organizations.insertOrFind(created);
    if (stored.id === created.id) {
      await audit.append(author, {
        at: now,
        action: 'organization.created',
        objectId: created.id,
        label: created.name,
        organizationId: created.id,
        details: { registrationIds: created.registrationIds, domains: created.domains },
      });
      await queueOrganizationCreated(outbox, plugins, { organizationId: created.id, occurredAt: now });
    }
    return stored;
  };
