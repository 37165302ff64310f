import { z } from 'zod';
import type { GetOrganization } from '../../../application/organization/get-organization.ts';
import { ORGANIZATION_NAME_MAX_LENGTH } from '../../../domain/organization/organization.ts';
import type { OrganizationId } from '../../../domain/shared/ids.ts';
import type { OrganizationUseCases } from '../../container/organizations.ts';
import { idInput, textInput } from '../procedure/text-input.ts';
import { router, throttledMutation, throttledQuery } from '../procedure/trpc.ts';

const byId = z.object({ id: idInput<OrganizationId>() });

const renameInput = byId.extend({ name: textInput(ORGANIZATION_NAME_MAX_LENGTH) });

const present = ({ organization, abilities }: Awaited<ReturnType<GetOrganization>>) => {
  const { id, name, registrationIds, domains, metadata, directoryLookup } = organization;
  return { id, name, registrationIds, domains, metadata, directoryLookup, abilities };
};

export const makeOrganizationsRouter = ({ getOrganization, renameOrganization }: OrganizationUseCases) =>
  router({
    /** The organization of the signed-in person; NOT_FOUND for any other. */
    get: throttledQuery
      .input(byId)
      .query(async ({ ctx, input }) => present(await getOrganization(ctx.actor, input.id))),
    /** For its administrators: FORBIDDEN for members. */
    rename: throttledMutation
      .input(renameInput)
      .mutation(async ({ ctx, input }) => present(await renameOrganization(ctx.actor, input.id, input.name))),
  });
