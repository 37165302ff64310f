import type { Scenario } from '../scenario.ts';

const OWNER = { delete: true, get: true, manage_accesses: true, patch: true, put: true };

export const teams: Scenario = {
  name: 'teams',
  referenceCpuMs: 66,
  path: () => '/api/v1.0/teams/',
  bare: {
    sql: `SELECT t.id, t.name, t.path, t.depth, t.numchild, t.is_visible_all_services, t.created_at, t.updated_at,
                 ARRAY(SELECT x.id FROM team_access x WHERE x.team_id = t.id ORDER BY x.id) AS accesses,
                 ARRAY(SELECT s.service_provider_id FROM team_service_provider s
                        WHERE s.team_id = t.id ORDER BY s.service_provider_id) AS service_providers
            FROM team_access a JOIN team t ON t.id = a.team_id
           WHERE a.user_id = $1 ORDER BY t.created_at DESC, t.id`,
    values: ({ userId }) => [userId],
    body: (rows) => rows.map((row) => ({ ...row, abilities: OWNER })),
  },
};
