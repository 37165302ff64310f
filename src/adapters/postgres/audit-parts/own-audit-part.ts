import type { ClientBase } from 'pg';

/** Who may use the new part `$1`: nobody by default privileges, and who only reads the log, such as a role for backups. */
const RIGHTS = `
  WITH part AS (SELECT relacl, relowner FROM pg_class WHERE oid = $1::regclass),
       log AS (SELECT relacl, relowner FROM pg_class WHERE oid = 'public.audit_entry'::regclass),
       log_right AS (SELECT r.* FROM log, aclexplode(log.relacl) r WHERE r.grantee <> log.relowner)
  SELECT format('REVOKE ALL ON %s FROM %s', $1::regclass, CASE r.grantee WHEN 0 THEN 'PUBLIC' ELSE r.grantee::regrole::text END) AS sql
    FROM part, aclexplode(part.relacl) r WHERE r.grantee <> part.relowner
  UNION ALL
  SELECT format('GRANT SELECT ON %s TO %s', $1::regclass, CASE r.grantee WHEN 0 THEN 'PUBLIC' ELSE r.grantee::regrole::text END)
    FROM log_right r
   WHERE r.privilege_type = 'SELECT'
     AND NOT EXISTS (SELECT FROM log_right o WHERE o.grantee = r.grantee AND o.privilege_type = 'INSERT')
  UNION ALL
  SELECT format('ALTER TABLE %s OWNER TO %s', $1::regclass, log.relowner::regrole)
    FROM part, log WHERE part.relowner <> log.relowner`;

/**
 * Makes a new part refuse changes by itself, and lets its owner be that of the log. Who may add to the log reaches the part only
 * through it.
 */
export async function ownAuditPart(client: ClientBase, name: string): Promise<void> {
  await client.query(
    `CREATE TRIGGER audit_entry_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON ${name}
       FOR EACH STATEMENT EXECUTE FUNCTION refuse_change_of_audit_entry()`,
  );
  const { rows } = await client.query<{ sql: string }>(RIGHTS, [`public.${name}`]);
  for (const { sql } of rows) await client.query(sql);
}
