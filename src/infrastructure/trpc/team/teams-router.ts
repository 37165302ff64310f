import { z } from 'zod';
import type { TeamView } from '../../../application/team/team-queries.ts';
import type { ServiceProviderId, TeamId } from '../../../domain/shared/ids.ts';
import { SERVICES_OF_TEAM_MAX } from '../../../domain/shared/stored-bounds.ts';
import { TEAM_NAME_MAX_LENGTH, teamAbilities } from '../../../domain/team/team.ts';
import type { TeamUseCases } from '../../container/teams.ts';
import { textInput } from '../procedure/text-input.ts';
import { mutation, query, router } from '../procedure/trpc.ts';

const teamId = z.uuid().transform((id) => id.toLowerCase() as TeamId);
const name = textInput(TEAM_NAME_MAX_LENGTH);
const serviceProviderIds = z
  .array(z.uuid().transform((id) => id.toLowerCase() as ServiceProviderId))
  .max(SERVICES_OF_TEAM_MAX);
const byId = z.object({ id: teamId });
const listing = z
  .object({
    orderBy: z.enum(['created_at', 'name', 'path']).default('created_at'),
    descending: z.boolean().default(true),
  })
  .prefault({});
const creation = z.object({
  name,
  /** Null for a root. */
  parentId: teamId.nullable().default(null),
  isVisibleAllServices: z.boolean().default(true),
  serviceProviderIds: serviceProviderIds.default([]),
});
const change = z.object({
  id: teamId,
  name: name.optional(),
  isVisibleAllServices: z.boolean().optional(),
  serviceProviderIds: serviceProviderIds.optional(),
});

const present = (view: TeamView) => ({
  id: view.id,
  name: view.name,
  path: view.path,
  depth: view.depth,
  numchild: view.numchild,
  role: view.role,
  abilities: teamAbilities(view.role),
  organizationId: view.organizationId,
  isVisibleAllServices: view.isVisibleAllServices,
  accessIds: view.accessIds,
  serviceProviderIds: view.serviceProviderIds,
  createdAt: view.createdAt.toISOString(),
  updatedAt: view.updatedAt.toISOString(),
});

export const makeTeamsRouter = (useCases: TeamUseCases) =>
  router({
    /** The teams of the signed-in person, and their ancestors in the organization. */
    list: query
      .meta({ inBulk: true })
      .input(listing)
      .query(async ({ ctx, input: { orderBy, descending } }) => {
        const teams = await useCases.listTeams(ctx.actor, [{ field: orderBy, descending }]);
        return teams.map(present);
      }),
    get: query
      .input(byId)
      .query(async ({ ctx, input }) => present(await useCases.getTeam(ctx.actor, input.id))),
    /** A root, or the last child of `parentId`, which the signed-in person must own or administer. */
    create: mutation
      .input(creation)
      .mutation(async ({ ctx, input }) => present(await useCases.createTeam(ctx.actor, input))),
    /** Absent members keep their value. */
    update: mutation
      .input(change)
      .mutation(async ({ ctx, input: { id, ...changes } }) =>
        present(await useCases.updateTeam(ctx.actor, id, changes)),
      ),
    /** With all teams below it. */
    delete: mutation.input(byId).mutation(({ ctx, input }) => useCases.deleteTeam(ctx.actor, input.id)),
    /** Moves a team, with all teams below it, to the end of another team's children, or of the roots. */
    move: mutation
      .input(z.object({ id: teamId, parentId: teamId.nullable() }))
      .mutation(async ({ ctx, input }) =>
        present(await useCases.moveTeam(ctx.actor, input.id, input.parentId)),
      ),
  });
