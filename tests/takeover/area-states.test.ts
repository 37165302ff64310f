import { afterAll, beforeAll, expect, it } from 'vitest';
import { createPeopleTables } from '../support/people-database.ts';
import { openTestDatabase, type TestDatabase } from '../support/test-database.ts';
import { AREA_STATES } from './area-states.ts';
import { checkTakeover } from './check-takeover.ts';

let reference: TestDatabase;
let ours: TestDatabase;

beforeAll(async () => {
  [reference, ours] = await Promise.all([openTestDatabase({ migrated: false }), openTestDatabase()]);
  await createPeopleTables(reference.pool);
});
afterAll(() => Promise.all([reference.close(), ours.close()]));

it.each(Object.entries(AREA_STATES))(
  'takes over a state of %s table by table, a dry run keeping nothing and a second run changing nothing',
  async (_area, tables) => {
    const { complaints, rows } = await checkTakeover(reference, ours, tables);
    expect(complaints).toEqual([]);
    expect(rows).toBe(Object.values(tables).reduce((sum, given) => sum + given.length, 0));
  },
);

it('notices a table that holds something else', async () => {
  await ours.pool.query(`CREATE FUNCTION upset() RETURNS trigger LANGUAGE plpgsql AS
    'BEGIN IF NEW.path > ''00001'' THEN RETURN NULL; END IF; RETURN NEW; END'`);
  await ours.pool.query('CREATE TRIGGER upset BEFORE INSERT ON team FOR EACH ROW EXECUTE FUNCTION upset()');
  await expect(checkTakeover(reference, ours, AREA_STATES['teams'] ?? {})).rejects.toThrow(
    'What is stored in team is not what was read: 1 rows',
  );
});
