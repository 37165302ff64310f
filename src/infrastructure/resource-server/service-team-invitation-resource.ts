import { SERVICE_FILTERS } from '../../application/access/resource-server/service-scope.ts';
import type { TeamId, TeamInvitationId } from '../../domain/shared/ids.ts';
import type { AccessUseCases } from '../container/access.ts';
import { answerInvite, inviteAnswerSchema } from '../rest/invitation/invitation-wire.ts';
import {
  presentTeamInvitation,
  teamInvitationBody,
  teamInvitationSchema,
} from '../rest/invitation/team-invitation-wire.ts';
import { idParameter } from '../rest/serving/id-parameter.ts';
import { paginate, readPageSize } from '../rest/serving/pagination.ts';
import { pageSchema } from '../rest/wire/page-schema.ts';
import { type ServiceCall, type ServicePath, serviceOperation } from './serving/service-path.ts';

const NEWEST_FIRST = [{ field: 'created_at', descending: true }] as const;
const filter = SERVICE_FILTERS.linkedTeams;

/** `teams/⟨team⟩/invitations/…` of contract/rest-api.md 3.17. */
export const makeServiceTeamInvitationResource = (useCases: AccessUseCases): readonly ServicePath[] => {
  type Params = Pick<ServiceCall<'linked_teams'>, 'params'>;
  const teamId = ({ params }: Params) => idParameter<TeamId>(params['team']);
  const invitationId = ({ params }: Params) => idParameter<TeamInvitationId>(params['id']);

  return [
    {
      path: '/teams/:team/invitations/',
      tag: 'resource-server',
      dialect: 'contract',
      operations: {
        GET: serviceOperation({
          operationId: 'resource_server_team_invitations_list',
          summary: 'Who is invited to a team that the calling service is linked to',
          query: { page: 'from 1, or last', page_size: 'up to 100' },
          success: { status: 200, schema: pageSchema(teamInvitationSchema) },
          filter,
          handle: async (call) => {
            const { scope, request } = call;
            const team = teamId(call);
            return {
              status: 200,
              body: await paginate(
                request,
                NEWEST_FIRST,
                (page) => useCases.serviceTeamInvitations.list(scope, team, page),
                presentTeamInvitation,
                readPageSize(request.query),
              ),
            };
          },
        }),
        POST: serviceOperation({
          operationId: 'resource_server_team_invitations_create',
          summary: 'Invites by mail; whoever has an account is added at once',
          body: teamInvitationBody,
          success: { status: 201, schema: inviteAnswerSchema(teamInvitationSchema) },
          filter,
          check: (call) => useCases.ensureMayInviteThroughService(call.scope, teamId(call)),
          handle: async (call) => {
            const { email, role = 'member' } = call.body;
            const wanted = { email, role };
            const outcome = await useCases.serviceTeamInvitations.invite(call.scope, teamId(call), wanted);
            return answerInvite(outcome, presentTeamInvitation, call.translate);
          },
        }),
      },
    },
    {
      path: '/teams/:team/invitations/:id/',
      tag: 'resource-server',
      dialect: 'contract',
      operations: {
        GET: serviceOperation({
          operationId: 'resource_server_team_invitations_retrieve',
          summary: 'One invitation to a team that the calling service is linked to',
          success: { status: 200, schema: teamInvitationSchema },
          filter,
          handle: async (call) => ({
            status: 200,
            body: presentTeamInvitation(
              await useCases.serviceTeamInvitations.get(call.scope, teamId(call), invitationId(call)),
            ),
          }),
        }),
        DELETE: serviceOperation({
          operationId: 'resource_server_team_invitations_destroy',
          summary: 'Withdraws an invitation',
          success: { status: 204 },
          filter,
          handle: async (call) => {
            await useCases.serviceTeamInvitations.withdraw(call.scope, teamId(call), invitationId(call));
            return { status: 204 };
          },
        }),
      },
    },
  ];
};
