import type { Client } from 'pg';
import { PgSessionStore } from '../../src/adapters/postgres/people/pg-session-store.ts';
import type { UserId } from '../../src/domain/shared/ids.ts';
import type { Size } from '../data/generator-sql.ts';

/** A calling person: a member of a team, who searches for a colleague by the first letters of a name. */
export type Caller = Readonly<{
  userId: UserId;
  organizationId: string;
  teamId: string;
  search: string;
  /** Cookie of an open session. */
  cookie: string;
}>;

const SESSION_MS = 24 * 60 * 60 * 1000;
const LETTERS = 5;

/** Different people, chosen in the same way for any size: random members of teams, signed in. */
export async function chooseCallers(
  client: Client,
  { teams }: Size,
  count: number,
): Promise<readonly Caller[]> {
  const { rows } = await client.query<Omit<Caller, 'cookie'> & { sub: string }>(
    `SELECT u.id AS "userId", u.organization_id AS "organizationId", u.sub, generator.id('team', t) AS "teamId",
            left(lower(generator.last_name(generator.member(t, 7919 * s))), ${LETTERS}) AS search
       FROM generate_series(1, 2 * $1::bigint) AS s
      CROSS JOIN LATERAL (SELECT floor(generator.share(s, 20) * $2)::bigint AS t) AS team_number
      CROSS JOIN LATERAL (SELECT generator.member(t, floor(generator.share(s, 21) * generator.team_size(t))::bigint) AS n)
                         AS person_number
       JOIN user_account u ON u.id = generator.id('user', n) AND u.is_active
      ORDER BY s LIMIT $1`,
    [count, teams],
  );
  const sessions = new PgSessionStore(client);
  const callers: Caller[] = [];
  for (const { sub, ...caller } of rows) {
    const key = await sessions.create({
      data: { pendingSignIns: [], idToken: null, signOutState: null },
      owner: { userId: caller.userId, sub, sid: undefined },
      expiresAt: new Date(Date.now() + SESSION_MS),
    });
    callers.push({ ...caller, cookie: `sessionid=${key}` });
  }
  return callers;
}
