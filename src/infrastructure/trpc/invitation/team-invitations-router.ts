import { z } from 'zod';
import type { TeamInvitationView } from '../../../application/invitation/team-invitations.ts';
import type { TeamId, TeamInvitationId } from '../../../domain/shared/ids.ts';
import { TEAM_ROLES } from '../../../domain/team/team-access.ts';
import type { InvitationUseCases } from '../../container/invitations.ts';
import { pageInput } from '../procedure/page-input.ts';
import { emailInput, idInput } from '../procedure/text-input.ts';
import { mutation, query, router } from '../procedure/trpc.ts';
import { presentInvitation, presentInviteOutcome } from './present-invitation.ts';

const teamId = idInput<TeamId>();
const byId = z.object({ teamId, id: idInput<TeamInvitationId>() });
const pages = pageInput(['created_at'], { field: 'created_at', descending: true });
const creation = z.object({
  teamId,
  email: emailInput,
  role: z.enum(TEAM_ROLES).default('member'),
});

const present = (invitation: TeamInvitationView) => ({
  ...presentInvitation(invitation),
  teamId: invitation.teamId,
  abilities: invitation.abilities,
});

export const makeTeamInvitationsRouter = (useCases: InvitationUseCases) =>
  router({
    /** An empty list for outsiders. */
    list: query.input(z.object({ teamId, page: pages })).query(async ({ ctx, input }) => {
      const { total, items } = await useCases.teamInvitations.list(ctx.actor, input.teamId, input.page);
      return { total, items: items.map(present) };
    }),
    get: query
      .input(byId)
      .query(async ({ ctx, input }) =>
        present(await useCases.teamInvitations.get(ctx.actor, input.teamId, input.id)),
      ),
    /** `access_created` when the address belongs to an account, which is in the team from now on. */
    create: mutation
      .input(creation)
      .mutation(async ({ ctx, input: { teamId: id, ...wanted } }) =>
        presentInviteOutcome(await useCases.teamInvitations.invite(ctx.actor, id, wanted), present),
      ),
    /** Renews its lifetime and resends its mail; `access_created` as above. */
    refresh: mutation
      .input(byId)
      .mutation(async ({ ctx, input }) =>
        presentInviteOutcome(
          await useCases.teamInvitations.refresh(ctx.actor, input.teamId, input.id),
          present,
        ),
      ),
    delete: mutation
      .input(byId)
      .mutation(({ ctx, input }) => useCases.teamInvitations.withdraw(ctx.actor, input.teamId, input.id)),
  });
