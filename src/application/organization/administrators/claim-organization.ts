import { ensureIsOpen, type OrganizationClaim } from '../../../domain/organization/organization-claim.ts';
import { DomainError } from '../../../domain/shared/errors.ts';
import type { OrganizationClaimId, OrganizationId } from '../../../domain/shared/ids.ts';
import type { Actor } from '../../shared/actor.ts';
import type { Page, PageRequest } from '../../shared/page.ts';
import type { Clock } from '../../shared/system.ts';
import type { Repositories, UnitOfWork } from '../../unit-of-work.ts';
import { lockOrganizationFor } from '../lock-organization-for.ts';
import { organizationAuditSubject } from '../organization-audit-subject.ts';
import type { AppointAdministrator } from './appoint-administrator.ts';
import { type ClaimMailDeps, type ClaimMailStores, makeClaimMails } from './claim-mails.ts';
import type {
  ClaimFilter,
  OrganizationClaimView,
  OrganizationPeopleQueries,
} from './organization-people-queries.ts';

type Stores = Pick<Repositories, 'organizations' | 'organizationAccesses' | 'organizationClaims' | 'audit'>;
type Deps = { unitOfWork: UnitOfWork<Stores>; clock: Clock };
type MailingDeps = ClaimMailDeps & { unitOfWork: UnitOfWork<Stores & ClaimMailStores> };

export type FileClaim = (
  actor: Actor,
  organizationId: OrganizationId,
  reason: string,
) => Promise<OrganizationClaim>;

/**
 * Files a claim to administer the actor's organization, which has no administrator. The actor gets an acknowledgement by
 * mail, and the installation's address for claims a notification.
 *
 * @throws DomainError `organization.not_found`, `organization.action_forbidden`, `organization_claim.has_administrator`,
 *   `organization_claim.already_filed`
 */
export const makeFileClaim = ({ unitOfWork, ...deps }: MailingDeps): FileClaim => {
  const { clock, ids } = deps;
  const { tellClaimant, tellStaff } = makeClaimMails(deps);
  return (actor, organizationId, reason) =>
    unitOfWork.run(async (stores) => {
      const { organizationAccesses, organizationClaims, audit } = stores;
      const organization = await lockOrganizationFor(stores, actor, organizationId, 'claim');
      if ((await organizationAccesses.count(organizationId)) > 0) {
        throw new DomainError('organization_claim.has_administrator', 'Somebody administers it');
      }
      const now = clock.now();
      const claim: OrganizationClaim = {
        id: ids.next<OrganizationClaimId>(),
        organizationId,
        userId: actor.userId,
        reason,
        status: 'pending',
        decidedBy: null,
        createdAt: now,
        updatedAt: now,
      };
      await organizationClaims.insert(claim);
      await audit.append(actor, {
        ...organizationAuditSubject(organization),
        at: now,
        action: 'organization_claim.filed',
        subjectId: actor.userId,
      });
      await tellClaimant(stores, claim, organization, 'received');
      await tellStaff(stores, claim, organization);
      return claim;
    });
};

export type ListClaims = (
  actor: Actor,
  filter: Omit<ClaimFilter, 'userId'>,
  request: PageRequest<'created_at'>,
) => Promise<Page<OrganizationClaimView>>;

/** All claims for staff, their own for other people. */
export const makeListClaims =
  ({ organizationPeopleQueries }: { organizationPeopleQueries: OrganizationPeopleQueries }): ListClaims =>
  (actor, filter, request) =>
    organizationPeopleQueries.claims(actor.isStaff ? filter : { ...filter, userId: actor.userId }, request);

/** Locks the organization of a claim, then reads the claim again: no other decision can be under way. */
async function lockOpenClaim(stores: Stores, id: OrganizationClaimId) {
  const { organizationId } = (await stores.organizationClaims.find(id)) ?? { organizationId: undefined };
  const organization = organizationId && (await stores.organizations.lock(organizationId));
  const claim = await stores.organizationClaims.find(id);
  if (!organization) throw new DomainError('organization_claim.not_found', 'No such claim');
  ensureIsOpen(claim);
  return { organization, claim };
}

/** Hides claims from people who may not decide them. */
function ensureMayDecide(actor: Actor): void {
  if (!actor.isStaff) throw new DomainError('organization_claim.not_found', 'Claims are for staff to decide');
}

export type DecideClaim = (actor: Actor, id: OrganizationClaimId) => Promise<void>;

/**
 * Makes the claimant administrator, by a staff member; other claims to the organization are rejected.
 *
 * @throws DomainError `organization_claim.not_found`, `organization_claim.already_decided`,
 *   `organization_access.unknown_user` when the claimant is no longer an active member
 */
export const makeApproveClaim =
  ({
    unitOfWork,
    appointAdministrator,
  }: {
    unitOfWork: UnitOfWork<Stores & ClaimMailStores>;
    appointAdministrator: AppointAdministrator;
  }): DecideClaim =>
  async (actor, id) => {
    ensureMayDecide(actor);
    await unitOfWork.run(async (stores) => {
      const { organization, claim } = await lockOpenClaim(stores, id);
      const claimant = await stores.users.lock(claim.userId);
      if (!claimant?.isActive || claimant.organizationId !== organization.id) {
        throw new DomainError('organization_access.unknown_user', 'Not an active member any more', {
          params: { value: claim.userId },
        });
      }
      await appointAdministrator(stores, actor, organization, claim.userId);
    });
  };

/** Ends a claim without an appointment. */
async function close(
  { organizationClaims, audit }: Pick<Stores, 'organizationClaims' | 'audit'>,
  actor: Actor,
  { organization, claim }: Awaited<ReturnType<typeof lockOpenClaim>>,
  status: 'rejected' | 'withdrawn',
  at: Date,
): Promise<void> {
  const decidedBy = status === 'rejected' ? actor.userId : null;
  await organizationClaims.update({ ...claim, status, decidedBy, updatedAt: at });
  await audit.append(actor, {
    ...organizationAuditSubject(organization),
    at,
    action: `organization_claim.${status}`,
    subjectId: claim.userId,
  });
}

/**
 * Rejects a claim, by a staff member; the claimant gets a mail.
 *
 * @throws DomainError `organization_claim.not_found`, `organization_claim.already_decided`
 */
export const makeRejectClaim = ({ unitOfWork, ...deps }: MailingDeps): DecideClaim => {
  const { tellClaimant } = makeClaimMails(deps);
  return async (actor, id) => {
    ensureMayDecide(actor);
    await unitOfWork.run(async (stores) => {
      const open = await lockOpenClaim(stores, id);
      await close(stores, actor, open, 'rejected', deps.clock.now());
      await tellClaimant(stores, open.claim, open.organization, 'rejected');
    });
  };
};

/** Withdraws the actor's own claim. @throws as `RejectClaim` */
export const makeWithdrawClaim =
  ({ unitOfWork, clock }: Deps): DecideClaim =>
  (actor, id) =>
    unitOfWork.run(async (stores) => {
      const open = await lockOpenClaim(stores, id);
      if (open.claim.userId !== actor.userId) {
        throw new DomainError('organization_claim.not_found', 'Not the claimant');
      }
      await close(stores, actor, open, 'withdrawn', clock.now());
    });
