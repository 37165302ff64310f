import type { Pool } from 'pg';

const DOMAINS = 100;
const MAILBOXES_OF_A_DOMAIN = 200;

/** Slug of the domain whose mailboxes are listed. */
export const FIRST_DOMAIN = 'commune-1example';

const when = (number: string) => `timestamptz '2026-02-01 08:00:00.123Z' + ${number} * interval '1 second'`;

/** 100 domains of 200 mailboxes, each checked and enabled, all owned by the caller. */
export async function seedMail(pool: Pool, userId: string): Promise<void> {
  await pool.query(
    `INSERT INTO mail_domain (id, name, slug, status, registration, support_email, last_check_details, last_checked_at,
            expected_config, created_at, updated_at)
     SELECT gen_random_uuid(), 'commune-' || n || '.example', 'commune-' || n || 'example', 'enabled',
            '{"state": "registered"}', 'support@commune-' || n || '.example',
            json_build_object('name', 'commune-' || n || '.example', 'state', 'ok', 'valid', true,
              'mx', json_build_object('ok', true, 'internal', false, 'errors', '[]'::json),
              'spf', json_build_object('ok', true, 'internal', false, 'errors', '[]'::json)),
            ${when('n')},
            '[{"target": "", "type": "mx", "value": "mx.ox.numerique.gouv.fr."}]', ${when('n')}, ${when('n')}
       FROM generate_series(1, ${DOMAINS}) AS n`,
  );
  await pool.query(
    `INSERT INTO mail_domain_access (id, mail_domain_id, user_id, role, created_at, updated_at)
     SELECT gen_random_uuid(), d.id, $1, 'owner', d.created_at, d.created_at FROM mail_domain d`,
    [userId],
  );
  await pool.query(
    `INSERT INTO mailbox (id, mail_domain_id, first_name, last_name, local_part, secondary_email, status, created_at,
            updated_at)
     SELECT gen_random_uuid(), d.id, 'Prénom ' || n, 'Moreau', 'agent-' || n, 'agent-' || n || '@ailleurs.example',
            'enabled', ${when('n')}, ${when('n')}
       FROM mail_domain d CROSS JOIN generate_series(1, ${MAILBOXES_OF_A_DOMAIN}) AS n`,
  );
  await pool.query('VACUUM ANALYZE');
}
