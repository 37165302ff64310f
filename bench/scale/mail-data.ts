import type { Filling } from '../data/fill-table.ts';
import type { Size } from '../data/generator-sql.ts';

const TIMES = 'created_at, updated_at';
const times = (n: string, salt: number) =>
  `generator.moment(${n} + ${salt}), generator.moment(${n} + ${salt}) + interval '3 days'`;

/** Those who may do something with a mail domain: the first people of its organization. */
const MANAGERS = 5;
const address = (n: string, d: string) => `generator.local_part(${n}) || '@' || generator.domain(${d})`;

/** What a check tells of each mail domain. */
const CHECK = (name: string, isRight: string) => `json_build_object('name', ${name}, 'state',
      CASE WHEN ${isRight} THEN 'ok' ELSE 'broken' END, 'valid', ${isRight},
      'domain_exist', json_build_object('ok', true, 'internal', false, 'errors', '[]'::json),
      'mx', json_build_object('ok', ${isRight}, 'internal', false, 'errors', '[]'::json),
      'cname_imap', json_build_object('ok', true, 'internal', false, 'errors', '[]'::json),
      'cname_smtp', json_build_object('ok', true, 'internal', false, 'errors', '[]'::json),
      'cname_webmail', json_build_object('ok', true, 'internal', false, 'errors', '[]'::json),
      'spf', json_build_object('ok', true, 'internal', false, 'errors', '[]'::json),
      'dkim', json_build_object('ok', true, 'internal', false, 'errors', '[]'::json),
      'postfix', json_build_object('ok', true, 'internal', true, 'errors', '[]'::json),
      'ox', json_build_object('ok', true, 'internal', true, 'errors', '[]'::json),
      'cert', json_build_object('ok', true, 'internal', true, 'errors', '[]'::json))`;
const TESTS = (isRight: string) => `json_build_array(
      json_build_object('name', 'mx', 'passed', ${isRight}, 'owner', 'customer', 'detail',
        CASE WHEN ${isRight} THEN NULL ELSE 'Je veux que le MX du domaine soit mx.ox.numerique.gouv.fr.' END),
      json_build_object('name', 'spf', 'passed', true, 'owner', 'customer', 'detail', NULL),
      json_build_object('name', 'dkim', 'passed', true, 'owner', 'customer', 'detail', NULL))`;
const CONFIGURATION = `'[{"target": "", "type": "mx", "value": "mx.ox.numerique.gouv.fr."},
    {"target": "dimail._domainkey", "type": "txt", "value": "v=DKIM1; h=sha256; k=rsa; p=MIICIjANBgkqhkiG9w0BAQEFAAOCAg8A"},
    {"target": "imap", "type": "cname", "value": "imap.ox.numerique.gouv.fr."},
    {"target": "smtp", "type": "cname", "value": "smtp.ox.numerique.gouv.fr."},
    {"target": "", "type": "spf", "value": "v=spf1 include:_spf.ox.numerique.gouv.fr -all"},
    {"target": "webmail", "type": "cname", "value": "webmail.ox.numerique.gouv.fr."}]'`;

/** Most domains work; some wait for their owners' DNS, some for dimail, and some were given up. */
const status = (
  d: string,
) => `CASE WHEN mod(${d}, 50) = 7 THEN 'pending' WHEN mod(${d}, 50) = 17 THEN 'action_required'
      WHEN mod(${d}, 100) = 33 THEN 'failed' WHEN mod(${d}, 100) = 66 THEN 'disabled' ELSE 'enabled' END`;

/**
 * Mail domains of the people of `regieFillings`, who may do what with them, aliases, mailboxes (of the first `mailboxes` people
 * who are generated, one each) and an entry of the audit log for each mailbox, after those it refers to.
 */
export const mailFillings = ({ domains }: Size, mailboxes: number): readonly Filling[] => [
  {
    table: 'mail_domain',
    columns: `id, name, slug, status, registration, support_email, organization_id, last_check_details, last_check_tests,
      last_checked_at, expected_config, ${TIMES}`,
    count: domains,
    select: `SELECT generator.id('mail domain', d), name, replace(name, '.', ''), status, '{"state": "registered"}',
        'support@' || name, generator.id('organization', generator.organization_of_domain(d)),
        ${CHECK('name', "status = 'enabled'")}, ${TESTS("status = 'enabled'")}, generator.moment(d + 10) + interval '2 days',
        ${CONFIGURATION}, ${times('d', 10)}
      FROM NUMBERS AS i CROSS JOIN LATERAL (SELECT i + 1 AS d) AS numbered
      CROSS JOIN LATERAL (SELECT generator.domain(d) AS name, ${status('d')} AS status OFFSET 0) AS described`,
  },
  {
    table: 'mail_domain_access',
    columns: `id, mail_domain_id, user_id, role, ${TIMES}`,
    count: domains,
    select: `SELECT generator.id('mail domain access', d * ${MANAGERS} + m), generator.id('mail domain', d),
        generator.id('user', generator.first_person(o) + m),
        CASE m WHEN 0 THEN 'owner' WHEN 1 THEN 'administrator' ELSE 'viewer' END, ${times('d', 11)}
      FROM NUMBERS AS i CROSS JOIN LATERAL (SELECT i + 1 AS d) AS numbered
      CROSS JOIN LATERAL (SELECT generator.organization_of_domain(d) AS o OFFSET 0) AS placed
      CROSS JOIN LATERAL generate_series(0, least(${MANAGERS}, generator.people_of(o)) - 1) AS m`,
  },
  {
    table: 'mail_alias',
    columns: `id, mail_domain_id, local_part, destination, ${TIMES}`,
    count: domains,
    select: `SELECT generator.id('mail alias', d * 10000 + m), generator.id('mail domain', d), 'service.' || m,
        ${address('generator.first_of_domain(d) + m', 'd')}, ${times('d', 12)}
      FROM NUMBERS AS i CROSS JOIN LATERAL (SELECT i + 1 AS d) AS numbered
      CROSS JOIN LATERAL generate_series(0, generator.people_of_domain(d) / 10) AS m`,
  },
  {
    table: 'mailbox',
    columns: `id, mail_domain_id, first_name, last_name, local_part, secondary_email, status, issuer_id, ${TIMES}`,
    count: mailboxes,
    select: `SELECT generator.id('mailbox', n), generator.id('mail domain', d), generator.first_name(n),
        generator.last_name(n) || ' ' || n, generator.local_part(n), 'perso.' || n || '@ailleurs.example',
        CASE WHEN ${status('d')} IN ('pending', 'action_required') THEN 'pending' WHEN mod(n, 50) = 0 THEN 'disabled'
          ELSE 'enabled' END,
        generator.id('user', generator.first_person(generator.organization_of_domain(d))), ${times('n', 13)}
      FROM NUMBERS AS i CROSS JOIN LATERAL (SELECT generator.person(i) AS n) AS numbered
      CROSS JOIN LATERAL (SELECT generator.domain_of(n) AS d OFFSET 0) AS placed`,
  },
  {
    table: 'audit_entry',
    columns: `occurred_at, action, object_type, object_id, label, organization_id, actor_id, via, address, request_id, details`,
    count: mailboxes,
    select: `SELECT generator.moment(n + 13), 'mailbox.created', 'mailbox', generator.id('mailbox', n)::text,
        ${address('n', 'd')}, generator.id('organization', o), generator.id('user', generator.first_person(o)), 'session',
        '192.0.2.' || mod(n, 250), generator.id('request', n)::text, '{}'
      FROM NUMBERS AS i CROSS JOIN LATERAL (SELECT generator.person(i) AS n) AS numbered
      CROSS JOIN LATERAL (SELECT d, generator.organization_of_domain(d) AS o
                            FROM (SELECT generator.domain_of(n) AS d OFFSET 0) AS placed OFFSET 0) AS owned`,
  },
];
