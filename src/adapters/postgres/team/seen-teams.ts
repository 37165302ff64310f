import { STEP_LENGTH } from '../../../domain/team/team-path.ts';

/**
 * A `WITH` list that ends in `visible (id, role)`: the teams that the person `$1` of the organization `$2` sees, each
 * once (contract/rest-api.md D8). It is written for a plan with few rows: the planner expects an array to be short but a
 * series to have a thousand members, for which it would read all teams. Each ancestor is looked up by its path.
 */
export const SEEN_TEAMS = `own AS (
    SELECT a.team_id, a.role, m.path, m.depth
      FROM team_access a JOIN team m ON m.id = a.team_id WHERE a.user_id = $1
  ), above AS (
    SELECT DISTINCT left(own.path, level * ${STEP_LENGTH}) AS path
      FROM own CROSS JOIN unnest(ARRAY(SELECT generate_series(1, own.depth - 1))) AS level
  ), visible AS (
    SELECT own.team_id AS id, own.role FROM own
    UNION ALL
    SELECT p.id, 'member' FROM above
     CROSS JOIN LATERAL (SELECT t.id, t.organization_id FROM team t WHERE t.path = above.path OFFSET 0) AS p
     WHERE p.organization_id = $2 AND NOT EXISTS (SELECT FROM own WHERE own.team_id = p.id)
  )`;
