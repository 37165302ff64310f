import { z } from 'zod';
import type { ListedUserView } from '../../../application/people/user-queries.ts';
import { TIMEZONE_MAX_LENGTH } from '../../../domain/people/user.ts';
import type { TeamId, UserId } from '../../../domain/shared/ids.ts';
import { LANGUAGES } from '../../../domain/shared/language.ts';
import type { PeopleUseCases } from '../../container/people.ts';
import { pageInput } from '../procedure/page-input.ts';
import { idInput, searchInput, textInput } from '../procedure/text-input.ts';
import { router, throttledMutation, throttledQuery } from '../procedure/trpc.ts';

const listInput = z.object({
  search: searchInput,
  /** Leaves out the members of this team, if the caller sees it. */
  notInTeam: idInput<TeamId>().optional(),
  page: pageInput(['created_at'], { field: 'created_at', descending: true }),
});
const updateInput = z.object({
  id: idInput<UserId>(),
  language: z.enum(LANGUAGES).optional(),
  timezone: textInput(TIMEZONE_MAX_LENGTH).optional(),
});

const present = ({ user, organization }: ListedUserView) => ({
  id: user.id,
  email: user.email,
  name: user.name,
  language: user.language,
  timezone: user.timezone,
  isDevice: user.isDevice,
  isStaff: user.isStaff,
  organization: organization
    ? { id: organization.id, name: organization.name, registrationIds: organization.registrationIds }
    : null,
});

export const makeUsersRouter = ({ getMe, listUsers, updateUser }: PeopleUseCases) =>
  router({
    /** The signed-in person, their organization and the features that they see. */
    me: throttledQuery.query(async ({ ctx }) => {
      const me = await getMe(ctx.actor);
      return { ...present(me), abilities: me.abilities };
    }),
    /** The people of the same organization, newest first. */
    list: throttledQuery.input(listInput.prefault({})).query(async ({ ctx, input }) => {
      const { search, notInTeam, page } = input;
      const { total, items } = await listUsers(ctx.actor, { search, notInTeam }, page);
      return { total, items: items.map(present) };
    }),
    /** Language and time zone of the signed-in person; FORBIDDEN for colleagues, NOT_FOUND for strangers. */
    update: throttledMutation.input(updateInput).mutation(async ({ ctx, input }) => {
      const { id, ...preferences } = input;
      return present(await updateUser(ctx.actor, id, preferences));
    }),
  });
