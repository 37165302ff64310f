import type { GetMe } from '../../application/user/get-me.ts';
import { query, router } from './trpc.ts';

export const makeUsersRouter = ({ getMe }: { getMe: GetMe }) =>
  router({
    /** The signed-in person, their organization and what they may see. */
    me: query.query(async ({ ctx }) => {
      const { user, organization, abilities } = await getMe(ctx.actor);
      return {
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
        abilities,
      };
    }),
  });
