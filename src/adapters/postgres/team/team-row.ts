import type { OrganizationId, TeamId } from '../../../domain/shared/ids.ts';
import type { Team } from '../../../domain/team/team.ts';

/** Columns of a team whose table is called `t`. */
export const TEAM_COLUMNS = `t.id, t.name, t.path, t.depth, t.numchild, t.external_id, t.organization_id,
  t.is_visible_all_services, t.created_at, t.updated_at`;

export type TeamRow = {
  id: TeamId;
  name: string;
  path: string;
  depth: number;
  numchild: number;
  external_id: string;
  organization_id: OrganizationId | null;
  is_visible_all_services: boolean;
  created_at: Date;
  updated_at: Date;
};

export const toTeam = (row: TeamRow): Team => ({
  id: row.id,
  name: row.name,
  path: row.path,
  depth: row.depth,
  numchild: row.numchild,
  externalId: row.external_id,
  organizationId: row.organization_id,
  isVisibleAllServices: row.is_visible_all_services,
  createdAt: row.created_at,
  updatedAt: row.updated_at,
});
