import { Pool } from 'pg';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { PgSessionStore } from '../../src/adapters/postgres/pg-session-store.ts';
import { PgTeamAccessQueries } from '../../src/adapters/postgres/pg-team-access-queries.ts';
import { PgTeamInvitationQueries } from '../../src/adapters/postgres/pg-team-invitation-queries.ts';
import { PgTeamQueries } from '../../src/adapters/postgres/pg-team-queries.ts';
import { PgUnitOfWork } from '../../src/adapters/postgres/pg-unit-of-work.ts';
import { Sealer } from '../../src/adapters/postgres/sealer.ts';
import { makeTeam } from '../builders/make-team.ts';
import { makeTeamAccess } from '../builders/make-team-access.ts';
import { makeTeamInvitation } from '../builders/make-team-invitation.ts';
import { makeUser } from '../builders/make-user.ts';
import type { ApiClient } from '../support/api-client.ts';
import { type ApiWorld, openApiWorld } from '../support/api-world.ts';
import { countStatements } from '../support/count-statements.ts';
import { openTestDatabase, type TestDatabase } from '../support/test-database.ts';

let database: TestDatabase;
let pool: Pool;
let count: ReturnType<typeof countStatements>;
let world: ApiWorld;
let unitOfWork: PgUnitOfWork;
let client: ApiClient;
const user = makeUser();
const team = makeTeam();

beforeAll(async () => {
  database = await openTestDatabase();
  pool = new Pool({ connectionString: database.url, max: 2 });
  count = countStatements(pool);
  unitOfWork = new PgUnitOfWork(pool, new Sealer('a secret key that only tests use'));
  world = await openApiWorld({
    adapters: {
      unitOfWork,
      sessions: new PgSessionStore(pool),
      teamQueries: new PgTeamQueries(pool),
      teamAccessQueries: new PgTeamAccessQueries(pool),
      teamInvitationQueries: new PgTeamInvitationQueries(pool),
    },
  });
  await unitOfWork.run(async ({ users, teams, teamAccesses, teamInvitations }) => {
    await users.insertOrFind(user);
    await teams.insert(team);
    await teamAccesses.insert(makeTeamAccess({ teamId: team.id, userId: user.id, role: 'owner' }));
    await teamInvitations.insert(makeTeamInvitation({ teamId: team.id, issuerId: user.id }));
  });
  client = await world.signIn(user);
});
afterAll(async () => {
  await world.close();
  await pool.end();
  await database.close();
});

let stored = 1;
/** Brings the person's teams, the team's accesses and its invitations to that many each. */
const fillTo = (size: number) =>
  unitOfWork.run(async ({ users, teams, teamAccesses, teamInvitations }) => {
    for (; stored < size; stored += 1) {
      const other = await users.insertOrFind(makeUser());
      const another = makeTeam();
      await teams.insert(another);
      await teamAccesses.insert(makeTeamAccess({ teamId: another.id, userId: user.id }));
      await teamAccesses.insert(makeTeamAccess({ teamId: team.id, userId: other.id }));
      const email = `invited${stored}@evry.fr`;
      await teamInvitations.insert(makeTeamInvitation({ teamId: team.id, issuerId: user.id, email }));
    }
  });

const lengthOf = (body: unknown): number =>
  (Array.isArray(body) ? body : (body as { results: unknown[] }).results).length;

describe.each([1, 10, 100])('lists of %i', (size) => {
  beforeAll(() => fillTo(size));

  it.each([
    ['teams/', 2],
    ['teams/?ordering=-path', 2],
    [`teams/${team.id}/accesses/?page_size=100`, 4],
    [`teams/${team.id}/accesses/?page_size=100&q=e`, 4],
    [`teams/${team.id}/invitations/?page_size=100`, 4],
  ])('cost as many statements, the session included: %s', async (path, expected) => {
    let body: unknown;
    const statements = await count.during(async () => {
      body = (await client.rest('GET', path)).body;
    });
    expect(lengthOf(body)).toBe(size);
    expect(statements).toHaveLength(expected);
  });
});
