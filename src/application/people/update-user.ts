import { ensureMayUpdate } from '../../domain/people/user-access.ts';
import { DomainError } from '../../domain/shared/errors.ts';
import type { UserId } from '../../domain/shared/ids.ts';
import type { Actor } from '../shared/actor.ts';
import type { Clock, TimezoneCatalogue } from '../shared/system.ts';
import type { Repositories, UnitOfWork } from '../unit-of-work.ts';
import type { UserQueries, UserView } from './user-queries.ts';
import type { UserPreferences } from './user-repository.ts';

export type CheckUserUpdate = (actor: Actor, id: UserId) => Promise<void>;
export type IsKnownTimezone = (name: string) => boolean;
export type UpdateUser = (actor: Actor, id: UserId, preferences: UserPreferences) => Promise<UserView>;

/** Refuses unless the actor may change `id`. @throws DomainError `user.not_found`, `user.action_forbidden` */
export const makeCheckUserUpdate =
  ({ userQueries }: { userQueries: UserQueries }): CheckUserUpdate =>
  async (actor, id) => {
    if (id === actor.userId) return;
    ensureMayUpdate(actor, (await userQueries.find(id))?.user);
  };

/** Whether a time zone is known. */
export const makeIsKnownTimezone =
  ({ timezones }: { timezones: TimezoneCatalogue }): IsKnownTimezone =>
  (name) =>
    timezones.has(name);

type Deps = {
  unitOfWork: UnitOfWork<Pick<Repositories, 'users'>>;
  userQueries: UserQueries;
  timezones: TimezoneCatalogue;
  clock: Clock;
};

/**
 * Changes the person's language and time zone; undefined members keep their value.
 *
 * @throws DomainError `user.not_found`, `user.action_forbidden`, `user.unknown_timezone`
 */
export const makeUpdateUser =
  ({ unitOfWork, userQueries, timezones, clock }: Deps): UpdateUser =>
  async (actor, id, preferences) => {
    const found = await userQueries.find(id);
    ensureMayUpdate(actor, found?.user);
    const { timezone } = preferences;
    if (timezone !== undefined && !timezones.has(timezone)) {
      throw new DomainError('user.unknown_timezone', 'No such time zone');
    }
    await unitOfWork.run(({ users }) => users.updatePreferences(id, preferences, clock.now()));
    const updated = await userQueries.find(id);
    if (!updated) throw new DomainError('user.not_found', 'The account is gone');
    return updated;
  };
