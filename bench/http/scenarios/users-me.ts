import type { Scenario } from '../scenario.ts';

const feature = (canView: unknown, canCreate: unknown) => ({ can_view: canView, can_create: canCreate });

export const usersMe: Scenario = {
  name: 'users/me',
  referenceCpuMs: 8.7,
  path: () => '/api/v1.0/users/me/',
  bare: {
    sql: `SELECT u.id, u.email, u.name, u.language, u.timezone, u.is_device, u.is_staff,
                 o.id AS organization_id, o.name AS organization_name,
                 ARRAY(SELECT r.value FROM organization_registration_id r
                        WHERE r.organization_id = o.id ORDER BY r.position) AS registration_id_list,
                 EXISTS (SELECT FROM team_access a
                          WHERE a.user_id = u.id AND a.role IN ('owner', 'administrator')) AS manages_team,
                 EXISTS (SELECT FROM mail_domain_access a WHERE a.user_id = u.id) AS has_mail_domain
            FROM user_account u LEFT JOIN organization o ON o.id = u.organization_id
           WHERE u.id = $1 AND u.is_active`,
    values: ({ userId }) => [userId],
    body: ([row = {}]) => ({
      email: row['email'],
      id: row['id'],
      is_device: row['is_device'],
      is_staff: row['is_staff'],
      language: row['language'],
      name: row['name'],
      organization: {
        id: row['organization_id'],
        name: row['organization_name'],
        registration_id_list: row['registration_id_list'],
      },
      timezone: row['timezone'],
      abilities: {
        contacts: feature(true, true),
        teams: feature(row['manages_team'], row['manages_team']),
        mailboxes: feature(row['has_mail_domain'], row['has_mail_domain']),
      },
    }),
  },
};
