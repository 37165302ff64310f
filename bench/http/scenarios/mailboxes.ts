import type { Scenario } from '../scenario.ts';
import { FIRST_DOMAIN } from '../seed-mail.ts';

export const mailboxes: Scenario = {
  name: 'mailboxes',
  referenceCpuMs: 8.7,
  path: () => `/api/v1.0/mail-domains/${FIRST_DOMAIN}/mailboxes/`,
  bare: {
    sql: `SELECT m.id, m.first_name, m.last_name, m.local_part, m.secondary_email, m.status,
                 count(*) OVER ()::int AS total
            FROM mailbox m JOIN mail_domain d ON d.id = m.mail_domain_id
            JOIN mail_domain_access a ON a.mail_domain_id = d.id AND a.user_id = $1
           WHERE d.slug = $2 ORDER BY m.created_at DESC, m.id LIMIT 20`,
    values: ({ userId }) => [userId, FIRST_DOMAIN],
    body: (rows) => ({
      count: rows[0]?.['total'],
      next: `https://regie.example/api/v1.0/mail-domains/${FIRST_DOMAIN}/mailboxes/?page=2`,
      previous: null,
      results: rows.map(({ total: _total, ...row }) => row),
    }),
  },
};
