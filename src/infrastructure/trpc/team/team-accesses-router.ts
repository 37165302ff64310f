import { z } from 'zod';
import type { WrittenTeamAccess } from '../../../application/team/change-team-access.ts';
import { EMAIL_MAX_LENGTH } from '../../../domain/shared/email-address.ts';
import type { TeamAccessId, TeamId, UserId } from '../../../domain/shared/ids.ts';
import { TEAM_ROLES } from '../../../domain/team/team-access.ts';
import type { TeamUseCases } from '../../container/teams.ts';
import { pageInput } from '../procedure/page-input.ts';
import { idInput, searchedTextInput } from '../procedure/text-input.ts';
import { mutation, query, router } from '../procedure/trpc.ts';

const teamId = idInput<TeamId>();
const role = z.enum(TEAM_ROLES);
const byId = z.object({ teamId, id: idInput<TeamAccessId>() });
const pages = pageInput(['role', 'user__email', 'user__name'], { field: 'role', descending: false });

const present = (access: WrittenTeamAccess) => ({
  id: access.id,
  teamId: access.teamId,
  userId: access.userId,
  role: access.role,
  abilities: access.abilities,
  createdAt: access.createdAt.toISOString(),
  updatedAt: access.updatedAt.toISOString(),
});

export const makeTeamAccessesRouter = (useCases: TeamUseCases) =>
  router({
    /** An empty list for outsiders. `search`: part of a name or an e-mail, ignoring case and accents. */
    list: query
      .input(
        z.object({
          teamId,
          search: searchedTextInput(EMAIL_MAX_LENGTH).default(''),
          page: pages,
        }),
      )
      .query(async ({ ctx, input }) => {
        const { total, items } = await useCases.listTeamAccesses(
          ctx.actor,
          input.teamId,
          input.search,
          input.page,
        );
        return { total, items: items.map((item) => ({ ...present(item), user: item.user })) };
      }),
    get: query.input(byId).query(async ({ ctx, input }) => {
      const access = await useCases.getTeamAccess(ctx.actor, input.teamId, input.id);
      return { ...present(access), user: access.user };
    }),
    create: mutation
      .input(z.object({ teamId, userId: idInput<UserId>(), role: role.default('member') }))
      .mutation(async ({ ctx, input }) => present(await useCases.grantTeamAccess(ctx.actor, input))),
    setRole: mutation
      .input(byId.extend({ role }))
      .mutation(async ({ ctx, input }) => present(await useCases.setTeamRole(ctx.actor, input))),
    delete: mutation
      .input(byId)
      .mutation(({ ctx, input }) => useCases.revokeTeamAccess(ctx.actor, input.teamId, input.id)),
  });
