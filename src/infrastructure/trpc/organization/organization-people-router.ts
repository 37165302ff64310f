import { z } from 'zod';
import type { OrganizationAccess } from '../../../domain/organization/organization-access.ts';
import {
  CLAIM_REASON_MAX_LENGTH,
  CLAIM_STATUSES,
  type OrganizationClaim,
} from '../../../domain/organization/organization-claim.ts';
import type {
  OrganizationAccessId,
  OrganizationClaimId,
  OrganizationId,
  UserId,
} from '../../../domain/shared/ids.ts';
import type { OrganizationUseCases } from '../../container/organizations.ts';
import { pageInput } from '../procedure/page-input.ts';
import { freeTextInput, idInput } from '../procedure/text-input.ts';
import { router, throttledMutation, throttledQuery } from '../procedure/trpc.ts';

const organizationId = idInput<OrganizationId>();
const byClaim = z.object({ id: idInput<OrganizationClaimId>() });
const oldestFirst = { field: 'created_at', descending: false } as const;
const page = pageInput(['created_at'], oldestFirst);

const presentAccess = ({ id, userId, role, createdAt }: OrganizationAccess) => ({
  id,
  userId,
  role,
  createdAt: createdAt.toISOString(),
});
const presentClaim = (claim: OrganizationClaim) => ({
  id: claim.id,
  organizationId: claim.organizationId,
  userId: claim.userId,
  reason: claim.reason,
  status: claim.status,
  createdAt: claim.createdAt.toISOString(),
});

/** The administrators of an organization: members read them, administrators and staff change them. */
export const makeOrganizationAccessesRouter = (useCases: OrganizationUseCases) =>
  router({
    list: throttledQuery.input(z.object({ organizationId, page })).query(async ({ ctx, input }) => {
      const { organizationId: id, page: request } = input;
      const { total, items, management } = await useCases.listOrganizationAccesses(ctx.actor, id, request);
      return { total, items: items.map((item) => ({ ...presentAccess(item), user: item.user })), management };
    }),
    /** `userId`: an active member. Pending claims to the organization are settled. */
    grant: throttledMutation
      .input(z.object({ organizationId, userId: idInput<UserId>() }))
      .mutation(async ({ ctx, input }) =>
        presentAccess(await useCases.grantOrganizationAccess(ctx.actor, input.organizationId, input.userId)),
      ),
    revoke: throttledMutation
      .input(z.object({ organizationId, id: idInput<OrganizationAccessId>() }))
      .mutation(({ ctx, input }) =>
        useCases.revokeOrganizationAccess(ctx.actor, input.organizationId, input.id),
      ),
  });

/** Claims of members to administer an organization without administrator; staff decide. */
export const makeOrganizationClaimsRouter = (useCases: OrganizationUseCases) =>
  router({
    /** All claims for staff, their own for other people; oldest first. */
    list: throttledQuery
      .input(
        z
          .object({
            status: z.enum(CLAIM_STATUSES).optional(),
            organizationId: organizationId.optional(),
            page,
          })
          .prefault({}),
      )
      .query(async ({ ctx, input }) => {
        const { page: request, ...filter } = input;
        const { total, items } = await useCases.listClaims(ctx.actor, filter, request);
        const present = (item: (typeof items)[number]) => ({
          ...presentClaim(item),
          user: item.user,
          organizationName: item.organizationName,
        });
        return { total, items: items.map(present) };
      }),
    file: throttledMutation
      .input(z.object({ organizationId, reason: freeTextInput(CLAIM_REASON_MAX_LENGTH).min(1) }))
      .mutation(async ({ ctx, input }) =>
        presentClaim(await useCases.fileClaim(ctx.actor, input.organizationId, input.reason)),
      ),
    approve: throttledMutation
      .input(byClaim)
      .mutation(({ ctx, input }) => useCases.approveClaim(ctx.actor, input.id)),
    reject: throttledMutation
      .input(byClaim)
      .mutation(({ ctx, input }) => useCases.rejectClaim(ctx.actor, input.id)),
    withdraw: throttledMutation
      .input(byClaim)
      .mutation(({ ctx, input }) => useCases.withdrawClaim(ctx.actor, input.id)),
  });
