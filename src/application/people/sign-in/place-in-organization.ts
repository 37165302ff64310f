import type { AuditAuthor } from '../../../domain/audit/audit-entry.ts';
import { isUnnamed, type Organization } from '../../../domain/organization/organization.ts';
import {
  type Placement,
  type PlacementEvidence,
  type PlacementMatches,
  placementOf,
} from '../../../domain/organization/placement.ts';
import {
  isSharedMailDomain,
  type SharedMailDomains,
} from '../../../domain/organization/shared-mail-domains.ts';
import { verifiedEmail } from '../../../domain/people/email-verification.ts';
import type { Identity } from '../../../domain/people/identity.ts';
import type { User } from '../../../domain/people/user.ts';
import { emailDomain } from '../../../domain/shared/email-address.ts';
import type { OrganizationId } from '../../../domain/shared/ids.ts';
import { organizationAuditSubject } from '../../organization/organization-audit-subject.ts';
import type { PluginRegistry } from '../../organization/plugins/plugin-registry.ts';
import { queueOrganizationCreated } from '../../organization/plugins/queue-organization-created.ts';
import type { Logger } from '../../shared/logger.ts';
import type { Clock, IdGenerator } from '../../shared/system.ts';
import type { Repositories } from '../../unit-of-work.ts';

export type PlacementDeps = {
  clock: Clock;
  ids: IdGenerator;
  logger: Logger;
  plugins: PluginRegistry;
  sharedMailDomains: SharedMailDomains;
};
export type PlacementStores = Pick<Repositories, 'organizations' | 'outbox' | 'audit'>;

/** The address that counts: for a known person, the stored one. */
type Addressed = Pick<User, 'email' | 'emailVerified'>;

/** Finds and creates the organizations of people. Its callers have not locked a person yet. */
export class OrganizationPlacement {
  constructor(private readonly deps: PlacementDeps) {}

  /**
   * The evidence for a placement: the claimed registration id, and the domain of a verified address unless anybody can
   * get one there.
   */
  evidence({ registrationId }: Pick<Identity, 'registrationId'>, addressed: Addressed): PlacementEvidence {
    const email = verifiedEmail(addressed);
    const domain = email === null ? undefined : emailDomain(email);
    const isShared = domain !== undefined && isSharedMailDomain(domain, this.deps.sharedMailDomains);
    return { registrationId, domain: isShared ? undefined : domain };
  }

  async match(
    { organizations }: PlacementStores,
    { registrationId, domain }: PlacementEvidence,
  ): Promise<PlacementMatches> {
    const byId =
      registrationId === null ? undefined : await organizations.findByRegistrationId(registrationId);
    const byDomain = domain === undefined ? undefined : await organizations.findByDomain(domain);
    if (byId && byDomain && byDomain.id !== byId.id) {
      this.deps.logger.warn('registration id and e-mail domain point to two organizations', {
        used: byId.id,
        ignored: byDomain.id,
      });
    }
    return { byId, byDomain };
  }

  /** The person's organization, created if need be; undefined when the evidence names none. */
  async place(
    stores: PlacementStores,
    evidence: PlacementEvidence,
    author: AuditAuthor,
  ): Promise<Organization | undefined> {
    for (;;) {
      const placement = placementOf(evidence, await this.match(stores, evidence));
      if (placement.kind === 'nowhere') return undefined;
      const organization = await this.carryOut(stores, placement, author);
      if (organization) return organization;
    }
  }

  /**
   * The organization of a placement; undefined when it has changed meanwhile, so that the placement must be determined
   * again.
   */
  async carryOut(
    stores: PlacementStores,
    placement: Exclude<Placement, { kind: 'nowhere' }>,
    author: AuditAuthor,
  ): Promise<Organization | undefined> {
    switch (placement.kind) {
      case 'join':
        return (await stores.organizations.hold(placement.organization.id))
          ? placement.organization
          : undefined;
      case 'identify':
        return this.#identify(stores, placement, author);
      case 'create':
        return this.#create(stores, placement, author);
    }
  }

  /** Returns another organization when that one takes the id first. */
  async #identify(
    { organizations, outbox, audit }: PlacementStores,
    { organization: { id }, registrationId }: Extract<Placement, { kind: 'identify' }>,
    author: AuditAuthor,
  ): Promise<Organization | undefined> {
    const before = await organizations.lock(id);
    if (before?.registrationIds.length !== 0) return undefined;
    const at = this.deps.clock.now();
    const after = await organizations.addRegistrationIdOrFind(before, registrationId, at);
    if (after.id !== id) return after;
    await audit.append(author, {
      ...organizationAuditSubject(after),
      at,
      action: 'organization.updated',
      details: { registrationIds: { before: '', after: registrationId } },
    });
    if (isUnnamed(after)) {
      await queueOrganizationCreated(outbox, this.deps.plugins, { organizationId: id, occurredAt: at });
    }
    return after;
  }

  async #create(
    { organizations, outbox, audit }: PlacementStores,
    { identifiers }: Extract<Placement, { kind: 'create' }>,
    author: AuditAuthor,
  ): Promise<Organization> {
    const { clock, ids, plugins } = this.deps;
    const now = clock.now();
    const created: Organization = {
      id: ids.next<OrganizationId>(),
      ...identifiers,
      metadata: {},
      isActive: true,
      directoryLookup: null,
      createdAt: now,
      updatedAt: now,
    };
    const stored = await organizations.insertOrFind(created);
    if (stored.id !== created.id) return stored;
    await audit.append(author, {
      ...organizationAuditSubject(created),
      at: now,
      action: 'organization.created',
      details: { registrationIds: created.registrationIds, domains: created.domains },
    });
    await queueOrganizationCreated(outbox, plugins, { organizationId: created.id, occurredAt: now });
    return stored;
  }
}
