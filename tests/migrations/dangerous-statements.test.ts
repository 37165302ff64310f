import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { openLaterMigrations } from '../../bench/migrations/later-migrations.ts';
import { findDangers } from '../../scripts/migrations/find-dangers.ts';
import { RULES, type Rule } from '../../scripts/migrations/rules.ts';

const ALONE = '-- no transaction\n';
const rulesOf = async (...texts: string[]) => {
  const files = texts.map((sql, index) => ({ name: `000${index + 1}_file`, sql }));
  return (await findDangers(files)).map(({ rule }) => rule);
};

const REFUSED: readonly (readonly [sql: string, ...rules: Rule[]])[] = [
  // What the first measured run over a million people waited for.
  ['CREATE INDEX user_account_by_creation ON user_account (created_at DESC, id);', 'plain-index'],
  [
    "ALTER TABLE mailbox ADD COLUMN found_by text NOT NULL GENERATED ALWAYS AS (lower(local_part || ' ')) STORED;",
    'rewrite',
    'not-null-without-default',
  ],
  // Indexes.
  ['CREATE UNIQUE INDEX i ON team (name)', 'plain-index'],
  ['CREATE INDEX ON public.team USING gin (name gin_trgm_ops) WHERE depth = 1', 'plain-index'],
  ['CREATE INDEX CONCURRENTLY IF NOT EXISTS i ON team (name)', 'concurrently-in-transaction'],
  ['DROP INDEX team_access_team', 'plain-drop-index'],
  ['DROP INDEX CONCURRENTLY IF EXISTS team_access_team', 'concurrently-in-transaction'],
  [`${ALONE}CREATE INDEX IF NOT EXISTS i ON team (name)`, 'plain-index'],
  [`${ALONE}CREATE INDEX CONCURRENTLY i ON team (name)`, 'not-repeatable'],
  [`${ALONE}CREATE INDEX CONCURRENTLY ON team (name)`, 'not-repeatable'],
  [`${ALONE}DROP INDEX IF EXISTS i`, 'plain-drop-index'],
  [`${ALONE}DROP INDEX CONCURRENTLY i`, 'not-repeatable'],
  [`${ALONE}REINDEX TABLE CONCURRENTLY team`, 'plain-index', 'not-repeatable'],
  ['REINDEX TABLE team', 'plain-index'],
  ['ALTER TABLE team ADD CONSTRAINT k UNIQUE (name)', 'plain-index'],
  ['ALTER TABLE team ADD PRIMARY KEY (id)', 'plain-index'],
  ['ALTER TABLE team ADD CONSTRAINT k PRIMARY KEY USING INDEX i', 'set-not-null'],
  ['ALTER TABLE team ADD CONSTRAINT k EXCLUDE USING gist (path WITH =)', 'plain-index'],
  ['ALTER TABLE team ADD COLUMN slug text CONSTRAINT team_slug_key UNIQUE', 'plain-index'],
  // Every row written anew.
  ['ALTER TABLE team ALTER COLUMN name TYPE varchar(200)', 'rewrite'],
  ['ALTER TABLE team ALTER numchild SET DATA TYPE bigint', 'rewrite'],
  ['ALTER TABLE team ADD COLUMN token uuid DEFAULT gen_random_uuid()', 'rewrite'],
  ['ALTER TABLE team ADD COLUMN token uuid NOT NULL DEFAULT public.now()', 'rewrite'],
  ['ALTER TABLE team ADD COLUMN at timestamptz NOT NULL DEFAULT clock_timestamp()', 'rewrite'],
  ["ALTER TABLE team ADD COLUMN n bigint DEFAULT nextval('s')", 'rewrite'],
  ['ALTER TABLE team ADD COLUMN n bigserial', 'rewrite'],
  ['ALTER TABLE team ADD COLUMN n int GENERATED ALWAYS AS IDENTITY', 'rewrite'],
  ['ALTER TABLE team ALTER COLUMN depth ADD GENERATED ALWAYS AS IDENTITY', 'rewrite'],
  ['ALTER TABLE team SET UNLOGGED', 'rewrite'],
  ['ALTER TABLE team SET TABLESPACE fast', 'rewrite'],
  ['CLUSTER team USING team_pkey', 'rewrite'],
  [`${ALONE}VACUUM FULL team`, 'unknown-effect'],
  // Every row read under a lock.
  ['ALTER TABLE team ALTER COLUMN organization_id SET NOT NULL', 'set-not-null'],
  ['ALTER TABLE team ADD CONSTRAINT c CHECK (depth < 100)', 'constraint-not-valid'],
  ['ALTER TABLE team ADD COLUMN a text CONSTRAINT c CHECK (char_length(a) < 9)', 'constraint-not-valid'],
  ['ALTER TABLE team ADD FOREIGN KEY (parent_id) REFERENCES team', 'constraint-not-valid'],
  [
    'ALTER TABLE team ADD CONSTRAINT c CHECK (depth < 100) NOT VALID, VALIDATE CONSTRAINT c',
    'validate-in-transaction',
  ],
  [
    'ALTER TABLE team ADD CONSTRAINT c CHECK (depth < 9) NOT VALID; ALTER TABLE team VALIDATE CONSTRAINT c;',
    'validate-in-transaction',
  ],
  [`${ALONE}ALTER TABLE team VALIDATE CONSTRAINT c, VALIDATE CONSTRAINT d`, 'validate-in-transaction'],
  ['ALTER TABLE team ADD COLUMN a text NOT NULL', 'not-null-without-default'],
  // What the release before may use.
  ['DROP TABLE request_throttle', 'contraction'],
  ['DROP TABLE IF EXISTS request_throttle', 'contraction'],
  ['ALTER TABLE team DROP COLUMN name', 'contraction'],
  ['ALTER TABLE team DROP CONSTRAINT team_path_key', 'contraction'],
  ['ALTER TABLE team RENAME TO crew', 'contraction'],
  ['ALTER TABLE team RENAME COLUMN name TO title', 'contraction'],
  ['ALTER TABLE team RENAME CONSTRAINT team_path_key TO k', 'contraction'],
  ['ALTER TABLE team SET SCHEMA attic', 'contraction'],
  ['DROP FUNCTION search_text(text)', 'contraction'],
  ['DROP TRIGGER audit_entry_append_only ON audit_entry', 'contraction'],
  ['DROP VIEW v', 'contraction'],
  // Rows by the table, and locks by hand.
  ['UPDATE team SET numchild = 0', 'whole-table'],
  ['UPDATE team SET numchild = 0 WHERE numchild IS NULL', 'whole-table'],
  ['DELETE FROM session', 'whole-table'],
  [`${ALONE}DELETE FROM session WHERE expires_at < now()`, 'whole-table'],
  ['MERGE INTO team USING t ON t.id = team.id WHEN MATCHED THEN DELETE', 'whole-table'],
  ['TRUNCATE session', 'whole-table'],
  ['DO $$ BEGIN UPDATE team SET numchild = 0 WHERE depth = 1; END $$', 'whole-table'],
  [`${ALONE}DO $$ BEGIN UPDATE team SET numchild = 0 WHERE depth = 1; COMMIT; END $$`, 'whole-table'],
  [`${ALONE}DO $$ BEGIN LOOP UPDATE team SET numchild = 0; COMMIT; END LOOP; END $$`, 'whole-table'],
  [
    'DO $$ BEGIN LOOP DELETE FROM team WHERE depth = 1; COMMIT; END LOOP; END $$',
    'transaction-control',
    'whole-table',
  ],
  [`${ALONE}DO $$ BEGIN EXECUTE 'DROP TABLE team'; END $$`, 'dynamic-sql'],
  [
    `${ALONE}DO $$ BEGIN IF true THEN CREATE INDEX IF NOT EXISTS i ON team (name); END IF; END $$`,
    'plain-index',
  ],
  ['LOCK TABLE team IN SHARE MODE', 'lock-table'],
  ['SELECT id FROM team FOR UPDATE', 'lock-table'],
  ['ALTER TABLE team ADD COLUMN a text; ALTER TABLE mailbox ADD COLUMN a text', 'several-tables'],
  [
    'CREATE TABLE t (id uuid, m uuid REFERENCES mailbox); ALTER TABLE team ADD COLUMN t uuid REFERENCES t',
    'several-tables',
  ],
  ['ALTER TABLE team ADD CONSTRAINT f FOREIGN KEY (id) REFERENCES mailbox NOT VALID', 'several-tables'],
  [
    'ALTER TABLE team ADD COLUMN a text; CREATE TRIGGER t BEFORE INSERT ON mailbox FOR EACH ROW EXECUTE FUNCTION f();',
    'several-tables',
  ],
  // What belongs to the runner.
  ['BEGIN; SELECT 1; COMMIT;', 'transaction-control', 'transaction-control'],
  ["SET lock_timeout = '1h'", 'settings'],
  ['SET LOCAL statement_timeout = 0', 'settings'],
  // What an interrupted file cannot do again.
  [`${ALONE}ALTER TABLE team ADD COLUMN a text`, 'not-repeatable'],
  [`${ALONE}CREATE TABLE t (id uuid)`, 'not-repeatable'],
  [`${ALONE}CREATE FUNCTION f() RETURNS int LANGUAGE sql AS 'SELECT 1'`, 'not-repeatable'],
  [`${ALONE}CREATE TRIGGER t BEFORE INSERT ON team FOR EACH ROW EXECUTE FUNCTION f()`, 'not-repeatable'],
  [`${ALONE}INSERT INTO team (id) VALUES (1)`, 'not-repeatable'],
  [`${ALONE}ALTER TABLE team ADD CONSTRAINT c CHECK (depth < 9) NOT VALID`, 'not-repeatable'],
  // Unheard of.
  ['CREATE TABLE t PARTITION OF team FOR VALUES IN (1)', 'unknown-effect'],
  ['ALTER TABLE team ATTACH PARTITION t FOR VALUES IN (1)', 'unknown-effect'],
  ['ALTER SYSTEM SET fsync = off', 'unknown-effect'],
  // Allowing.
  ['-- allow contraction: nobody uses it\nSELECT 1', 'allow-without-effect'],
  ['-- allow contractions: nobody uses it\nDROP TABLE t', 'contraction', 'allow-without-effect'],
  ['-- allow contraction:\nDROP TABLE t', 'contraction'],
  ['-- allow contraction: nobody uses it\nSELECT 1;\nDROP TABLE t', 'allow-without-effect', 'contraction'],
];

const ADMITTED: readonly string[] = [
  'CREATE TABLE t (id uuid PRIMARY KEY, u uuid REFERENCES user_account, o uuid REFERENCES organization); CREATE INDEX i ON t (u); ALTER TABLE t ADD CHECK (u <> o); UPDATE t SET u = NULL;',
  'ALTER TABLE team ADD COLUMN a text, ADD COLUMN b boolean NOT NULL DEFAULT false, ADD COLUMN c int DEFAULT -1',
  "ALTER TABLE team ADD COLUMN a text[] NOT NULL DEFAULT '{}'::text[], ADD COLUMN b jsonb DEFAULT '{}', ADD COLUMN c timestamptz NOT NULL DEFAULT now(), ADD COLUMN d date DEFAULT CURRENT_DATE, ADD COLUMN e int[] DEFAULT ARRAY[1, 2]",
  'ALTER TABLE team ADD COLUMN parent_id uuid CONSTRAINT f REFERENCES team',
  'ALTER TABLE team ADD COLUMN a text; ALTER TABLE team ALTER COLUMN a SET DEFAULT 1',
  'ALTER TABLE team ADD CONSTRAINT c CHECK (depth < 100) NOT VALID',
  'ALTER TABLE team DROP CONSTRAINT c, ADD CONSTRAINT c CHECK (depth < 100) NOT VALID',
  'ALTER TABLE team ADD CONSTRAINT k UNIQUE USING INDEX team_name',
  `CREATE FUNCTION f() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN UPDATE team SET depth = 1; RETURN NEW; END'; CREATE TRIGGER t BEFORE INSERT ON team FOR EACH ROW EXECUTE FUNCTION f();`,
  "INSERT INTO service_provider (id) VALUES ('x')",
  '-- allow contraction: nothing since 0.2 reads it\nDROP TABLE request_throttle',
  '-- Of no use any more.\n-- allow contraction: nothing since 0.2 reads it\n-- allow rewrite: it is empty\nALTER TABLE team DROP COLUMN a, ALTER b TYPE int;',
  `${ALONE}CREATE UNIQUE INDEX CONCURRENTLY IF NOT EXISTS i ON team (name); DROP INDEX CONCURRENTLY IF EXISTS j; ANALYZE team`,
  `${ALONE}ALTER TABLE team VALIDATE CONSTRAINT c; ALTER TABLE mailbox VALIDATE CONSTRAINT c;`,
  `${ALONE}ALTER TABLE team DROP CONSTRAINT IF EXISTS c, ADD CONSTRAINT c CHECK (depth < 9) NOT VALID; ALTER TABLE mailbox ADD COLUMN IF NOT EXISTS a text;`,
  `${ALONE}INSERT INTO team (id) VALUES (1) ON CONFLICT DO NOTHING; CREATE OR REPLACE TRIGGER t BEFORE INSERT ON team FOR EACH ROW EXECUTE FUNCTION f();`,
  `${ALONE}DO $$ BEGIN LOOP UPDATE team SET name = name WHERE id > 1 AND id < 9; EXIT WHEN NOT FOUND; COMMIT; END LOOP; END $$`,
];

describe('the check of migrations', () => {
  it.each(REFUSED)('refuses %s', async (sql, ...rules) => {
    expect((await rulesOf(sql)).sort()).toEqual([...rules].sort());
  });

  it.each(ADMITTED)('admits %s', async (sql) => {
    expect(await rulesOf(sql)).toEqual([]);
  });

  it('has a case for each of its rules', () => {
    const seen = new Set(REFUSED.flatMap(([, ...rules]) => rules));
    expect([...seen].sort()).toEqual(Object.keys(RULES).sort());
  });

  it('admits NOT NULL where a file before validated a constraint that says so, of that column and table only', async () => {
    const add = 'ALTER TABLE team ADD CONSTRAINT c CHECK (organization_id IS NOT NULL) NOT VALID';
    const validate = `${ALONE}ALTER TABLE team VALIDATE CONSTRAINT c`;
    const set = 'ALTER TABLE team ALTER organization_id SET NOT NULL, DROP CONSTRAINT c';
    expect(await rulesOf(add, validate, set)).toEqual([]);
    expect(await rulesOf(add, set)).toEqual(['set-not-null']);
    expect(await rulesOf(add, validate, set.replace('ALTER organization_id', 'ALTER name'))).toEqual([
      'set-not-null',
    ]);
    expect(await rulesOf(add, validate, set.replace('team', 'mailbox'))).toEqual([
      'set-not-null',
      'contraction',
    ]);
  });

  it('tells where it found what', async () => {
    const sql = `-- One.\nSELECT 1;\n\n/* Two; */\nUPDATE team\n  SET depth = 1;\n`;
    expect(await findDangers([{ name: '0099_two', sql }])).toEqual([
      { file: '0099_two.sql', line: 5, rule: 'whole-table', statement: 'UPDATE team' },
    ]);
  });

  it('finds nothing in what comes after the first release, nor in the examples of its README', async () => {
    const { folder, later, remove } = await openLaterMigrations();
    try {
      expect(later.length).toBeGreaterThan(8);
      const files = await Promise.all(
        later.map(async (name) => ({ name, sql: await readFile(join(folder, `${name}.sql`), 'utf8') })),
      );
      expect(await findDangers(files)).toEqual([]);
    } finally {
      await remove();
    }
  });
});
