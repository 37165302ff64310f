import { Pool } from 'pg';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { UnitOfWork } from '../../src/application/unit-of-work.ts';
import { openServed, type Served } from '../api/served.ts';
import { makeTeam } from '../builders/make-team.ts';
import { makeTeamAccess } from '../builders/make-team-access.ts';
import { makeTeamInvitation } from '../builders/make-team-invitation.ts';
import { makeUser } from '../builders/make-user.ts';
import { countStatements } from '../support/count-statements.ts';
import { postgresStorageOn } from '../support/postgres-harness.ts';
import { seedPostgres } from '../support/seed-postgres.ts';
import { openTestDatabase, type TestDatabase } from '../support/test-database.ts';

/** The person who calls, and what a page takes (two where nothing is counted with it). */
const COSTS = {
  'teams/?page_size=100': 2,
  'scim/Users?count=100': 2,
  'scim/Users?count=100&filter=displayName%20sw%20%22c%22%20and%20groups.display%20pr': 2,
  'scim/Groups?count=100': 2,
  'scim/Groups?count=100&excludedAttributes=members': 2,
} as const;
const MOST = 4;

let database: TestDatabase;
let pool: Pool;
let count: ReturnType<typeof countStatements>;
let served: Served;
let unitOfWork: UnitOfWork;

beforeAll(async () => {
  database = await openTestDatabase();
  pool = new Pool({ connectionString: database.url, max: 2 });
  count = countStatements(pool);
  const storage = postgresStorageOn(pool);
  const { userQueries, serviceTeamQueries, teamInvitationQueries, directoryQueries } = storage;
  unitOfWork = storage.unitOfWork;
  served = await openServed({
    adapters: { unitOfWork, userQueries, serviceTeamQueries, teamInvitationQueries, directoryQueries },
    seed: seedPostgres(pool),
  });
});
afterAll(async () => {
  await served.world.close();
  await pool.end();
  await database.close();
});

/** Adds teams of Alice linked to both services, each with a member of its own, and invitations to her first team. */
async function add(from: number, to: number): Promise<void> {
  const { people, teams: fixed, drive, visio, organization } = served;
  await unitOfWork.run(async ({ users, teams, teamAccesses, teamInvitations }) => {
    for (let index = from; index < to; index += 1) {
      const user = await users.insertOrFind(makeUser({ name: `Camille ${index}` }));
      const path = `1${String(index).padStart(4, '0')}`;
      const team = makeTeam({ path, organizationId: organization.id, isVisibleAllServices: true });
      await teams.insert(team);
      await teams.replaceServiceProviders(team.id, [drive.id, visio.id]);
      for (const { id: userId } of [people.alice, user]) {
        await teamAccesses.insert(makeTeamAccess({ teamId: team.id, userId }));
      }
      await teamInvitations.insert(
        makeTeamInvitation({ teamId: fixed.own.id, issuerId: people.alice.id, email: `i${index}@evry.fr` }),
      );
    }
  });
}

describe.each([
  [0, 1],
  [1, 10],
  [10, 95],
])('with %i to %i more teams', (from, to) => {
  beforeAll(() => add(from, to));

  it.each(Object.entries(COSTS))('%s costs %i statements, the caller included', async (path, cost) => {
    const call = served.through('drive', served.people.alice);
    let rows = 0;
    const statements = await count.during(async () => {
      const { status, body } = await call('GET', path);
      expect(status).toBe(200);
      const { results, Resources } = body as { results?: unknown[]; Resources?: unknown[] };
      rows = (results ?? Resources ?? []).length;
    });
    expect(rows).toBeGreaterThanOrEqual(to);
    expect(statements).toHaveLength(cost);
  });

  it('a list of invitations costs four statements at most', async () => {
    const call = served.through('drive', served.people.alice);
    const path = `teams/${served.teams.own.id}/invitations/?page_size=100`;
    const statements = await count.during(async () => {
      expect((await call('GET', path)).body).toMatchObject({ count: to });
    });
    expect(statements.length).toBeLessThanOrEqual(MOST);
  });
});
