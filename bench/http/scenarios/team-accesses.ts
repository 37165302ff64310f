import type { Scenario } from '../scenario.ts';

const ABILITIES = { delete: true, get: true, patch: true, put: true };
const ROLES = ['owner', 'administrator', 'member'];
const rolesToSet = (role: unknown, isOnlyOwner: boolean) =>
  isOnlyOwner ? [] : ROLES.filter((other) => other !== role);

export const teamAccesses: Scenario = {
  name: 'team accesses',
  path: ({ teamId }) => `/api/v1.0/teams/${teamId}/accesses/`,
  bare: {
    sql: `SELECT a.id, a.role, u.id AS user_id, u.email, u.name, count(*) OVER ()::int AS total
            FROM team_access a JOIN user_account u ON u.id = a.user_id
           WHERE a.team_id = $1
             AND EXISTS (SELECT FROM team_access own WHERE own.team_id = $1 AND own.user_id = $2)
           ORDER BY a.role, a.id LIMIT 20`,
    values: ({ teamId, userId }) => [teamId, userId],
    body: (rows) => ({
      count: rows[0]?.['total'],
      next: null,
      previous: null,
      results: rows.map(({ id, role, user_id, email, name }) => ({
        id,
        user: { id: user_id, email, name },
        role,
        abilities: {
          ...ABILITIES,
          delete: role !== 'owner',
          patch: role !== 'owner',
          put: role !== 'owner',
          set_role_to: rolesToSet(role, role === 'owner'),
        },
      })),
    }),
  },
};
