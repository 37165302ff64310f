import type { Pool } from 'pg';
import type { Subject } from './scenario.ts';

const USERS = 10_000;
const TEAMS_OF_THE_CALLER = 50;
const MEMBERS_OF_A_TEAM = 20;

/** The searched text; one hundredth of the people have it in their name. */
export const SEARCHED_NAME = 'moreau';

const FIRST_NAMES = [
  'Élodie',
  'Camille',
  'Anaïs',
  'Thibault',
  'Noémie',
  'Loïc',
  'Sandrine',
  'Yann',
  'Zoé',
  'Hugo',
];

/**
 * One organization of 10,000 people; the first of them, who calls, is in 50 teams of 20. Ids are derived from numbers,
 * so that runs are comparable.
 */
export async function seed(pool: Pool): Promise<Subject> {
  const id = (kind: number, number: string) =>
    `('00000000-0000-4000-8${kind}00-' || lpad(to_hex(${number}), 12, '0'))::uuid`;
  const organization = id(1, '1');
  const when = (number: string) => `timestamptz '2026-01-01 08:00:00.123Z' + ${number} * interval '1 second'`;
  await pool.query(`INSERT INTO organization (id, name, created_at, updated_at)
    VALUES (${organization}, 'Commune de Saint-Exemple', ${when('0')}, ${when('0')})`);
  await pool.query(`INSERT INTO organization_registration_id (value, organization_id, position)
    VALUES ('21580001200013', ${organization}, 0)`);
  await pool.query(
    `INSERT INTO user_account (id, sub, email, name, language, timezone, organization_id, created_at, updated_at)
     SELECT ${id(2, 'n::bigint')}, 'sub-' || n, lower(unaccent(first)) || '.' || n || '@saint-exemple.example',
            first || ' ' || CASE WHEN n % 100 = 0 THEN 'Moreau' ELSE initcap(substr(md5(n::text), 1, 9)) END,
            'fr-fr', 'Europe/Paris', ${organization}, ${when('n')}, ${when('n')}
       FROM generate_series(1, ${USERS}) AS n
      CROSS JOIN LATERAL (SELECT ($1::text[])[n % 10 + 1] AS first) AS names`,
    [FIRST_NAMES],
  );
  // Besides those of the caller, as many teams for every fiftieth person, so that tables are not the caller's alone.
  await pool.query(
    `INSERT INTO team (id, name, path, depth, external_id, organization_id, created_at, updated_at)
     SELECT ${id(3, 'n::bigint')}, 'Équipe ' || n, lpad(n::text, 7, '0'), 1, ${id(4, 'n::bigint')},
            ${organization}, ${when('n')}, ${when('n')}
       FROM generate_series(1, 20 * ${TEAMS_OF_THE_CALLER}) AS n`,
  );
  await pool.query(
    `INSERT INTO team_access (id, team_id, user_id, role, created_at, updated_at)
     SELECT ${id(5, `(n * ${MEMBERS_OF_A_TEAM} + place)::bigint`)}, ${id(3, 'n::bigint')},
            ${id(
              2,
              `CASE WHEN place = 0 AND n <= ${TEAMS_OF_THE_CALLER} THEN 1
                          ELSE (n * 37 + place * 101) % (${USERS} - 1) + 2 END::bigint`,
            )},
            CASE place WHEN 0 THEN 'owner' WHEN 1 THEN 'administrator' ELSE 'member' END, ${when('n')}, ${when('n')}
       FROM generate_series(1, 20 * ${TEAMS_OF_THE_CALLER}) AS n
      CROSS JOIN generate_series(0, ${MEMBERS_OF_A_TEAM} - 1) AS place`,
  );
  await pool.query('VACUUM ANALYZE');
  const { rows } = await pool.query<Record<'user_id' | 'organization_id' | 'team_id', string>>(
    `SELECT ${id(2, '1')} AS user_id, ${organization} AS organization_id, ${id(3, '1')} AS team_id`,
  );
  const [row] = rows;
  if (!row) throw new Error('the database does not answer');
  return { userId: row.user_id, organizationId: row.organization_id, teamId: row.team_id };
}
