import type { UserView } from '../../../application/people/user-queries.ts';
import type { OrganizationId } from '../../../domain/shared/ids.ts';
import { toUser, type UserRow } from './user-row.ts';

/** Columns of the organization called `o` that lists of people show. */
export const USER_ORGANIZATION = `o.id AS organization_id, o.name AS organization_name,
  ARRAY(SELECT r.value FROM organization_registration_id r WHERE r.organization_id = o.id ORDER BY r.position)
    AS registration_ids`;

/** A person beside their organization. */
export type UserViewRow = UserRow & {
  organization_id: OrganizationId | null;
  organization_name: string;
  registration_ids: string[];
};

export const toUserView = (row: UserViewRow): UserView => ({
  user: toUser(row),
  organization:
    row.organization_id === null
      ? undefined
      : { id: row.organization_id, name: row.organization_name, registrationIds: row.registration_ids },
});
