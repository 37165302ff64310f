import { z } from 'zod';
import type { ServiceProvider } from '../../../domain/access/service-provider.ts';
import type { OrganizationId, ServiceProviderId, UserId } from '../../../domain/shared/ids.ts';
import { METADATA_MAX_BYTES } from '../../../domain/shared/stored-bounds.ts';
import type { UseCases } from '../../container/container.ts';
import { makeManagedSecondFactorsRouter } from '../identity/managed-second-factors-router.ts';
import { makeManagedMailDomainsRouter } from '../mail-domain/managed-mail-domains-router.ts';
import { makeUnsentMailsRouter } from '../notification/unsent-mails-router.ts';
import { makeManagedOrganizationsRouter } from '../organization/managed-organizations-router.ts';
import { makeAccountsRouter } from '../people/accounts-router.ts';
import { pageInput } from '../procedure/page-input.ts';
import { idInput, searchInput, textInput } from '../procedure/text-input.ts';
import { router, throttledMutation, throttledQuery } from '../procedure/trpc.ts';

const LONGEST = 256;
/** Largest body with metadata at their bound, every character beyond ASCII written as an escape. */
const METADATA_BODY_MAX_BYTES = 4 * METADATA_MAX_BYTES;
const name = textInput(LONGEST);
const organizationId = idInput<OrganizationId>();
const serviceProviderId = idInput<ServiceProviderId>();
const servicePage = pageInput(['name', 'created_at'], { field: 'name', descending: false });
const present = ({ id, name: label, audienceId }: ServiceProvider) => ({ id, name: label, audienceId });

/** Management of an installation by staff; FORBIDDEN, or NOT_FOUND where nothing may be seen, for others. */
export const makeAdministrationRouter = (useCases: UseCases) =>
  router({
    organizations: makeManagedOrganizationsRouter(useCases),
    accounts: makeAccountsRouter(useCases),
    mailDomains: makeManagedMailDomainsRouter(useCases),
    secondFactors: makeManagedSecondFactorsRouter(useCases),
    mails: makeUnsentMailsRouter(useCases),
    /** Replaces all metadata; they must follow the configured schema. */
    setOrganizationMetadata: throttledMutation
      .meta({ largestBody: METADATA_BODY_MAX_BYTES })
      .input(z.object({ id: organizationId, metadata: z.record(z.string(), z.unknown()) }))
      .mutation(async ({ ctx, input }) => {
        const { id, metadata } = await useCases.changeMetadata(ctx.actor, input.id, input.metadata);
        return { id, metadata };
      }),
    /** All services; `search`: part of the name or of the audience. */
    listServices: throttledQuery
      .input(z.object({ search: searchInput, page: servicePage }).prefault({}))
      .query(async ({ ctx, input }) => {
        const { total, items } = await useCases.listRegisteredServices(ctx.actor, input.search, input.page);
        return { total, items: items.map(present) };
      }),
    /** The services an organization may use. */
    listServicesOf: throttledQuery
      .input(z.object({ organizationId, page: servicePage }))
      .query(async ({ ctx, input }) => {
        const { total, items } = await useCases.listServicesOf(ctx.actor, input.organizationId, input.page);
        return { total, items: items.map(present) };
      }),
    setServiceAllowed: throttledMutation
      .input(z.object({ organizationId, serviceProviderId, isAllowed: z.boolean() }))
      .mutation(({ ctx, input }) => useCases.setServiceAllowed(ctx.actor, input)),
    createServiceProvider: throttledMutation
      .input(z.object({ name, audienceId: textInput(LONGEST) }))
      .mutation(async ({ ctx, input }) => present(await useCases.createServiceProvider(ctx.actor, input))),
    renameServiceProvider: throttledMutation
      .input(z.object({ id: serviceProviderId, name }))
      .mutation(async ({ ctx, input }) =>
        present(await useCases.renameServiceProvider(ctx.actor, input.id, input.name)),
      ),
    /**
     * `isActive` by staff, `isStaff` by superusers; nobody changes their own account. The sessions of a disabled account
     * end.
     */
    setUserFlags: throttledMutation
      .input(
        z.object({
          id: idInput<UserId>(),
          isActive: z.boolean().optional(),
          isStaff: z.boolean().optional(),
        }),
      )
      .mutation(async ({ ctx, input }) => {
        const { id, ...flags } = input;
        const { isActive, isStaff } = await useCases.setUserFlags(ctx.actor, id, flags);
        return { id, isActive, isStaff };
      }),
  });
