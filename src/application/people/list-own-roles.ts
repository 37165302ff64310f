import type { Actor } from '../shared/actor.ts';
import type { Page, PageRequest } from '../shared/page.ts';
import type { HeldRole, HeldRoleFilter, HeldRoleOrderField } from './held-role.ts';
import type { PersonQueries } from './person-queries.ts';

export type ListOwnRoles = (
  actor: Actor,
  filter: HeldRoleFilter,
  request: PageRequest<HeldRoleOrderField>,
) => Promise<Page<HeldRole>>;

/** The roles of the signed-in person: their mail domains, their teams, and their organization where they administer it. */
export const makeListOwnRoles =
  ({ personQueries }: { personQueries: Pick<PersonQueries, 'roles'> }): ListOwnRoles =>
  (actor, filter, request) =>
    personQueries.roles(actor.userId, filter, request);
