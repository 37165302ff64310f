import { z } from 'zod';
import type { ListedUserView } from '../../../application/people/user-queries.ts';
import { readableEmail } from '../../../domain/shared/email-address.ts';
import type { TeamId } from '../../../domain/shared/ids.ts';
import type { MailboxSignInUseCases } from '../../container/identity/mailbox-sign-in.ts';
import type { PeopleUseCases } from '../../container/people.ts';
import { pageInput } from '../procedure/page-input.ts';
import { idInput, searchInput } from '../procedure/text-input.ts';
import { router, throttledMutation, throttledQuery } from '../procedure/trpc.ts';
import { heldRolesInput, presentHeldRole } from './present-held-role.ts';
import { userUpdate } from './user-update.ts';

const listInput = z.object({
  search: searchInput,
  /** Leaves out the members of this team, if the caller sees it. */
  notInTeam: idInput<TeamId>().optional(),
  page: pageInput(['created_at'], { field: 'created_at', descending: true }),
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

type UseCases = PeopleUseCases & Pick<MailboxSignInUseCases, 'readOwnMailbox'>;

export const makeUsersRouter = ({ getMe, listUsers, listOwnRoles, readOwnMailbox, updateUser }: UseCases) =>
  router({
    /** The signed-in person, their organization and the features that they see. */
    me: throttledQuery.query(async ({ ctx }) => {
      const me = await getMe(ctx.actor);
      return { ...present(me), abilities: me.abilities };
    }),
    /** What they may do where: their roles in mail domains and teams, and in their organization. */
    roles: throttledQuery.input(heldRolesInput).query(async ({ ctx, input: { search, kind, page } }) => {
      const { total, items } = await listOwnRoles(ctx.actor, { search, kind }, page);
      return { total, items: items.map(presentHeldRole) };
    }),
    /**
     * The mailbox of this installation that has their verified address, with the pages for its password and its second
     * factor; null where there is none that may sign in.
     */
    mailbox: throttledQuery.query(async ({ ctx }) => {
      const own = await readOwnMailbox(ctx.actor);
      if (!own) return null;
      const { address, secondFactor, pages } = own;
      return {
        address: readableEmail(address),
        secondFactor: {
          isEnrolled: secondFactor.isEnrolled,
          /** From when on one is required; null: it is not. */
          requiredFrom: secondFactor.requiredFrom?.toISOString() ?? null,
        },
        pages,
      };
    }),
    /** The people of the same organization, newest first. */
    list: throttledQuery.input(listInput.prefault({})).query(async ({ ctx, input }) => {
      const { search, notInTeam, page } = input;
      const { total, items } = await listUsers(ctx.actor, { search, notInTeam }, page);
      return { total, items: items.map(present) };
    }),
    /** Language and time zone of the signed-in person; FORBIDDEN for colleagues, NOT_FOUND for strangers. */
    update: throttledMutation.input(userUpdate).mutation(async ({ ctx, input }) => {
      const { id, ...preferences } = input;
      return present(await updateUser(ctx.actor, id, preferences));
    }),
  });
