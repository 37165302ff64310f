import { escapeLiteral } from 'pg';
import { FIRST_NAMES, LAST_NAMES, SERVICES, TOWNS } from './names.ts';

/** Numbers of generated rows. All others follow from the number of people. */
export type Size = Readonly<{ users: number; organizations: number; teams: number; domains: number }>;

/**
 * As in the public service, whose 6,000,000 agents are of 40,000 organizations with 100,000 mail domains: 150 people in an
 * organization and 60 in a mail domain on average, and a hundred times more in the largest; for every 10 people a team of 12.
 */
export const sizeOf = (users: number): Size => ({
  users,
  organizations: Math.max(1, Math.round(users / 150)),
  teams: Math.max(1, Math.round(users / 100)) * TEAMS_OF_A_TREE,
  domains: Math.max(1, Math.round(users / 60)),
});

/** A root, four children, five teams below those. */
const TEAMS_OF_A_TREE = 10;

/** Coprime with every number of people: it visits each once, in an order independent of organizations. */
const STRIDE = 999_983;

const list = (names: readonly string[]): string => `ARRAY[${names.map(escapeLiteral).join(', ')}]`;

const ACCENTED = 'àâäçéèêëíîïôöùûüıœ ';
const PLAIN = 'aaaceeeeiiioouuuio-';

/** As names stand in addresses. */
const plain = (name: string): string =>
  [...name.toLowerCase().replaceAll("'", '')]
    .map((letter) => PLAIN[ACCENTED.indexOf(letter)] ?? letter)
    .join('');

/** One of the names, by the number that `n` names. */
const pickFrom = (names: readonly string[], salt: number, n = 'n'): string =>
  `(${list(names)})[1 + floor(generator.share(${n}, ${salt}) * ${names.length})::int]`;

type GroupFunctions = Readonly<{ of: string; first: string; people: string }>;

/** The group of a person, and the first person and the number of people of a group `g`, from 1: the first is the largest. */
const groupsOf = (users: number, groups: number, { of, first, people }: GroupFunctions): string => `
  CREATE FUNCTION generator.${of}(n bigint) RETURNS bigint LANGUAGE sql IMMUTABLE
    RETURN least(${groups}, 1 + floor(${groups} * power((n + 0.5) / ${users}, 2))::bigint);
  CREATE FUNCTION generator.${first}(g bigint) RETURNS bigint LANGUAGE sql IMMUTABLE
    RETURN ceil(${users} * sqrt((g - 1)::float8 / ${groups}) - 0.5)::bigint;
  CREATE FUNCTION generator.${people}(g bigint) RETURNS bigint LANGUAGE sql IMMUTABLE
    RETURN generator.${first}(g + 1) - generator.${first}(g);`;

/**
 * SQL functions in a schema `generator`, the same values for the same numbers at every run. People are numbered by
 * organization, `n` from 0; the size of an organization falls with the square root of its own number `o`, from 1. So does that
 * of a mail domain `d`, whose people are neighbours too.
 */
export const generatorFunctions = ({ users, organizations, domains }: Size): string => `
  DROP SCHEMA IF EXISTS generator CASCADE;
  CREATE SCHEMA generator;
  CREATE FUNCTION generator.id(kind text, n bigint) RETURNS uuid LANGUAGE sql IMMUTABLE
    RETURN md5(kind || ' ' || n)::uuid;
  CREATE FUNCTION generator.share(n bigint, salt int) RETURNS float8 LANGUAGE sql IMMUTABLE
    RETURN (hashint8extended(n, salt) & 1073741823) / 1073741824.0::float8;
  CREATE FUNCTION generator.person(i bigint) RETURNS bigint LANGUAGE sql IMMUTABLE
    RETURN mod(i * ${STRIDE}, ${users});
${groupsOf(users, organizations, { of: 'organization_of', first: 'first_person', people: 'people_of' })}
${groupsOf(users, domains, { of: 'domain_of', first: 'first_of_domain', people: 'people_of_domain' })}
  CREATE FUNCTION generator.organization_of_domain(d bigint) RETURNS bigint LANGUAGE sql IMMUTABLE
    RETURN 1 + (d - 1) * ${organizations} / ${domains};
  CREATE FUNCTION generator.first_name(n bigint) RETURNS text LANGUAGE sql IMMUTABLE
    RETURN ${pickFrom(FIRST_NAMES, 1)};
  CREATE FUNCTION generator.last_name(n bigint) RETURNS text LANGUAGE sql IMMUTABLE
    RETURN ${pickFrom(LAST_NAMES, 2)};
  CREATE FUNCTION generator.town(n bigint) RETURNS text LANGUAGE sql IMMUTABLE
    RETURN ${pickFrom(TOWNS, 3)};
  CREATE FUNCTION generator.service(n bigint) RETURNS text LANGUAGE sql IMMUTABLE
    RETURN ${pickFrom(SERVICES, 4)};
  CREATE FUNCTION generator.domain(o bigint) RETURNS text LANGUAGE sql IMMUTABLE
    RETURN ${pickFrom(TOWNS.map(plain), 3, 'o')} || '-' || o || '.fr';
  CREATE FUNCTION generator.local_part(n bigint) RETURNS text LANGUAGE sql IMMUTABLE
    RETURN ${pickFrom(FIRST_NAMES.map(plain), 1)} || '.' || ${pickFrom(LAST_NAMES.map(plain), 2)} || n;
  CREATE FUNCTION generator.email(n bigint) RETURNS text LANGUAGE sql IMMUTABLE
    RETURN generator.local_part(n) || '@' || generator.domain(generator.organization_of(n));
  CREATE FUNCTION generator.moment(n bigint) RETURNS timestamptz LANGUAGE sql IMMUTABLE
    RETURN '2023-01-01T00:00:00Z'::timestamptz + generator.share(n, 5) * interval '900 days';
  CREATE FUNCTION generator.step(k bigint) RETURNS text LANGUAGE sql IMMUTABLE
    RETURN (SELECT string_agg(substr('0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ', 1 + (k / power(36, 4 - d)::bigint % 36)::int, 1), '' ORDER BY d)
              FROM generate_series(0, 4) AS d);
  CREATE FUNCTION generator.place(t bigint) RETURNS bigint LANGUAGE sql IMMUTABLE
    RETURN mod(t, ${TEAMS_OF_A_TREE});
  CREATE FUNCTION generator.team_path(t bigint) RETURNS text LANGUAGE sql IMMUTABLE
    RETURN generator.step(1 + t / ${TEAMS_OF_A_TREE}) || CASE
      WHEN generator.place(t) = 0 THEN ''
      WHEN generator.place(t) < 5 THEN generator.step(generator.place(t))
      ELSE generator.step(1 + (generator.place(t) - 5) % 4) || generator.step(1 + (generator.place(t) - 5) / 4) END;
  CREATE FUNCTION generator.team_children(t bigint) RETURNS int LANGUAGE sql IMMUTABLE
    RETURN (ARRAY[4, 2, 1, 1, 1, 0, 0, 0, 0, 0])[1 + generator.place(t)];
  CREATE FUNCTION generator.team_organization(t bigint) RETURNS bigint LANGUAGE sql IMMUTABLE
    RETURN generator.organization_of(floor(${users} * generator.share(t / ${TEAMS_OF_A_TREE}, 6))::bigint);
  CREATE FUNCTION generator.team_size(t bigint) RETURNS bigint LANGUAGE sql IMMUTABLE
    RETURN least(generator.people_of(generator.team_organization(t)), 2 + floor(40 * power(generator.share(t, 7), 3))::bigint);
  CREATE FUNCTION generator.first_member(t bigint) RETURNS bigint LANGUAGE sql IMMUTABLE
    RETURN floor(generator.share(t, 8) * 1000000)::bigint;
  CREATE FUNCTION generator.member(t bigint, m bigint) RETURNS bigint LANGUAGE sql IMMUTABLE
    RETURN generator.first_person(generator.team_organization(t))
      + mod(generator.first_member(t) + m, generator.people_of(generator.team_organization(t)));
`;
