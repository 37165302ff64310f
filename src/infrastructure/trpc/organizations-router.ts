import { z } from 'zod';
import type { GetOrganization } from '../../application/organization/get-organization.ts';
import type { OrganizationId } from '../../domain/shared/ids.ts';
import { idInput } from './text-input.ts';
import { query, router } from './trpc.ts';

const byId = z.object({ id: idInput<OrganizationId>() });

export const makeOrganizationsRouter = ({ getOrganization }: { getOrganization: GetOrganization }) =>
  router({
    /** The organization of the signed-in person; NOT_FOUND for any other. */
    get: query.input(byId).query(async ({ ctx, input }) => {
      const { organization, abilities } = await getOrganization(ctx.actor, input.id);
      const { id, name, registrationIds, domains, metadata, directoryLookup } = organization;
      return { id, name, registrationIds, domains, metadata, directoryLookup, abilities };
    }),
  });
