import type { Client } from 'pg';
import { PgSessionStore } from '../../src/adapters/postgres/people/pg-session-store.ts';
import type { MailDomainId, OrganizationId, TeamId, UserId } from '../../src/domain/shared/ids.ts';
import type { Size } from '../data/generator-sql.ts';

type Person = Readonly<{
  userId: UserId;
  organizationId: OrganizationId;
  /** The first letters of a name, of a colleague or of somebody in the domain. */
  search: string;
  /** Cookie of an open session. */
  cookie: string;
}>;
export type TeamMember = Person & Readonly<{ teamId: TeamId }>;
export type DomainManager = Person & Readonly<{ domainId: MailDomainId; slug: string }>;

export type Callers = Readonly<{
  members: readonly TeamMember[];
  managers: readonly DomainManager[];
  /** Those of the domain with the most mailboxes. */
  largest: readonly DomainManager[];
  /** Staff of the installation; a search of theirs is for anybody. */
  staff: readonly DomainManager[];
}>;

const SESSION_MS = 24 * 60 * 60 * 1000;
const LETTERS = 5;

/** Letters of the last name of a person, by the SQL of their number. */
const letters = (n: string) => `left(lower(generator.last_name(${n})), ${LETTERS}) AS search`;

/** Who does something with the domain `d`, and looks for one of its people. */
const managersOf = (numbered: string, condition = 'u.is_active') =>
  `SELECT u.id AS "userId", u.organization_id AS "organizationId", u.sub, d.id AS "domainId", d.slug,
          ${letters(`generator.first_of_domain(d_number) + floor(generator.share(s, 24)
            * generator.people_of_domain(d_number))::bigint`)}
     FROM generate_series(1, 2 * $1::bigint) AS s
    CROSS JOIN LATERAL (SELECT ${numbered} AS d_number OFFSET 0) AS numbered
     JOIN mail_domain d ON d.id = generator.id('mail domain', d_number)
     JOIN LATERAL (SELECT user_id FROM mail_domain_access a WHERE a.mail_domain_id = d.id
                    ORDER BY hashint8extended(s, hashtext(a.user_id::text)) LIMIT 1) AS a ON true
     JOIN user_account u ON u.id = a.user_id AND ${condition}
    ORDER BY s LIMIT $1`;

/** Different people, chosen in the same way for any size, signed in. */
export async function chooseCallers(
  client: Client,
  { teams, domains }: Size,
  count: number,
): Promise<Callers> {
  const sessions = new PgSessionStore(client);
  const signedIn = async <P extends Person>(
    text: string,
    values: readonly unknown[] = [],
  ): Promise<readonly P[]> => {
    const { rows } = await client.query<Omit<P, 'cookie'> & { sub: string }>(text, [count, ...values]);
    const people: P[] = [];
    for (const { sub, ...person } of rows) {
      const key = await sessions.create({
        data: { pendingSignIns: [], idToken: null, signOutState: null },
        owner: { userId: person.userId, sub, sid: undefined },
        expiresAt: new Date(Date.now() + SESSION_MS),
      });
      people.push({ ...person, cookie: `sessionid=${key}` } as unknown as P);
    }
    return people;
  };
  await client.query(`UPDATE user_account SET is_staff = true WHERE id = generator.id('user', 1)`);
  return {
    members: await signedIn<TeamMember>(
      `SELECT u.id AS "userId", u.organization_id AS "organizationId", u.sub, generator.id('team', t) AS "teamId",
              ${letters('generator.member(t, 7919 * s)')}
         FROM generate_series(1, 2 * $1::bigint) AS s
        CROSS JOIN LATERAL (SELECT floor(generator.share(s, 20) * $2)::bigint AS t) AS team_number
        CROSS JOIN LATERAL (SELECT generator.member(t, floor(generator.share(s, 21) * generator.team_size(t))::bigint) AS n)
                           AS person_number
         JOIN user_account u ON u.id = generator.id('user', n) AND u.is_active
        ORDER BY s LIMIT $1`,
      [teams],
    ),
    managers: await signedIn<DomainManager>(
      managersOf('1 + floor(generator.share(s, 22) * $2::bigint)::bigint'),
      [domains],
    ),
    largest: await signedIn<DomainManager>(managersOf('1::bigint')),
    staff: await signedIn<DomainManager>(
      `SELECT u.id AS "userId", u.organization_id AS "organizationId", u.sub, d.id AS "domainId", d.slug,
              ${letters('floor(generator.share(s, 25) * $2)::bigint')}
         FROM generate_series(1, $1::bigint) AS s
         JOIN user_account u ON u.id = generator.id('user', 1)
        CROSS JOIN LATERAL (SELECT 1 + floor(generator.share(s, 26) * $2::bigint)::bigint AS d_number) AS numbered
         JOIN mail_domain d ON d.id = generator.id('mail domain', d_number)
        ORDER BY s LIMIT $1`,
      [domains],
    ),
  };
}
