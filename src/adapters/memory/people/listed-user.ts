import type { ListedUserView } from '../../../application/people/user-queries.ts';
import type { User } from '../../../domain/people/user.ts';
import type { MemoryTables } from '../engine/memory-tables.ts';
import { pick } from '../engine/pick.ts';

/** A person as lists show them. */
export const listedUserView = (tables: MemoryTables, user: User): ListedUserView => ({
  user: pick(user, 'id', 'email', 'emailVerified', 'name', 'language', 'timezone', 'isDevice', 'isStaff'),
  organization: shownOrganization(tables, user),
});

/** Their organization as lists of people show it. */
export function shownOrganization(
  { organizations }: MemoryTables,
  { organizationId }: User,
): ListedUserView['organization'] {
  const found = organizationId === null ? undefined : organizations.find(organizationId);
  return found && pick(found, 'id', 'name', 'registrationIds');
}
