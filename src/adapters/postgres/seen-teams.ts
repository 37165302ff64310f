import { STEP_LENGTH } from '../../domain/team/team-path.ts';

/**
 * A `WITH` list that ends in `visible (id, role)`: the teams that the person `$1` of the organization `$2` sees, each
 * once (contract/rest-api.md D8).
 */
export const SEEN_TEAMS = `own AS (
    SELECT a.team_id, a.role, m.path, m.depth
      FROM team_access a JOIN team m ON m.id = a.team_id WHERE a.user_id = $1
  ), above AS (
    SELECT DISTINCT left(own.path, level * ${STEP_LENGTH}) AS path
      FROM own CROSS JOIN generate_series(1, own.depth - 1) AS level
  ), visible AS (
    SELECT own.team_id AS id, own.role FROM own
    UNION ALL
    SELECT p.id, 'member' FROM above JOIN team p ON p.path = above.path
     WHERE p.organization_id = $2 AND NOT EXISTS (SELECT FROM own WHERE own.team_id = p.id)
  )`;
