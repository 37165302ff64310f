import { randomBytes } from 'node:crypto';
import { copyFile, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Client } from 'pg';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { FIRST_RELEASE } from '../../scripts/migrations/first-release.ts';
import { utcMonth } from '../../src/adapters/postgres/audit-parts/utc-month.ts';
import { migrate } from '../../src/adapters/postgres/migration/migrate.ts';
import { listMigrations, MIGRATIONS_FOLDER } from '../../src/adapters/postgres/migration/migration-files.ts';
import { openTestDatabase, type TestDatabase } from '../support/test-database.ts';

const suffix = randomBytes(4).toString('hex');
const [OWNER, ROLE, READER] = [`owner_${suffix}`, `application_${suffix}`, `reader_${suffix}`];
/** An insertion of 0.1.0. */
const INSERT = `INSERT INTO audit_entry (occurred_at, action, object_type, object_id, label, organization_id, actor_id,
    subject_id, via, client, address, request_id, details)
  SELECT $1::timestamptz, 'team.created', 'team', $2, '', NULL, NULL, NULL, 'session', NULL, NULL, NULL, '{}'::jsonb`;
const FILLED = 20_000;

let database: TestDatabase;
let name: string;
const as = (role: string): string =>
  Object.assign(new URL(database.url), { username: role, password: 'secret' }).href;

async function withRole<T>(role: string, work: (client: Client) => Promise<T>): Promise<T> {
  const client = new Client({ connectionString: as(role) });
  await client.connect();
  try {
    return await work(client);
  } finally {
    await client.end();
  }
}

/** Migrates to a part of the files: those up to that name. */
async function migrateUntil(last: string): Promise<void> {
  const folder = await mkdtemp(join(tmpdir(), 'regie-audit-parts-'));
  try {
    for (const file of await listMigrations(MIGRATIONS_FOLDER)) {
      if (file <= last) await copyFile(join(MIGRATIONS_FOLDER, `${file}.sql`), join(folder, `${file}.sql`));
    }
    await migrate({ databaseUrl: as(OWNER), folder });
  } finally {
    await rm(folder, { recursive: true });
  }
}

const relations = async (): Promise<Map<string, number>> => {
  const { rows } = await database.pool.query<{ node: number; is_index: boolean; oid: number }>(
    `SELECT c.relfilenode::bigint::int AS node, c.relkind = 'i' AS is_index, c.oid::bigint::int AS oid
       FROM pg_class c WHERE c.oid = ANY ($1::oid[])`,
    [former],
  );
  return new Map(rows.map(({ oid, node }) => [String(oid), node]));
};
let former: number[];
let before: Map<string, number>;
let lastId: bigint;

beforeAll(async () => {
  database = await openTestDatabase({ migrated: false });
  name = new URL(database.url).pathname.slice(1);
  for (const role of [OWNER, ROLE, READER])
    await database.pool.query(`CREATE ROLE ${role} LOGIN PASSWORD 'secret'`);
  await database.pool.query(`ALTER DATABASE ${name} OWNER TO ${OWNER}`);
  await migrateUntil(FIRST_RELEASE);
  // As `regie migrate --application-role` of 0.1.0 leaves it, with a role for backups.
  await withRole(OWNER, async (owner) => {
    await owner.query(`GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA public TO ${ROLE};
      GRANT USAGE, SELECT, UPDATE ON ALL SEQUENCES IN SCHEMA public TO ${ROLE};
      REVOKE UPDATE, DELETE ON audit_entry FROM ${ROLE};
      GRANT SELECT ON audit_entry TO ${READER};
      ALTER DEFAULT PRIVILEGES GRANT ALL ON TABLES TO ${ROLE}`);
    await owner.query(
      `INSERT INTO audit_entry (occurred_at, action, object_type, object_id, label, via, details)
       SELECT now() - n * interval '1 hour', 'mailbox.created', 'mailbox', n::text, '', 'session', '{}'
         FROM generate_series(1, ${FILLED}) n`,
    );
  });
  await migrateUntil('0032_audit_bound');
  const { rows } = await database.pool.query<{ oid: number }>(
    `SELECT 'audit_entry'::regclass::oid::bigint::int AS oid
     UNION ALL SELECT indexrelid::bigint::int FROM pg_index
      WHERE indrelid = 'audit_entry'::regclass AND indexrelid <> 'audit_entry_pkey'::regclass`,
  );
  former = rows.map(({ oid }) => oid);
  before = await relations();
  lastId = await withRole(ROLE, (role) => insert(role, new Date()));
});
afterAll(async () => {
  await database.pool.query(`DROP OWNED BY ${ROLE}, ${READER}, ${OWNER} CASCADE`);
  await database.pool.query(`ALTER DATABASE ${name} OWNER TO CURRENT_USER`);
  for (const role of [OWNER, ROLE, READER]) await database.pool.query(`DROP ROLE ${role}`);
  await database.close();
});

async function insert(client: Client, at: Date, object = 'a'): Promise<bigint> {
  await client.query(INSERT, [at, object]);
  const { rows } = await client.query<{ id: string }>('SELECT max(id) AS id FROM audit_entry');
  return BigInt(rows[0]?.id ?? 0);
}

const parts = async (): Promise<readonly string[]> => {
  const { rows } = await database.pool.query<{ name: string }>(
    `SELECT inhrelid::regclass::text AS name FROM pg_inherits WHERE inhparent = 'audit_entry'::regclass ORDER BY 1`,
  );
  return rows.map((row) => row.name);
};
const partOf = async (object: string): Promise<string | undefined> => {
  const { rows } = await database.pool.query<{ part: string }>(
    'SELECT tableoid::regclass::text AS part FROM audit_entry WHERE object_id = $1',
    [object],
  );
  return rows[0]?.part;
};

describe('the audit log of 0.1.0, turned into parts', () => {
  it('is so beside a statement that a session had prepared before', async () => {
    await withRole(ROLE, async (role) => {
      const prepared = { name: 'insert', text: INSERT };
      await role.query({ ...prepared, values: [new Date(), 'prepared'] });
      await migrate({ databaseUrl: as(OWNER) });
      await role.query({ ...prepared, values: [new Date(), 'prepared after'] });
    });
    expect(await partOf('prepared')).toBe('audit_entry_before');
    expect(await partOf('prepared after')).toBe('audit_entry_before');
  });

  it('is the same table with the same indexes, none written anew, and has every entry', async () => {
    expect(before.size).toBe(11);
    expect(await relations()).toEqual(before);
    const { rows } = await database.pool.query(
      `SELECT count(*)::int, count(DISTINCT id)::int AS ids FROM audit_entry`,
    );
    expect(rows).toEqual([{ count: FILLED + 3, ids: FILLED + 3 }]);
    // Each index of the log has one of each part, and is used for that.
    const { rows: unfit } = await database.pool.query(
      `SELECT indexrelid::regclass FROM pg_index
        WHERE indrelid = 'audit_entry'::regclass AND (NOT indisvalid OR (SELECT count(*) FROM pg_inherits WHERE inhparent = indexrelid)
          <> (SELECT count(*) FROM pg_inherits WHERE inhparent = 'audit_entry'::regclass))`,
    );
    expect(unfit).toEqual([]);
  });

  it('goes on with the numbers of its entries', async () => {
    const ids: bigint[] = [lastId];
    for (const object of ['b', 'c'])
      ids.push(await withRole(ROLE, (role) => insert(role, new Date(), object)));
    expect(ids.toSorted((one, other) => Number(one - other))).toEqual(ids);
    expect(new Set(ids).size).toBe(3);
    await withRole(ROLE, (role) =>
      expect(role.query("SELECT setval('audit_entry_id_seq', 1)")).rejects.toThrow('permission denied'),
    );
  });

  it('has parts for this month and six more, all of its owner', async () => {
    const made = await parts();
    expect(made).toContain('audit_entry_before');
    expect(made).toContain('audit_entry_default');
    const last = utcMonth(new Date(), 6);
    expect(made).toContain(
      `audit_entry_${last.getUTCFullYear()}_${String(last.getUTCMonth() + 1).padStart(2, '0')}`,
    );
    const { rows } = await database.pool.query(
      `SELECT DISTINCT pg_get_userbyid(relowner) AS owner FROM pg_class WHERE relname LIKE 'audit_entry%'`,
    );
    expect(rows).toEqual([{ owner: OWNER }]);
  });

  it('puts entries at the edge of a month where they belong', async () => {
    const month = utcMonth(new Date(), 5);
    const moments = [new Date(month.getTime() - 1), month];
    await withRole(ROLE, async (role) => {
      for (const [index, at] of moments.entries()) await insert(role, at, `edge ${index}`);
    });
    const [last, first] = [await partOf('edge 0'), await partOf('edge 1')];
    expect(last).not.toBe(first);
    const named = `audit_entry_${month.getUTCFullYear()}_${String(month.getUTCMonth() + 1).padStart(2, '0')}`;
    expect(first).toBe(named);
  });

  it('is closed to the application but for reading and adding, under every name', async () => {
    for (const part of ['audit_entry', ...(await parts())]) {
      for (const statement of [`UPDATE ${part} SET label = 'b'`, `DELETE FROM ${part}`, `TRUNCATE ${part}`]) {
        await withRole(ROLE, (role) =>
          expect(role.query(statement), statement).rejects.toThrow('permission denied'),
        );
        await withRole(OWNER, (owner) =>
          expect(owner.query(statement), statement).rejects.toThrow('the audit log is append-only'),
        );
      }
      if (part === 'audit_entry') continue;
      await withRole(ROLE, (role) =>
        expect(role.query(`SELECT FROM ${part}`), part).rejects.toThrow('permission denied'),
      );
      // Backups read each part by its name.
      await withRole(READER, (reader) => reader.query(`SELECT FROM ${part} LIMIT 1`));
    }
    await withRole(READER, (reader) => reader.query('SELECT FROM audit_entry LIMIT 1'));
  });

  it('has nothing left to make for the next migration', async () => {
    const made = await parts();
    await migrate({ databaseUrl: as(OWNER) });
    expect(await parts()).toEqual(made);
  });
});

it('continues a migration that was interrupted between its two files, however late', async () => {
  const other = await openTestDatabase({ migrated: false });
  const folder = await mkdtemp(join(tmpdir(), 'regie-audit-parts-'));
  try {
    const files = await listMigrations(MIGRATIONS_FOLDER);
    const until = files.indexOf('0032_audit_bound');
    for (const file of files.slice(0, until))
      await copyFile(join(MIGRATIONS_FOLDER, `${file}.sql`), join(folder, `${file}.sql`));
    await migrate({ databaseUrl: other.url, folder });
    // A bound of an earlier attempt, and an entry that a clock far ahead wrote since.
    await other.pool.query(
      `ALTER TABLE audit_entry ADD CONSTRAINT audit_entry_bound CHECK (occurred_at < '2099-01-01') NOT VALID`,
    );
    await other.pool.query(INSERT, ['2098-05-05T00:00:00Z', 'far']);
    await migrate({ databaseUrl: other.url });
    const { rows } = await other.pool.query(
      `SELECT e.tableoid::regclass::text AS part, pg_get_expr(relpartbound, e.tableoid) LIKE '%(''2098-06-01 %' AS bound
         FROM audit_entry e JOIN pg_class ON pg_class.oid = e.tableoid`,
    );
    expect(rows).toEqual([{ part: 'audit_entry_before', bound: true }]);
  } finally {
    await rm(folder, { recursive: true });
    await other.close();
  }
});
