import type { ListedUserView, UserView } from '../../../application/people/user-queries.ts';
import type { OrganizationId } from '../../../domain/shared/ids.ts';
import { LISTED_USER, type ListedUserRow, WHOLE_USER, type WholeUserRow } from './user-table.ts';

/** Columns of a person's organization in lists, table alias `o`. */
export const USER_ORGANIZATION = `o.id AS organization_id, o.name AS organization_name,
  ARRAY(SELECT r.value FROM organization_registration_id r WHERE r.organization_id = o.id ORDER BY r.position)
    AS registration_ids`;

type OrganizationRow = {
  organization_id: OrganizationId | null;
  organization_name: string;
  registration_ids: string[];
};

/** A person beside their organization. */
export type ListedUserViewRow = ListedUserRow & OrganizationRow;
export type UserViewRow = WholeUserRow & OrganizationRow;

export const toShownOrganization = (row: OrganizationRow): ListedUserView['organization'] =>
  row.organization_id === null
    ? undefined
    : { id: row.organization_id, name: row.organization_name, registrationIds: row.registration_ids };

export const toListedUserView = (row: ListedUserViewRow): ListedUserView => ({
  user: LISTED_USER.of(row),
  organization: toShownOrganization(row),
});

export const toUserView = (row: UserViewRow): UserView => ({
  user: WHOLE_USER.of(row),
  organization: toShownOrganization(row),
});
