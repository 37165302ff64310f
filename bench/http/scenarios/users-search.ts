import type { Scenario } from '../scenario.ts';
import { SEARCHED_NAME } from '../seed.ts';

export const usersSearch: Scenario = {
  name: 'users?q=',
  path: () => `/api/v1.0/users/?q=${SEARCHED_NAME}`,
  bare: {
    sql: `SELECT u.id, u.email, u.language, u.name, u.timezone, u.is_device, u.is_staff,
                 o.id AS organization_id, o.name AS organization_name, o.registration_id_list,
                 count(*) OVER ()::int AS total
            FROM user_account u JOIN LATERAL (
                   SELECT o.id, o.name,
                          ARRAY(SELECT r.value FROM organization_registration_id r
                                 WHERE r.organization_id = o.id ORDER BY r.position) AS registration_id_list
                     FROM organization o WHERE o.id = $1) o ON true
           WHERE u.is_active AND u.organization_id = $1
             AND u.found_by LIKE search_pattern($2)
           ORDER BY u.created_at DESC, u.id LIMIT 20`,
    values: ({ organizationId }) => [organizationId, SEARCHED_NAME],
    body: (rows) => ({
      count: rows[0]?.['total'],
      next: `https://regie.example/api/v1.0/users/?page=2&q=${SEARCHED_NAME}`,
      previous: null,
      results: rows.map((row) => ({
        id: row['id'],
        email: row['email'],
        language: row['language'],
        name: row['name'],
        organization: {
          id: row['organization_id'],
          name: row['organization_name'],
          registration_id_list: row['registration_id_list'],
        },
        timezone: row['timezone'],
        is_device: row['is_device'],
        is_staff: row['is_staff'],
      })),
    }),
  },
};
