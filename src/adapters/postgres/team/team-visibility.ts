/**
 * The role in which the person `$1` of the organization `$2` sees the team `t`, with their access to it as `a` (left
 * joined): without an access, `member` when `t` is an ancestor of a team that they have an access to
 * (contract/rest-api.md D8).
 */
export const ROLE_SEEN = `coalesce(a.role, CASE WHEN t.organization_id = $2 AND EXISTS (
    SELECT FROM team_access below_access JOIN team below ON below.id = below_access.team_id
     WHERE below_access.user_id = $1 AND below.depth > t.depth AND left(below.path, length(t.path)) = t.path
  ) THEN 'member' END)`;
