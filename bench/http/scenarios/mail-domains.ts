import type { Scenario } from '../scenario.ts';

const OWNER = { get: true, patch: true, put: true, post: true, delete: true, manage_accesses: true };

export const mailDomains: Scenario = {
  name: 'mail-domains',
  referenceCpuMs: 33,
  path: () => '/api/v1.0/mail-domains/',
  bare: {
    sql: `SELECT d.id, d.name, d.slug, d.status, d.created_at, d.updated_at, d.support_email, d.last_check_details,
                 d.expected_config, count(*) OVER ()::int AS total,
                 (SELECT count(*)::int FROM mailbox m WHERE m.mail_domain_id = d.id) AS count_mailboxes
            FROM mail_domain d JOIN mail_domain_access a ON a.mail_domain_id = d.id
           WHERE a.user_id = $1 ORDER BY d.created_at DESC, d.id LIMIT 20`,
    values: ({ userId }) => [userId],
    body: (rows) => ({
      count: rows[0]?.['total'],
      next: 'https://regie.example/api/v1.0/mail-domains/?page=2',
      previous: null,
      results: rows.map(({ total: _total, ...row }) => ({
        ...row,
        abilities: OWNER,
        action_required_details: {},
      })),
    }),
  },
};
