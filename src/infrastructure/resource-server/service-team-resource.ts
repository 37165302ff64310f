import { z } from 'zod';
import { SERVICE_FILTERS } from '../../application/access/resource-server/service-scope.ts';
import type { TeamId } from '../../domain/shared/ids.ts';
import { TEAM_NAME_MAX_LENGTH, type Team } from '../../domain/team/team.ts';
import type { AccessUseCases } from '../container/access.ts';
import { idParameter } from '../rest/serving/id-parameter.ts';
import { paginate, readOrder, readPageSize } from '../rest/serving/pagination.ts';
import { optionalBooleanField } from '../rest/wire/boolean-field.ts';
import { charField } from '../rest/wire/char-field.ts';
import { pageSchema } from '../rest/wire/page-schema.ts';
import { wireTime } from '../rest/wire/wire-time.ts';
import { type ServiceCall, type ServicePath, serviceOperation } from './serving/service-path.ts';

const teamSchema = z
  .object({
    id: z.uuid(),
    created_at: z.iso.datetime(),
    depth: z.int(),
    is_visible_all_services: z.boolean(),
    name: z.string(),
    numchild: z.int(),
    path: z.string(),
    updated_at: z.iso.datetime(),
  })
  .meta({ id: 'ServiceTeam', description: 'A team as a calling service sees it' });
const fullBody = z
  .object({ name: charField({ max: TEAM_NAME_MAX_LENGTH }), is_visible_all_services: optionalBooleanField() })
  .meta({ id: 'ServiceTeamWriting' });
const partialBody = z
  .object({
    name: charField({ max: TEAM_NAME_MAX_LENGTH, optional: true }),
    is_visible_all_services: optionalBooleanField(),
  })
  .meta({ id: 'ServiceTeamChange' });

const present = (team: Team) => ({
  id: team.id,
  created_at: wireTime(team.createdAt),
  depth: team.depth,
  is_visible_all_services: team.isVisibleAllServices,
  name: team.name,
  numchild: team.numchild,
  path: team.path,
  updated_at: wireTime(team.updatedAt),
});

const ORDER_FIELDS = ['created_at'] as const;
const NEWEST_FIRST = [{ field: 'created_at', descending: true }] as const;
const filter = SERVICE_FILTERS.seenTeams;

/** `teams/…` of contract/rest-api.md 3.17. */
export const makeServiceTeamResource = (useCases: AccessUseCases): readonly ServicePath[] => {
  type Call<Body = unknown> = ServiceCall<'seen_teams', Body>;
  const teamId = ({ params }: Pick<Call, 'params'>) => idParameter<TeamId>(params['id']);
  const check = (call: Call) => useCases.ensureMayChangeServiceTeam(call.scope, teamId(call));
  const update = async (call: Call<z.output<typeof partialBody>>) => {
    const { name, is_visible_all_services: isVisibleAllServices } = call.body;
    const change = { name, isVisibleAllServices };
    return { status: 200, body: present(await useCases.updateServiceTeam(call.scope, teamId(call), change)) };
  };

  return [
    {
      path: '/teams/',
      tag: 'resource-server',
      dialect: 'contract',
      operations: {
        GET: serviceOperation({
          operationId: 'resource_server_teams_list',
          summary: 'The teams of the person, and those above them, that the calling service may see',
          query: { page: 'from 1, or last', page_size: 'up to 100', ordering: 'created_at or -created_at' },
          success: { status: 200, schema: pageSchema(teamSchema) },
          filter,
          handle: async ({ scope, request }) => ({
            status: 200,
            body: await paginate(
              request,
              readOrder(request.query, ORDER_FIELDS, NEWEST_FIRST),
              (page) => useCases.listServiceTeams(scope, page),
              present,
              readPageSize(request.query),
            ),
          }),
        }),
        POST: serviceOperation({
          operationId: 'resource_server_teams_create',
          summary: 'Creates a team that the calling service is linked to and the person owns',
          body: fullBody,
          success: { status: 201, schema: teamSchema },
          filter,
          handle: async ({
            scope,
            body: { name, is_visible_all_services: isVisibleAllServices = false },
          }) => ({
            status: 201,
            body: present(await useCases.createServiceTeam(scope, { name, isVisibleAllServices })),
          }),
        }),
      },
    },
    {
      path: '/teams/:id/',
      tag: 'resource-server',
      dialect: 'contract',
      operations: {
        GET: serviceOperation({
          operationId: 'resource_server_teams_retrieve',
          summary: 'One team that the calling service may see',
          success: { status: 200, schema: teamSchema },
          filter,
          handle: async (call) => ({
            status: 200,
            body: present(await useCases.getServiceTeam(call.scope, teamId(call))),
          }),
        }),
        PUT: serviceOperation({
          operationId: 'resource_server_teams_update',
          summary: 'Changes a team that the calling service is linked to',
          body: fullBody,
          success: { status: 200, schema: teamSchema },
          filter,
          check,
          handle: update,
        }),
        PATCH: serviceOperation({
          operationId: 'resource_server_teams_partial_update',
          summary: 'Changes what is given of a team that the calling service is linked to',
          body: partialBody,
          success: { status: 200, schema: teamSchema },
          filter,
          check,
          handle: update,
        }),
      },
    },
  ];
};
