import { z } from 'zod';
import type { WrittenTeamAccess } from '../../../application/team/change-team-access.ts';
import type { TeamAccessFor } from '../../../application/team/read-team-accesses.ts';
import type { TeamAccessId, UserId } from '../../../domain/shared/ids.ts';
import { ensureMayOnAccess, TEAM_ROLES, type TeamAccessAbilities } from '../../../domain/team/team-access.ts';
import type { PeopleUseCases } from '../../container/people.ts';
import type { TeamUseCases } from '../../container/teams.ts';
import { idParameter } from '../serving/id-parameter.ts';
import { paginate, readOrder, readPageSize } from '../serving/pagination.ts';
import { operation, type RestCall, type RestPath } from '../serving/route.ts';
import { searchParameter } from '../serving/search-parameter.ts';
import { optionalChoiceField } from '../wire/choice-field.ts';
import { idField } from '../wire/id-field.ts';
import { pageSchema } from '../wire/page-schema.ts';
import { teamParameter } from './team-parameter.ts';

type UseCases = PeopleUseCases & TeamUseCases;

const roleSchema = z.enum(TEAM_ROLES);
const abilitiesSchema = z.object({
  delete: z.boolean(),
  get: z.boolean(),
  patch: z.boolean(),
  put: z.boolean(),
  set_role_to: z.array(roleSchema),
});
const readSchema = z
  .object({
    id: z.uuid(),
    user: z.object({ id: z.uuid(), email: z.string().nullable(), name: z.string().nullable() }),
    role: roleSchema,
    abilities: abilitiesSchema,
  })
  .meta({ id: 'TeamAccess' });
const writtenSchema = z
  .object({ id: z.uuid(), user: z.uuid(), role: roleSchema, abilities: abilitiesSchema })
  .meta({ id: 'WrittenTeamAccess' });

const role = optionalChoiceField(TEAM_ROLES);
const fullBody = z
  .object({ user: idField<UserId>('Whom it is for; ignored on update'), role })
  .meta({ id: 'TeamAccessWriting' });
const partialBody = z
  .object({ user: idField<UserId, true>('Ignored', { optional: true }), role })
  .meta({ id: 'TeamAccessChange' });

const presentAbilities = ({ setRoleTo, ...abilities }: TeamAccessAbilities) => ({
  ...abilities,
  set_role_to: setRoleTo,
});
const presentRead = ({ id, user, role: held, abilities }: TeamAccessFor) => ({
  id,
  user: { id: user.id, email: user.email, name: user.name },
  role: held,
  abilities: presentAbilities(abilities),
});
const presentWritten = ({ id, userId, role: held, abilities }: WrittenTeamAccess) => ({
  id,
  user: userId,
  role: held,
  abilities: presentAbilities(abilities),
});

const ORDER_FIELDS = ['role', 'user__email', 'user__name'] as const;
const BY_ROLE = [{ field: 'role', descending: false }] as const;

/** `teams/⟨team⟩/accesses/…` of contract/rest-api.md 3.7. */
export const makeTeamAccessResource = (useCases: UseCases): readonly RestPath[] => {
  const accessId = ({ params }: Pick<RestCall, 'params'>) => idParameter<TeamAccessId>(params['id']);
  const get = (call: RestCall) => useCases.getTeamAccess(call.actor, teamParameter(call), accessId(call));

  /** Whom an access belongs to is not changed: members of other organizations may be named. */
  const referencesOfMember = {
    user: (_call: RestCall, ids: readonly string[]) => useCases.findUnknownUsers(ids as readonly UserId[]),
  };
  const references = {
    user: (call: RestCall, ids: readonly string[]) =>
      useCases.findUsersNotReached(call.actor, ids as readonly UserId[]),
  };

  const mayChange = async (call: RestCall) => ensureMayOnAccess((await get(call)).abilities, 'patch');

  const change = async (call: RestCall<z.output<typeof partialBody>>) => {
    const input = { teamId: teamParameter(call), id: accessId(call), role: call.body.role };
    return { status: 200, body: presentWritten(await useCases.setTeamRole(call.actor, input)) };
  };

  return [
    {
      path: '/teams/:team/accesses/',
      tag: 'team-accesses',
      operations: {
        GET: operation({
          operationId: 'team_accesses_list',
          summary: 'Who is in a team; nobody, for outsiders',
          query: {
            q: 'part of a name or an e-mail',
            ordering: `${ORDER_FIELDS.join(', ')}, with - for descending`,
            page: 'from 1, or last',
            page_size: 'up to 100',
          },
          success: { status: 200, schema: pageSchema(readSchema) },
          handle: async (call) => {
            const { actor, request } = call;
            const teamId = teamParameter(call);
            const search = searchParameter(request.query);
            return {
              status: 200,
              body: await paginate(
                request,
                readOrder(request.query, ORDER_FIELDS, BY_ROLE),
                (page) => useCases.listTeamAccesses(actor, teamId, search, page),
                presentRead,
                readPageSize(request.query),
              ),
            };
          },
        }),
        POST: operation({
          operationId: 'team_accesses_create',
          summary: 'Adds a person to a team',
          body: fullBody,
          references,
          success: { status: 201, schema: writtenSchema },
          check: async (call) => void teamParameter(call),
          handle: async (call) => {
            const { user, role: granted = 'member' } = call.body;
            const input = { teamId: teamParameter(call), userId: user, role: granted };
            return { status: 201, body: presentWritten(await useCases.grantTeamAccess(call.actor, input)) };
          },
        }),
      },
    },
    {
      path: '/teams/:team/accesses/:id/',
      tag: 'team-accesses',
      operations: {
        GET: operation({
          operationId: 'team_accesses_retrieve',
          summary: 'One access',
          success: { status: 200, schema: readSchema },
          handle: async (call) => ({ status: 200, body: presentRead(await get(call)) }),
        }),
        PUT: operation({
          operationId: 'team_accesses_update',
          summary: 'Gives another role',
          body: fullBody,
          references: referencesOfMember,
          success: { status: 200, schema: writtenSchema },
          check: mayChange,
          handle: change,
        }),
        PATCH: operation({
          operationId: 'team_accesses_partial_update',
          summary: 'Gives another role',
          body: partialBody,
          references: referencesOfMember,
          success: { status: 200, schema: writtenSchema },
          check: mayChange,
          handle: change,
        }),
        DELETE: operation({
          operationId: 'team_accesses_destroy',
          summary: 'Takes a person out of a team',
          success: { status: 204 },
          handle: async (call) => {
            await useCases.revokeTeamAccess(call.actor, teamParameter(call), accessId(call));
            return { status: 204 };
          },
        }),
      },
    },
  ];
};
