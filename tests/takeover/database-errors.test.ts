import { afterAll, expect, it } from 'vitest';
import { freePort } from '../../dev/companion/free-port.ts';
import { sha256 } from '../../src/adapters/system/system.ts';
import { makeImportPeople } from '../../src/takeover/import/import-people.ts';
import { PgPeopleSource } from '../../src/takeover/source/pg-people-source.ts';
import { PgTakeoverTarget } from '../../src/takeover/target/pg-takeover-target.ts';
import { openTakeover } from './open-takeover.ts';
import { organizationRow } from './people-rows.ts';

const { reference, ours, secretBox, takeOver, close } = await openTakeover();
afterAll(close);

const importing = (from: string, to: string) =>
  makeImportPeople({
    source: new PgPeopleSource({ url: from }),
    target: new PgTakeoverTarget({ databaseUrl: to, secretBox }),
    digest: sha256,
    onProgress: () => undefined,
    onFindings: async () => undefined,
  })({ dryRun: true });

/** The same database for somebody whom it does not let in. */
const refused = (url: string): string => {
  const other = new URL(url);
  Object.assign(other, { username: 'nobody_here', password: 'hidden' });
  return other.href;
};

const nameOf = (url: string): string => new URL(url).pathname.slice(1);

it('names the database that refuses, and never its password', async () => {
  const there = importing(refused(reference.url), ours.url);
  await expect(there).rejects.toThrow(`the database of La Régie, ${nameOf(reference.url)} at `);
  await expect(there).rejects.not.toThrow('hidden');
  const here = importing(reference.url, refused(ours.url));
  await expect(here).rejects.toThrow(`our database, ${nameOf(ours.url)} at `);
  await expect(here).rejects.not.toThrow('hidden');
});

it('names the database that cannot be reached', async () => {
  const port = await freePort();
  const nowhere = `postgres://regie@127.0.0.1:${port}/nowhere`;
  await expect(importing(nowhere, ours.url)).rejects.toThrow(
    `the database of La Régie, nowhere at 127.0.0.1:${port}: `,
  );
  await expect(importing(reference.url, nowhere)).rejects.toThrow(
    `our database, nowhere at 127.0.0.1:${port}: `,
  );
});

it('names ours for what stands in the way here, and the other for what fails there', async () => {
  await ours.pool.query(`INSERT INTO organization (id, name, created_at, updated_at)
    VALUES (gen_random_uuid(), 'Ours', now(), now())`);
  await ours.pool.query(`ALTER TABLE organization ADD CONSTRAINT in_the_way CHECK (name = 'Ours')`);
  await expect(takeOver({ people_organization: [organizationRow()] })).rejects.toThrow(
    /^our database, .*in_the_way/,
  );
  await ours.pool.query('ALTER TABLE organization DROP CONSTRAINT in_the_way');
  // Read while ours is being written to: half a batch in, the other database fails.
  await reference.pool.query(`ALTER TABLE people_organization ALTER COLUMN name TYPE text USING name`);
  await reference.pool.query(`CREATE FUNCTION broken() RETURNS boolean LANGUAGE plpgsql AS
    $$ BEGIN RAISE EXCEPTION 'disk on fire'; END $$`);
  await reference.pool.query('ALTER TABLE people_organization RENAME TO kept_organization');
  await reference.pool.query(`CREATE VIEW people_organization AS
    SELECT * FROM kept_organization WHERE name <> 'x' AND broken()`);
  await expect(importing(reference.url, ours.url)).rejects.toThrow(
    /^the database of La Régie, .*disk on fire/,
  );
});
