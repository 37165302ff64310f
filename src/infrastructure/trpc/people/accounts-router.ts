import { z } from 'zod';
import type { UserView } from '../../../application/people/user-queries.ts';
import type { OrganizationId, UserId } from '../../../domain/shared/ids.ts';
import type { PeopleUseCases } from '../../container/people.ts';
import { pageInput } from '../procedure/page-input.ts';
import { idInput, searchInput } from '../procedure/text-input.ts';
import { router, throttledMutation, throttledQuery } from '../procedure/trpc.ts';

const listInput = z.object({
  /** Part of the name or of the e-mail address. */
  search: searchInput,
  organizationId: idInput<OrganizationId>().optional(),
  isActive: z.boolean().optional(),
  isStaff: z.boolean().optional(),
  page: pageInput(['created_at'], { field: 'created_at', descending: true }),
});

const present = ({ user, organization }: UserView) => ({
  id: user.id,
  sub: user.sub,
  email: user.email,
  /** Whether the address is verified: otherwise other people do not see it and it gives no rights. */
  emailVerified: user.emailVerified,
  name: user.name,
  language: user.language,
  timezone: user.timezone,
  isDevice: user.isDevice,
  isActive: user.isActive,
  isStaff: user.isStaff,
  isSuperuser: user.isSuperuser,
  lastLoginAt: user.lastLoginAt?.toISOString() ?? null,
  createdAt: user.createdAt.toISOString(),
  organization: organization
    ? { id: organization.id, name: organization.name, registrationIds: organization.registrationIds }
    : null,
});

/** Accounts of every organization, active or not, for staff; FORBIDDEN for others. */
export const makeAccountsRouter = ({ listAccounts, inspectAccount, moveUser }: PeopleUseCases) =>
  router({
    /** Newest first. `total` is counted up to 10,000. */
    list: throttledQuery.input(listInput.prefault({})).query(async ({ ctx, input }) => {
      const { page, ...filter } = input;
      const { total, items } = await listAccounts(ctx.actor, filter, page);
      return { total, items: items.map(present) };
    }),
    /** `management`: what the caller may change with `administration.setUserFlags`. */
    get: throttledQuery.input(z.object({ id: idInput<UserId>() })).query(async ({ ctx, input }) => {
      const { management, ...view } = await inspectAccount(ctx.actor, input.id);
      return { ...present(view), management };
    }),
    /**
     * Null: no organization. The person loses the administration of the former one, and claims to it are withdrawn; they
     * keep teams and domains.
     */
    setOrganization: throttledMutation
      .input(z.object({ id: idInput<UserId>(), organizationId: idInput<OrganizationId>().nullable() }))
      .mutation(async ({ ctx, input }) => {
        const { id, organizationId } = await moveUser(ctx.actor, input.id, input.organizationId);
        return { id, organizationId };
      }),
  });
