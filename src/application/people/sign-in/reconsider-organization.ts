import type { AuditAuthor } from '../../../domain/audit/audit-entry.ts';
import type { Organization } from '../../../domain/organization/organization.ts';
import { discrepancyAfter } from '../../../domain/organization/organization-discrepancy.ts';
import { type Placement, placementOf } from '../../../domain/organization/placement.ts';
import { publicLabel } from '../../../domain/people/email-verification.ts';
import type { Identity } from '../../../domain/people/identity.ts';
import type { User } from '../../../domain/people/user.ts';
import type { OrganizationId } from '../../../domain/shared/ids.ts';
import type { Repositories } from '../../unit-of-work.ts';
import type { OrganizationPlacement, PlacementDeps, PlacementStores } from './place-in-organization.ts';

type Stores = PlacementStores & Pick<Repositories, 'placements'>;
type Deps = Pick<PlacementDeps, 'clock' | 'logger'> & { placement: OrganizationPlacement };

/** The decision about a person's organization, to be carried out once the person is locked. */
export type Reconsideration = Readonly<{
  /** The person's organization at the time of the decision. */
  from: OrganizationId | null;
  outcome:
    | { readonly kind: 'stay' }
    /** The person is where their provider says. */
    | { readonly kind: 'agree' }
    /** The person had no organization; undefined: still none. */
    | { readonly kind: 'place'; readonly organization: Organization | undefined }
    | {
        readonly kind: 'move';
        readonly to: Exclude<Placement, { kind: 'nowhere' }>;
        readonly claimed: string;
      };
}>;

/**
 * Places a returning person by their provider's present claims (deviations D83 and D85). An unknown registration id is
 * added to the person's organization if that matches their e-mail domain and has no id. An id of another organization
 * moves the person there if they have no access, role or claim, and staff have not placed them; otherwise it is recorded
 * as a discrepancy for staff.
 */
export function makeReconsiderOrganization({ clock, logger, placement }: Deps) {
  /** Where the person is to move; adds the id to their own organization where that suffices. */
  const compare = async (
    stores: Stores,
    current: Organization,
    evidence: { readonly registrationId: string; readonly domain: string | undefined },
    author: AuditAuthor,
  ): Promise<Reconsideration['outcome']> => {
    const to = placementOf(evidence, await placement.match(stores, evidence));
    if (to.kind === 'nowhere') return { kind: 'stay' };
    if (to.kind === 'create') return { kind: 'move', to, claimed: evidence.registrationId };
    const isTheirs = to.organization.id === current.id;
    if (isTheirs && to.kind === 'join') return { kind: 'agree' };
    if (isTheirs) {
      const organization = await placement.carryOut(stores, to, author);
      if (!organization) return { kind: 'stay' };
      if (organization.id === current.id) return { kind: 'agree' };
      return { kind: 'move', to: { kind: 'join', organization }, claimed: evidence.registrationId };
    }
    const isThere =
      to.kind === 'join'
        ? await stores.organizations.hold(to.organization.id)
        : (await stores.organizations.lock(to.organization.id)) !== undefined;
    return isThere ? { kind: 'move', to, claimed: evidence.registrationId } : { kind: 'stay' };
  };

  return {
    /** Runs before the person is locked, since organizations are locked before people. */
    beforeLock: async (
      stores: Stores,
      described: User,
      identity: Identity,
      author: AuditAuthor,
    ): Promise<Reconsideration> => {
      const from = described.organizationId;
      const { registrationId, domain } = placement.evidence(identity, described);
      if (from === null) {
        const organization = await placement.place(stores, { registrationId, domain }, author);
        return { from, outcome: { kind: 'place', organization } };
      }
      if (registrationId === null) return { from, outcome: { kind: 'stay' } };
      const current = await stores.organizations.find(from);
      if (!current) return { from, outcome: { kind: 'stay' } };
      if (current.registrationIds.includes(registrationId)) return { from, outcome: { kind: 'agree' } };
      return { from, outcome: await compare(stores, current, { registrationId, domain }, author) };
    },

    /** The organization of the locked person. A change that another transaction made meanwhile stays. */
    afterLock: async (
      stores: Stores,
      user: User,
      { from, outcome }: Reconsideration,
      author: AuditAuthor,
    ): Promise<OrganizationId | null> => {
      if (user.organizationId !== from || outcome.kind === 'stay') return user.organizationId;
      if (outcome.kind === 'place') return outcome.organization?.id ?? null;
      const { placements, audit } = stores;
      if (outcome.kind === 'agree') {
        await placements.removeDiscrepancy(user.id);
        return from;
      }
      const mayMove =
        !user.isStaff &&
        !user.isSuperuser &&
        !(await placements.isPlacedByStaff(user.id)) &&
        !(await placements.holdsAnything(user.id));
      const at = clock.now();
      if (!mayMove) {
        const known = await placements.findDiscrepancy(user.id);
        const kept = discrepancyAfter(known, { userId: user.id, registrationId: outcome.claimed }, at);
        if (kept === known) return from;
        await placements.putDiscrepancy(kept);
        logger.warn('a provider names another organization than the account has: staff decide', {
          userId: user.id,
        });
        return from;
      }
      const to = (await placement.carryOut(stores, outcome.to, author))?.id;
      if (to === undefined || to === from) return from;
      await placements.removeDiscrepancy(user.id);
      await audit.append(author, {
        at,
        action: 'user.organization_changed',
        objectId: user.id,
        subjectId: user.id,
        label: publicLabel(user),
        organizationId: to,
        details: { organizationId: { before: from, after: to }, registrationId: outcome.claimed },
      });
      return to;
    },
  };
}
