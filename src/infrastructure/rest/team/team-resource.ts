import { z } from 'zod';
import type { TeamView } from '../../../application/team/team-queries.ts';
import type { ServiceProviderId, TeamId } from '../../../domain/shared/ids.ts';
import { SERVICES_OF_TEAM_MAX } from '../../../domain/shared/stored-bounds.ts';
import {
  ensureMayOnTeam,
  TEAM_NAME_MAX_LENGTH,
  type TeamAbilities,
  teamAbilities,
} from '../../../domain/team/team.ts';
import type { TeamUseCases } from '../../container/teams.ts';
import { presentParts } from '../../http/present-parts.ts';
import { idParameter } from '../serving/id-parameter.ts';
import { readOrder } from '../serving/pagination.ts';
import { operation, type RestCall, type RestPath } from '../serving/route.ts';
import { optionalBooleanField } from '../wire/boolean-field.ts';
import { charField } from '../wire/char-field.ts';
import { optionalIdListField } from '../wire/id-field.ts';
import { wireTime } from '../wire/wire-time.ts';

const teamSchema = z
  .object({
    id: z.uuid(),
    abilities: z.object({
      get: z.boolean(),
      patch: z.boolean(),
      put: z.boolean(),
      delete: z.boolean(),
      manage_accesses: z.boolean(),
    }),
    accesses: z.array(z.uuid()),
    created_at: z.iso.datetime(),
    depth: z.int(),
    is_visible_all_services: z.boolean(),
    name: z.string(),
    numchild: z.int(),
    path: z.string(),
    service_providers: z.array(z.uuid()),
    updated_at: z.iso.datetime(),
  })
  .meta({ id: 'Team' });

const optionalFields = {
  is_visible_all_services: optionalBooleanField(),
  service_providers: optionalIdListField<ServiceProviderId>(
    'Services that may see the team',
    SERVICES_OF_TEAM_MAX,
  ),
};
const fullBody = z
  .object({ name: charField({ max: TEAM_NAME_MAX_LENGTH }), ...optionalFields })
  .meta({ id: 'TeamWriting' });
const partialBody = z
  .object({ name: charField({ max: TEAM_NAME_MAX_LENGTH, optional: true }), ...optionalFields })
  .meta({ id: 'TeamChange' });

const presentTeam = (view: TeamView) => {
  const { manageAccesses, ...abilities } = teamAbilities(view.role);
  return {
    id: view.id,
    abilities: { ...abilities, manage_accesses: manageAccesses },
    accesses: view.accessIds,
    created_at: wireTime(view.createdAt),
    depth: view.depth,
    is_visible_all_services: view.isVisibleAllServices,
    name: view.name,
    numchild: view.numchild,
    path: view.path,
    service_providers: view.serviceProviderIds,
    updated_at: wireTime(view.updatedAt),
  };
};

const ORDER_FIELDS = ['created_at', 'name', 'path'] as const;
const NEWEST_FIRST = [{ field: 'created_at', descending: true }] as const;

/** `teams/…` of contract/rest-api.md 3.6. */
export const makeTeamResource = (useCases: TeamUseCases): readonly RestPath[] => {
  const teamId = ({ params }: Pick<RestCall, 'params'>) => idParameter<TeamId>(params['id']);

  const references = {
    service_providers: (call: RestCall, ids: readonly string[]) =>
      useCases.findForeignServices(
        call.actor,
        call.params['id'] === undefined ? undefined : teamId(call),
        ids as readonly ServiceProviderId[],
      ),
  };

  const may =
    (action: keyof TeamAbilities) =>
    async (call: RestCall): Promise<void> =>
      ensureMayOnTeam((await useCases.getTeam(call.actor, teamId(call))).role, action);

  const update = async (call: RestCall<z.output<typeof partialBody>>) => {
    const { name, is_visible_all_services, service_providers } = call.body;
    const change = {
      name,
      isVisibleAllServices: is_visible_all_services,
      serviceProviderIds: service_providers,
    };
    return { status: 200, body: presentTeam(await useCases.updateTeam(call.actor, teamId(call), change)) };
  };

  return [
    {
      path: '/teams/',
      tag: 'teams',
      operations: {
        GET: operation({
          operationId: 'teams_list',
          summary: 'The teams of the signed-in person, and those above them',
          query: { ordering: 'created_at, name, path, with - for descending' },
          success: { status: 200, schema: z.array(teamSchema) },
          inBulk: true,
          handle: async ({ actor, request }) => {
            const order = readOrder(request.query, ORDER_FIELDS, NEWEST_FIRST);
            return { status: 200, parts: presentParts(useCases.walkTeams(actor, order), presentTeam) };
          },
        }),
        POST: operation({
          operationId: 'teams_create',
          summary: 'Creates a team, of which the signed-in person becomes owner',
          body: fullBody,
          references,
          success: { status: 201, schema: teamSchema },
          check: ({ actor }) => useCases.ensureMayCreateTeam(actor),
          handle: async ({ actor, body }) => {
            const created = await useCases.createTeam(actor, {
              name: body.name,
              parentId: null,
              isVisibleAllServices: body.is_visible_all_services ?? true,
              serviceProviderIds: body.service_providers ?? [],
            });
            return { status: 201, body: presentTeam(created) };
          },
        }),
      },
    },
    {
      path: '/teams/:id/',
      tag: 'teams',
      operations: {
        GET: operation({
          operationId: 'teams_retrieve',
          summary: 'One team',
          success: { status: 200, schema: teamSchema },
          handle: async (call) => ({
            status: 200,
            body: presentTeam(await useCases.getTeam(call.actor, teamId(call))),
          }),
        }),
        PUT: operation({
          operationId: 'teams_update',
          summary: 'Renames a team, and changes which services see it',
          body: fullBody,
          references,
          success: { status: 200, schema: teamSchema },
          check: may('put'),
          handle: update,
        }),
        PATCH: operation({
          operationId: 'teams_partial_update',
          summary: 'Changes what is given of a team',
          body: partialBody,
          references,
          success: { status: 200, schema: teamSchema },
          check: may('patch'),
          handle: update,
        }),
        DELETE: operation({
          operationId: 'teams_destroy',
          summary: 'Deletes a team with all that stands below it',
          success: { status: 204 },
          handle: async (call) => {
            await useCases.deleteTeam(call.actor, teamId(call));
            return { status: 204 };
          },
        }),
      },
    },
  ];
};
