import { z } from 'zod';
import {
  ORGANIZATION_NAME_MAX_LENGTH,
  type Organization,
} from '../../../domain/organization/organization.ts';
import { DISCREPANCY_SETTLEMENTS } from '../../../domain/organization/organization-discrepancy.ts';
import { IDENTIFIERS_MAX } from '../../../domain/organization/organization-identifiers.ts';
import type { OrganizationId, UserId } from '../../../domain/shared/ids.ts';
import type { OrganizationUseCases } from '../../container/organizations.ts';
import type { PeopleUseCases } from '../../container/people.ts';
import { pageInput } from '../procedure/page-input.ts';
import { atMost, idInput, searchInput, textInput } from '../procedure/text-input.ts';
import { router, throttledMutation, throttledQuery } from '../procedure/trpc.ts';

type UseCases = OrganizationUseCases & PeopleUseCases;

const id = idInput<OrganizationId>();
const name = textInput(ORGANIZATION_NAME_MAX_LENGTH);
/** The rules of identifiers check each of them, and name the invalid value. */
/** Largest request with as many identifiers as possible. */
const IDENTIFIERS_BODY_MAX_BYTES = 250_000;
const identifiers = z.array(z.string().refine(...atMost(1000))).max(IDENTIFIERS_MAX);

const listInput = z.object({
  /** Part of the name, of a registration id or of a domain. */
  search: searchInput,
  isActive: z.boolean().optional(),
  /** False: organizations that can be claimed. */
  hasAdministrator: z.boolean().optional(),
  /** Only organizations with a shared domain. */
  hasSharedDomain: z.literal(true).optional(),
  page: pageInput(['name', 'created_at'], { field: 'name', descending: false }),
});

const present = (organization: Organization) => ({
  id: organization.id,
  name: organization.name,
  registrationIds: organization.registrationIds,
  domains: organization.domains,
  isActive: organization.isActive,
  createdAt: organization.createdAt.toISOString(),
  updatedAt: organization.updatedAt.toISOString(),
});

/** Every organization, for staff; FORBIDDEN, or NOT_FOUND where nothing may be seen, for others. */
export const makeManagedOrganizationsRouter = (useCases: UseCases) =>
  router({
    /** `total` is counted up to 10,000. */
    list: throttledQuery.input(listInput.prefault({})).query(async ({ ctx, input }) => {
      const { page, ...filter } = input;
      const { total, items, management } = await useCases.listOrganizations(ctx.actor, filter, page);
      const shown = items.map((item) => ({ ...present(item), administrators: item.administrators }));
      return { total, items: shown, management };
    }),
    get: throttledQuery.input(z.object({ id })).query(async ({ ctx, input }) => {
      const { organization, management } = await useCases.inspectOrganization(ctx.actor, input.id);
      const { metadata, directoryLookup } = organization;
      return { ...present(organization), metadata, directoryLookup, management };
    }),
    /** It needs a registration id or a domain; without a name, it is named as at a first sign-in. */
    create: throttledMutation
      .meta({ largestBody: IDENTIFIERS_BODY_MAX_BYTES })
      .input(
        z.object({
          name: name.optional(),
          registrationIds: identifiers.default([]),
          domains: identifiers.default([]),
        }),
      )
      .mutation(async ({ ctx, input }) => present(await useCases.createOrganization(ctx.actor, input))),
    /** Absent members keep their value; lists replace the present ones. */
    edit: throttledMutation
      .meta({ largestBody: IDENTIFIERS_BODY_MAX_BYTES })
      .input(
        z.object({
          id,
          name: name.optional(),
          registrationIds: identifiers.optional(),
          domains: identifiers.optional(),
          isActive: z.boolean().optional(),
        }),
      )
      .mutation(async ({ ctx, input }) => {
        const { id: organizationId, ...changes } = input;
        return present(await useCases.editOrganization(ctx.actor, organizationId, changes));
      }),
    /** Merges two organizations, or reports what that would do. The name, metadata and activity of `keepId` stay. */
    merge: throttledMutation
      .input(z.object({ keepId: id, otherId: id, isDryRun: z.boolean().default(false) }))
      .mutation(async ({ ctx, input }) => {
        const { kept, removed, references } = await useCases.mergeOrganizations(ctx.actor, input);
        return { kept: present(kept), removed: present(removed), references };
      }),
    /** People whose provider names another organization than theirs; the oldest first. */
    listDiscrepancies: throttledQuery
      .input(
        z
          .object({ page: pageInput(['created_at'], { field: 'created_at', descending: false }) })
          .prefault({}),
      )
      .query(async ({ ctx, input }) => {
        const { total, items } = await useCases.listDiscrepancies(ctx.actor, input.page);
        const shown = items.map(({ user, organization, named, registrationId, createdAt }) => ({
          user,
          organization,
          named,
          registrationId,
          createdAt: createdAt.toISOString(),
        }));
        return { total, items: shown };
      }),
    settleDiscrepancy: throttledMutation
      .input(z.object({ userId: idInput<UserId>(), settlement: z.enum(DISCREPANCY_SETTLEMENTS) }))
      .mutation(({ ctx, input }) => useCases.settleDiscrepancy(ctx.actor, input.userId, input.settlement)),
    /** Queues it for the plugins as if it had just been created; returns the names of these plugins. */
    tellPlugins: throttledMutation.input(z.object({ id })).mutation(async ({ ctx, input }) => ({
      plugins: await useCases.tellPlugins(ctx.actor, input.id),
    })),
  });
