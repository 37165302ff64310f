import type { Filling } from '../data/fill-table.ts';
import type { Size } from '../data/generator-sql.ts';

const TIMES = 'created_at, updated_at';
/** Creation at a time derived from the row's number, and a change some days later. */
const times = (n: string, salt: number) =>
  `generator.moment(${n} + ${salt}), generator.moment(${n} + ${salt}) + interval '3 days 00:00:00.000123'`;

/** Everything a database of the reference holds, table by table, each after those it refers to. */
export const peopleFillings = ({ users, organizations, teams }: Size): readonly Filling[] => [
  {
    table: 'people_organization',
    columns: `id, ${TIMES}, name, registration_id_list, domain_list, metadata, is_active`,
    count: organizations,
    select: `SELECT generator.id('organization', o), ${times('o', 1)}, generator.town(o) || ' ' || o,
        ARRAY[to_char(o, 'FM00000000000000')], ARRAY[generator.domain(o)], '{}', true
      FROM NUMBERS AS i CROSS JOIN LATERAL (SELECT i + 1 AS o) AS numbered`,
  },
  {
    table: 'people_service_provider',
    columns: `id, ${TIMES}, name, audience_id`,
    count: 20,
    select: `SELECT generator.id('service', i), ${times('i', 2)}, 'Service ' || i, 'service-' || i FROM NUMBERS AS i`,
  },
  {
    table: 'people_organization_service_providers',
    columns: 'organization_id, serviceprovider_id',
    count: organizations,
    select: `SELECT generator.id('organization', i + 1), generator.id('service', s)
      FROM NUMBERS AS i CROSS JOIN LATERAL (VALUES (mod(i, 20)), (mod(i + 7, 20))) AS linked (s)`,
  },
  {
    table: 'people_user',
    columns: `id, ${TIMES}, last_login, is_superuser, sub, email, name, language, timezone, is_device, is_staff,
      is_active, organization_id`,
    count: users,
    select: `SELECT generator.id('user', n), ${times('n', 3)}, generator.moment(n + 4), false,
        generator.id('sub', n)::text, generator.email(n), generator.first_name(n) || ' ' || generator.last_name(n),
        CASE WHEN mod(n, 11) = 0 THEN 'en-us' ELSE 'fr-fr' END, 'Europe/Paris', false, mod(n, 1000) = 0,
        mod(n, 97) > 0, generator.id('organization', generator.organization_of(n))
      FROM NUMBERS AS i CROSS JOIN LATERAL (SELECT generator.person(i) AS n) AS numbered`,
  },
  {
    table: 'people_organization_access',
    columns: `id, ${TIMES}, role, organization_id, user_id`,
    count: organizations,
    select: `SELECT generator.id('organization access', o), ${times('o', 5)}, 'administrator',
        generator.id('organization', o), generator.id('user', generator.first_person(o))
      FROM NUMBERS AS i CROSS JOIN LATERAL (SELECT i + 1 AS o) AS numbered`,
  },
  {
    table: 'people_contact',
    columns: `id, ${TIMES}, full_name, short_name, data, owner_id, notes, override_id, user_id`,
    count: users,
    select: `SELECT generator.id('contact', n), ${times('n', 3)}, generator.first_name(n) || ' ' || generator.last_name(n),
        generator.first_name(n),
        jsonb_build_object('emails', jsonb_build_array(jsonb_build_object('type', 'Work', 'value', generator.email(n)))),
        generator.id('user', n), '', NULL, generator.id('user', n)
      FROM NUMBERS AS i CROSS JOIN LATERAL (SELECT generator.person(i) AS n) AS numbered`,
  },
  {
    table: 'people_team',
    columns: `id, ${TIMES}, name, organization_id, depth, numchild, path, is_visible_all_services, external_id`,
    count: teams,
    select: `SELECT generator.id('team', i), ${times('i', 6)}, generator.service(i) || ' ' || i,
        generator.id('organization', generator.team_organization(i)), length(generator.team_path(i)) / 5,
        generator.team_children(i), generator.team_path(i), mod(i, 5) = 0, generator.id('external', i)
      FROM NUMBERS AS i`,
  },
  {
    table: 'people_team_access',
    columns: `id, ${TIMES}, role, team_id, user_id`,
    count: teams,
    select: `SELECT generator.id('team access', i * 1000 + m), ${times('i', 7)},
        CASE WHEN m = 0 THEN 'owner' WHEN mod(m, 9) = 1 THEN 'administrator' ELSE 'member' END,
        generator.id('team', i), generator.id('user', generator.member(i, m))
      FROM NUMBERS AS i CROSS JOIN LATERAL generate_series(0, generator.team_size(i) - 1) AS m`,
  },
  {
    table: 'people_team_service_providers',
    columns: 'team_id, serviceprovider_id',
    count: teams,
    select: `SELECT generator.id('team', i), generator.id('service', mod(i, 20)) FROM NUMBERS AS i WHERE mod(i, 3) = 0`,
  },
  {
    table: 'people_team_webhook',
    columns: `id, ${TIMES}, url, secret, status, team_id, protocol`,
    count: Math.ceil(teams / 100),
    select: `SELECT generator.id('webhook', i), ${times('i', 8)}, 'https://scim.example.fr/Groups/' || i, 'secret ' || i,
        'success', generator.id('team', i * 100), 'scim' FROM NUMBERS AS i`,
  },
  {
    table: 'people_invitation',
    columns: `id, ${TIMES}, email, role, issuer_id, team_id`,
    count: teams,
    select: `SELECT generator.id('invitation', i), ${times('i', 9)}, 'Nouveau.' || i || '@' || generator.domain(generator.team_organization(i)),
        'member', generator.id('user', generator.member(i, 0)), generator.id('team', i) FROM NUMBERS AS i`,
  },
  {
    table: 'people_mail_domain',
    columns: `id, ${TIMES}, name, slug, status, support_email, last_check_details, expected_config, organization_id`,
    count: organizations,
    select: `SELECT generator.id('domain', o), ${times('o', 10)}, generator.domain(o), replace(generator.domain(o), '.', ''),
        CASE WHEN mod(o, 50) = 0 THEN 'pending' ELSE 'enabled' END, 'support@' || generator.domain(o),
        '{"state": "ok", "valid": true}', '[{"type": "mx", "target": "", "value": "mx.example.fr."}]',
        generator.id('organization', o)
      FROM NUMBERS AS i CROSS JOIN LATERAL (SELECT i + 1 AS o) AS numbered`,
  },
  {
    table: 'people_mail_domain_accesses',
    columns: `id, ${TIMES}, role, domain_id, user_id`,
    count: organizations,
    select: `SELECT generator.id('domain access', o * 10 + m), ${times('o', 11)},
        CASE WHEN m = 0 THEN 'owner' ELSE 'viewer' END, generator.id('domain', o),
        generator.id('user', generator.first_person(o) + m)
      FROM NUMBERS AS i CROSS JOIN LATERAL (SELECT i + 1 AS o) AS numbered
      CROSS JOIN LATERAL generate_series(0, least(5, generator.people_of(o)) - 1) AS m`,
  },
  {
    table: 'people_mail_domain_invitation',
    columns: `id, ${TIMES}, email, role, domain_id, issuer_id`,
    count: organizations,
    select: `SELECT generator.id('domain invitation', o), ${times('o', 12)}, 'futur.' || o || '@example.fr', 'viewer',
        generator.id('domain', o), generator.id('user', generator.first_person(o))
      FROM NUMBERS AS i CROSS JOIN LATERAL (SELECT i + 1 AS o) AS numbered`,
  },
  {
    table: 'people_mail_box',
    columns: `id, ${TIMES}, local_part, secondary_email, domain_id, first_name, last_name, status, last_login, password`,
    count: Math.floor(users / 2),
    select: `SELECT generator.id('mailbox', n), ${times('n', 13)}, split_part(generator.email(n), '@', 1), NULL,
        generator.id('domain', generator.organization_of(n)), generator.first_name(n), generator.last_name(n) || ' ' || n,
        'enabled', NULL, 'pbkdf2_sha256$600000$' || md5(n::text) || '$' || md5(n::text || 'x')
      FROM NUMBERS AS i CROSS JOIN LATERAL (SELECT generator.person(i) AS n) AS numbered`,
  },
  {
    table: 'people_aliases',
    columns: `id, ${TIMES}, local_part, destination, domain_id`,
    count: organizations,
    select: `SELECT generator.id('alias', o * 10 + m), ${times('o', 14)}, (ARRAY['contact', 'mairie', 'accueil'])[m],
        'accueil.' || m || '@example.fr', generator.id('domain', o)
      FROM NUMBERS AS i CROSS JOIN LATERAL (SELECT i + 1 AS o) AS numbered CROSS JOIN generate_series(1, 3) AS m`,
  },
  {
    table: 'people_account_service',
    columns: `id, ${TIMES}, name, api_key, scopes`,
    count: 10,
    select: `SELECT generator.id('account service', i), ${times('i', 15)}, 'Account ' || i, 'key-' || i || '-of-a-service',
        ARRAY['la-suite-list-organizations-siret'] FROM NUMBERS AS i`,
  },
  {
    table: 'oauth2_provider_application',
    columns: `client_id, name, client_type, authorization_grant_type, client_secret, hash_client_secret, algorithm,
      redirect_uris, post_logout_redirect_uris, allowed_origins, skip_authorization, user_id, created, updated`,
    count: 50,
    select: `SELECT 'client-' || i, 'Client ' || i, 'confidential', 'authorization-code',
        'pbkdf2_sha256$600000$salt$' || md5(i::text), true, CASE WHEN mod(i, 10) = 0 THEN '' ELSE 'RS256' END,
        'https://client-' || i || '.example.fr/callback', '', '', true, NULL::uuid, ${times('i', 16)}
      FROM NUMBERS AS i`,
  },
];
