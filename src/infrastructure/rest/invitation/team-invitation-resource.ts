import type { TeamInvitationId } from '../../../domain/shared/ids.ts';
import type { InvitationUseCases } from '../../container/invitations.ts';
import { idParameter } from '../serving/id-parameter.ts';
import { paginate, readPageSize } from '../serving/pagination.ts';
import { operation, type RestCall, type RestPath } from '../serving/route.ts';
import { teamParameter } from '../team/team-parameter.ts';
import { pageSchema } from '../wire/page-schema.ts';
import { answerInvite, inviteAnswerSchema } from './invitation-wire.ts';
import { presentTeamInvitation, teamInvitationBody, teamInvitationSchema } from './team-invitation-wire.ts';

const NEWEST_FIRST = [{ field: 'created_at', descending: true }] as const;

/** `teams/⟨team⟩/invitations/…` of contract/rest-api.md 3.8. */
export const makeTeamInvitationResource = (useCases: InvitationUseCases): readonly RestPath[] => {
  const invitationId = ({ params }: Pick<RestCall, 'params'>) => idParameter<TeamInvitationId>(params['id']);
  return [
    {
      path: '/teams/:team/invitations/',
      tag: 'team-invitations',
      operations: {
        GET: operation({
          operationId: 'team_invitations_list',
          summary: 'Who is invited to a team; nobody, for outsiders',
          query: { page: 'from 1, or last', page_size: 'up to 100' },
          success: { status: 200, schema: pageSchema(teamInvitationSchema) },
          handle: async (call) => {
            const { actor, request } = call;
            const teamId = teamParameter(call);
            return {
              status: 200,
              body: await paginate(
                request,
                NEWEST_FIRST,
                (page) => useCases.teamInvitations.list(actor, teamId, page),
                presentTeamInvitation,
                readPageSize(request.query),
              ),
            };
          },
        }),
        POST: operation({
          operationId: 'team_invitations_create',
          summary: 'Invites by mail; whoever has an account is added at once',
          body: teamInvitationBody,
          success: { status: 201, schema: inviteAnswerSchema(teamInvitationSchema) },
          check: async (call) => void teamParameter(call),
          handle: async (call) => {
            const { email, role = 'member' } = call.body;
            const outcome = await useCases.teamInvitations.invite(call.actor, teamParameter(call), {
              email,
              role,
            });
            return answerInvite(outcome, presentTeamInvitation, call.context.translate);
          },
        }),
      },
    },
    {
      path: '/teams/:team/invitations/:id/',
      tag: 'team-invitations',
      operations: {
        GET: operation({
          operationId: 'team_invitations_retrieve',
          summary: 'One invitation',
          success: { status: 200, schema: teamInvitationSchema },
          handle: async (call) => ({
            status: 200,
            body: presentTeamInvitation(
              await useCases.teamInvitations.get(call.actor, teamParameter(call), invitationId(call)),
            ),
          }),
        }),
        DELETE: operation({
          operationId: 'team_invitations_destroy',
          summary: 'Withdraws an invitation',
          success: { status: 204 },
          handle: async (call) => {
            await useCases.teamInvitations.withdraw(call.actor, teamParameter(call), invitationId(call));
            return { status: 204 };
          },
        }),
      },
    },
  ];
};
