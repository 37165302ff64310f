import { afterAll, beforeAll, expect, it } from 'vitest';
import { type Evry, openEvry } from '../api/evry.ts';
import { countStatements } from '../support/count-statements.ts';
import { postgresStorageOn } from '../support/postgres-harness.ts';
import { openTestDatabase, type TestDatabase } from '../support/test-database.ts';

/** Session and person, throttling, the transaction with its locks, and what each storing needs. */
const MOST_STATEMENTS = 15;

let database: TestDatabase;
let storage: ReturnType<typeof postgresStorageOn>;
let evry: Evry;
beforeAll(async () => {
  database = await openTestDatabase();
  storage = postgresStorageOn(database.pool);
  const waits = { registrationMs: 0, usualMs: 0 };
  evry = await openEvry({ adapters: storage, useCases: { waits } });
});
afterAll(async () => {
  await evry?.world.close();
  await storage?.close();
  await database?.close();
});

const remove = (localParts: readonly string[]) =>
  evry.alice.regie.aliases.deleteMany.mutate({ domainSlug: 'evryfr', localParts: [...localParts] });

/** Aliases, of which the first have a creation that is still under way. */
async function add(count: number): Promise<readonly string[]> {
  const localParts = Array.from({ length: count }, (_, index) => `of-${count}-${index}`);
  await database.pool.query(
    `INSERT INTO mail_alias (id, mail_domain_id, local_part, destination, created_at, updated_at)
      SELECT gen_random_uuid(), $1, local_part, 'a@b.fr', now(), now() FROM unnest($2::text[]) AS local_part`,
    [evry.evry.id, localParts],
  );
  evry.world.mailProvisioner.setTrouble({ kind: 'unavailable' });
  const { aliases } = evry.bob.regie;
  for (const localPart of localParts.slice(0, 3)) {
    await aliases.create
      .mutate({ domainSlug: 'evryfr', localPart, destination: 'coming@a.fr' })
      .catch(() => undefined);
  }
  return localParts;
}

it('takes as many statements for a thousand aliases as for a few, and again when it is repeated', async () => {
  const statements = countStatements(database.pool);
  for (const size of [4, 1_000]) {
    const localParts = await add(size);
    for (const _time of ['first', 'repeated']) {
      const sent = await statements.during(async () => {
        const outcomes = await remove(localParts);
        expect(outcomes).toEqual(localParts.map((localPart) => ({ localPart, outcome: 'waiting' })));
      });
      expect([size, sent.length]).toEqual([size, expect.any(Number)]);
      expect(sent.length).toBeLessThanOrEqual(MOST_STATEMENTS);
    }
    const { rows } = await database.pool.query<{ kind: string; open: number }>(
      `SELECT kind, count(*) FILTER (WHERE progress->>'state' = 'open')::int AS open FROM mail_alias_change
        WHERE local_part LIKE $1 GROUP BY kind ORDER BY kind`,
      [`of-${size}-%`],
    );
    expect(rows).toEqual([
      { kind: 'creation', open: 0 },
      { kind: 'removal_of_all', open: size },
    ]);
  }
});

it('lets two people remove the same aliases at once, in any order', async () => {
  const localParts = await add(60);
  const outcomes = await Promise.all([
    remove(localParts),
    remove([...localParts].reverse()),
    evry.bob.regie.aliases.deleteMany.mutate({ domainSlug: 'evryfr', localParts: localParts.slice(20) }),
  ]);
  expect(new Set(outcomes.flat().map(({ outcome }) => outcome))).toEqual(new Set(['waiting']));
  const { rows } = await database.pool.query<{ count: number }>(
    "SELECT count(*)::int AS count FROM mail_alias_change WHERE kind = 'removal_of_all' AND local_part LIKE 'of-60-%'",
  );
  expect(rows[0]?.count).toBe(60);
});
