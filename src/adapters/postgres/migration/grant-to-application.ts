import { Client, escapeIdentifier } from 'pg';

const SCHEMAS = ['public', 'graphile_worker'] as const;

/** Tables that the application only adds to, and the record of migrations, which it only reads. */
const ONLY_INSERTED = ['audit_entry'];
const ONLY_READ = ['schema_migration'];

/**
 * Lets another role than the owner of the schema run the application: it reads and changes rows, adds to the audit log,
 * and changes no table. To be repeated after each migration, as new tables have no grants.
 *
 * @param role a role that exists and owns nothing here
 * @throws Error when it does not exist, or owns the schema itself: an owner can give itself back what it lacks
 */
export async function grantToApplication({
  databaseUrl,
  role,
}: {
  readonly databaseUrl: string;
  readonly role: string;
}): Promise<void> {
  const client = new Client({ connectionString: databaseUrl, application_name: 'regie-migrate' });
  await client.connect();
  try {
    await client.query('BEGIN');
    await ensureOwnsNothing(client, role);
    const to = escapeIdentifier(role);
    for (const schema of SCHEMAS) {
      await client.query(`GRANT USAGE ON SCHEMA ${schema} TO ${to};
        GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA ${schema} TO ${to};
        GRANT USAGE, SELECT, UPDATE ON ALL SEQUENCES IN SCHEMA ${schema} TO ${to};
        GRANT EXECUTE ON ALL FUNCTIONS IN SCHEMA ${schema} TO ${to}`);
    }
    for (const table of ONLY_INSERTED) await client.query(`REVOKE UPDATE, DELETE ON ${table} FROM ${to}`);
    await leaveTheParts(client, to);
    for (const table of ONLY_READ) await client.query(`REVOKE INSERT, UPDATE, DELETE ON ${table} FROM ${to}`);
    await letThroughRowSecurity(client, to);
    await client.query('COMMIT');
  } finally {
    await client.end();
  }
}

/** The parts of the audit log are reached through it; the number of the next entry is taken, and never set. */
async function leaveTheParts(client: Client, to: string): Promise<void> {
  const { rows } = await client.query<{ name: string }>(
    "SELECT inhrelid::regclass::text AS name FROM pg_inherits WHERE inhparent = 'audit_entry'::regclass",
  );
  for (const { name } of rows) await client.query(`REVOKE ALL ON ${name} FROM ${to}`);
  await client.query(`REVOKE UPDATE ON SEQUENCE audit_entry_id_seq FROM ${to}`);
}

async function ensureOwnsNothing(client: Client, role: string): Promise<void> {
  const { rows } = await client.query<{ is_owner: boolean }>(
    `SELECT pg_has_role(rolname, (SELECT relowner FROM pg_class WHERE oid = 'audit_entry'::regclass), 'MEMBER') AS is_owner
       FROM pg_roles WHERE rolname = $1`,
    [role],
  );
  const [found] = rows;
  if (!found) throw new Error(`There is no role ${role} in this database server`);
  if (found.is_owner) {
    throw new Error(`The role ${role} owns the audit log, and could rewrite it: migrate as another role`);
  }
}

/** The job queue has row security on, without any policy: only the owner of its tables sees their rows. */
async function letThroughRowSecurity(client: Client, to: string): Promise<void> {
  const { rows } = await client.query<{ name: string }>(
    `SELECT oid::regclass::text AS name FROM pg_class
      WHERE relnamespace = 'graphile_worker'::regnamespace AND relrowsecurity AND relkind = 'r'`,
  );
  for (const { name } of rows) {
    await client.query(`DROP POLICY IF EXISTS regie_application ON ${name};
      CREATE POLICY regie_application ON ${name} TO ${to} USING (true) WITH CHECK (true)`);
  }
}
