import { z } from 'zod';
import type { InviteOutcome } from '../../application/team/invitation-steps.ts';
import type { InviteToTeam } from '../../application/team/invite-to-team.ts';
import type { RefreshTeamInvitation } from '../../application/team/refresh-team-invitation.ts';
import type {
  GetTeamInvitation,
  ListTeamInvitations,
  TeamInvitationView,
  WithdrawTeamInvitation,
} from '../../application/team/team-invitations.ts';
import { EMAIL_MAX_LENGTH, isEmailAddress } from '../../domain/shared/email-address.ts';
import type { TeamId, TeamInvitationId } from '../../domain/shared/ids.ts';
import { TEAM_ROLES } from '../../domain/team/team-access.ts';
import { pageInput } from './page-input.ts';
import { mutation, query, router } from './trpc.ts';

type UseCases = {
  listTeamInvitations: ListTeamInvitations;
  getTeamInvitation: GetTeamInvitation;
  inviteToTeam: InviteToTeam;
  refreshTeamInvitation: RefreshTeamInvitation;
  withdrawTeamInvitation: WithdrawTeamInvitation;
};

const idOf = <Id extends string>() => z.uuid().transform((id) => id.toLowerCase() as Id);
const teamId = idOf<TeamId>();
const byId = z.object({ teamId, id: idOf<TeamInvitationId>() });
const pages = pageInput(['created_at'], { field: 'created_at', descending: true });
const creation = z.object({
  teamId,
  email: z.string().trim().max(EMAIL_MAX_LENGTH).refine(isEmailAddress, 'Not an e-mail address'),
  role: z.enum(TEAM_ROLES).default('member'),
});

const present = (invitation: TeamInvitationView) => ({
  id: invitation.id,
  teamId: invitation.teamId,
  email: invitation.email,
  role: invitation.role,
  issuerId: invitation.issuerId,
  isExpired: invitation.isExpired,
  expiresAt: invitation.expiresAt.toISOString(),
  createdAt: invitation.createdAt.toISOString(),
});

const presentOutcome = (outcome: InviteOutcome) =>
  outcome.outcome === 'invited'
    ? { outcome: outcome.outcome, invitation: present(outcome.invitation) }
    : outcome;

export const makeTeamInvitationsRouter = (useCases: UseCases) =>
  router({
    /** Nobody, for outsiders. */
    list: query.input(z.object({ teamId, page: pages })).query(async ({ ctx, input }) => {
      const { total, items } = await useCases.listTeamInvitations(ctx.actor, input.teamId, input.page);
      return { total, items: items.map(present) };
    }),
    get: query
      .input(byId)
      .query(async ({ ctx, input }) =>
        present(await useCases.getTeamInvitation(ctx.actor, input.teamId, input.id)),
      ),
    /** `access_created` when the address is that of somebody with an account, who is in the team from now on. */
    create: mutation
      .input(creation)
      .mutation(async ({ ctx, input }) => presentOutcome(await useCases.inviteToTeam(ctx.actor, input))),
    /** Makes it good for its full time again and mails it again; `access_created` as above. */
    refresh: mutation
      .input(byId)
      .mutation(async ({ ctx, input }) =>
        presentOutcome(await useCases.refreshTeamInvitation(ctx.actor, input.teamId, input.id)),
      ),
    delete: mutation
      .input(byId)
      .mutation(({ ctx, input }) => useCases.withdrawTeamInvitation(ctx.actor, input.teamId, input.id)),
  });
