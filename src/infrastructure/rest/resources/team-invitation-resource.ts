import { z } from 'zod';
import type { InviteToTeam } from '../../../application/team/invite-to-team.ts';
import type {
  GetTeamInvitation,
  ListTeamInvitations,
  TeamInvitationView,
  WithdrawTeamInvitation,
} from '../../../application/team/team-invitations.ts';
import { EMAIL_MAX_LENGTH } from '../../../domain/shared/email-address.ts';
import type { TeamInvitationId } from '../../../domain/shared/ids.ts';
import { TEAM_ROLES } from '../../../domain/team/team-access.ts';
import { idParameter } from '../id-parameter.ts';
import { paginate, readPageSize } from '../pagination.ts';
import { operation, type RestCall, type RestPath } from '../route.ts';
import { teamParameter } from '../team-parameter.ts';
import { charField } from '../wire/char-field.ts';
import { optionalChoiceField } from '../wire/choice-field.ts';
import { pageSchema } from '../wire/page-schema.ts';
import { wireTime } from '../wire/wire-time.ts';

type UseCases = {
  listTeamInvitations: ListTeamInvitations;
  getTeamInvitation: GetTeamInvitation;
  inviteToTeam: InviteToTeam;
  withdrawTeamInvitation: WithdrawTeamInvitation;
};

const invitationSchema = z
  .object({
    id: z.uuid(),
    created_at: z.iso.datetime(),
    email: z.string(),
    team: z.uuid(),
    role: z.enum(TEAM_ROLES),
    issuer: z.uuid(),
    is_expired: z.boolean(),
  })
  .meta({ id: 'TeamInvitation' });
const accessCreatedSchema = z.object({ detail: z.string() });

const createBody = z
  .object({
    email: charField({ max: EMAIL_MAX_LENGTH, email: true }),
    role: optionalChoiceField(TEAM_ROLES),
  })
  .meta({ id: 'TeamInvitationCreation' });

const present = (invitation: TeamInvitationView) => ({
  id: invitation.id,
  created_at: wireTime(invitation.createdAt),
  email: invitation.email,
  team: invitation.teamId,
  role: invitation.role,
  issuer: invitation.issuerId,
  is_expired: invitation.isExpired,
});

const NEWEST_FIRST = [{ field: 'created_at', descending: true }] as const;

/** `teams/⟨team⟩/invitations/…` of contract/rest-api.md 3.8. */
export const makeTeamInvitationResource = (useCases: UseCases): readonly RestPath[] => {
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
          success: { status: 200, schema: pageSchema(invitationSchema) },
          handle: async (call) => {
            const { actor, request } = call;
            const teamId = teamParameter(call);
            return {
              status: 200,
              body: await paginate(
                request,
                NEWEST_FIRST,
                (page) => useCases.listTeamInvitations(actor, teamId, page),
                present,
                readPageSize(request.query),
              ),
            };
          },
        }),
        POST: operation({
          operationId: 'team_invitations_create',
          summary: 'Invites by mail; whoever has an account is added at once',
          body: createBody,
          success: { status: 201, schema: z.union([invitationSchema, accessCreatedSchema]) },
          check: async (call) => void teamParameter(call),
          handle: async (call) => {
            const { email, role = 'member' } = call.body;
            const input = { teamId: teamParameter(call), email, role };
            const outcome = await useCases.inviteToTeam(call.actor, input);
            if (outcome.outcome === 'invited') return { status: 201, body: present(outcome.invitation) };
            return { status: 201, body: { detail: call.context.translate('access_created_instead') } };
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
          success: { status: 200, schema: invitationSchema },
          handle: async (call) => ({
            status: 200,
            body: present(
              await useCases.getTeamInvitation(call.actor, teamParameter(call), invitationId(call)),
            ),
          }),
        }),
        DELETE: operation({
          operationId: 'team_invitations_destroy',
          summary: 'Withdraws an invitation',
          success: { status: 204 },
          handle: async (call) => {
            await useCases.withdrawTeamInvitation(call.actor, teamParameter(call), invitationId(call));
            return { status: 204 };
          },
        }),
      },
    },
  ];
};
