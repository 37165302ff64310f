import type { Filling } from '../data/fill-table.ts';
import type { Size } from '../data/generator-sql.ts';

const TIMES = 'created_at, updated_at';
const times = (n: string, salt: number) =>
  `generator.moment(${n} + ${salt}), generator.moment(${n} + ${salt}) + interval '3 days'`;

/** People, organizations and teams of a database of ours, table by table, each after those it refers to. */
export const regieFillings = ({ users, organizations, teams }: Size): readonly Filling[] => [
  {
    table: 'organization',
    columns: `id, name, ${TIMES}`,
    count: organizations,
    select: `SELECT generator.id('organization', i + 1), generator.town(i + 1) || ' ' || i, ${times('i', 1)}
      FROM NUMBERS AS i`,
  },
  {
    table: 'organization_registration_id',
    columns: 'value, organization_id, position',
    count: organizations,
    select: `SELECT to_char(i + 1, 'FM00000000000000'), generator.id('organization', i + 1), 1 FROM NUMBERS AS i`,
  },
  {
    table: 'service_provider',
    columns: `id, name, audience_id, ${TIMES}`,
    count: 20,
    select: `SELECT generator.id('service', i), 'Service ' || i, 'service-' || i, ${times('i', 2)} FROM NUMBERS AS i`,
  },
  {
    table: 'user_account',
    columns: `id, sub, email, name, language, timezone, is_active, organization_id, ${TIMES}`,
    count: users,
    select: `SELECT generator.id('user', n), generator.id('sub', n)::text, generator.email(n),
        generator.first_name(n) || ' ' || generator.last_name(n), 'fr-fr', 'Europe/Paris', mod(n, 97) > 0,
        generator.id('organization', generator.organization_of(n)), ${times('n', 3)}
      FROM NUMBERS AS i CROSS JOIN LATERAL (SELECT generator.person(i) AS n) AS numbered`,
  },
  {
    table: 'team',
    columns: `id, name, path, depth, numchild, external_id, organization_id, is_visible_all_services, ${TIMES}`,
    count: teams,
    select: `SELECT generator.id('team', i), generator.service(i) || ' ' || i, generator.team_path(i),
        length(generator.team_path(i)) / 5, generator.team_children(i), generator.id('external', i),
        generator.id('organization', generator.team_organization(i)), mod(i, 5) = 0, ${times('i', 6)}
      FROM NUMBERS AS i`,
  },
  {
    table: 'team_access',
    columns: `id, team_id, user_id, role, ${TIMES}`,
    count: teams,
    select: `SELECT generator.id('team access', i * 1000 + m), generator.id('team', i),
        generator.id('user', first + mod(start + m, people)),
        CASE WHEN m = 0 THEN 'owner' WHEN mod(m, 9) = 1 THEN 'administrator' ELSE 'member' END, ${times('i', 7)}
      FROM NUMBERS AS i CROSS JOIN LATERAL (SELECT generator.team_organization(i) AS o OFFSET 0) AS placed
      CROSS JOIN LATERAL (SELECT generator.first_person(o) AS first, generator.people_of(o) AS people,
          generator.team_size(i) AS size, generator.first_member(i) AS start OFFSET 0) AS team
      CROSS JOIN LATERAL generate_series(0, size - 1) AS m`,
  },
  {
    table: 'team_service_provider',
    columns: 'team_id, service_provider_id',
    count: teams,
    select: `SELECT generator.id('team', i), generator.id('service', mod(i, 20)) FROM NUMBERS AS i WHERE mod(i, 3) = 0`,
  },
];
