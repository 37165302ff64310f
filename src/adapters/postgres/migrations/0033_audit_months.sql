-- The audit log in parts, by the months (UTC) of its entries: what there was is the part before the bound of 0032, as it is, and
-- `regie migrate` and `regie audit maintain` make those that follow. What fits none of them is in `audit_entry_default`. A part is
-- dropped when all of it is older than entries are kept; nothing else removes an entry. There is one lock, of the old table, for
-- as long as a change of the catalogue takes: all indexes are there, and no row is read.
-- allow contraction: all releases find a table `audit_entry` with the same columns, before and after
-- allow several-tables: the part before is the table that is locked already
-- allow dynamic-sql: bound, owner and rights are those of the table as it is found
-- allow set-not-null: both columns of the key have been NOT NULL since 0001, so that nothing is read
-- allow unknown-effect: the part for what fits no other is made where nobody sees it yet
DO $$
DECLARE
  former CONSTANT regclass := 'audit_entry'::regclass;
  bound text;
  owner name;
  rights aclitem[];
  last bigint;
  is_used boolean;
  given record;
BEGIN
  ALTER TABLE audit_entry RENAME TO audit_entry_before;
  SELECT pg_get_userbyid(relowner), relacl INTO owner, rights FROM pg_class WHERE oid = former;
  SELECT (regexp_match(pg_get_constraintdef(oid), '''([^'']+)'''))[1]::timestamptz INTO STRICT bound
    FROM pg_constraint WHERE conrelid = former AND conname = 'audit_entry_bound' AND convalidated;
  EXECUTE format('SELECT last_value, is_called FROM %s', pg_get_serial_sequence(former::text, 'id')) INTO last, is_used;

  ALTER TABLE audit_entry_before
    ALTER COLUMN id DROP IDENTITY,
    DROP CONSTRAINT audit_entry_pkey,
    ADD CONSTRAINT audit_entry_before_pkey PRIMARY KEY USING INDEX audit_entry_before_pkey;
  ALTER INDEX audit_entry_time RENAME TO audit_entry_before_time;
  ALTER INDEX audit_entry_organization RENAME TO audit_entry_before_organization;
  ALTER INDEX audit_entry_object RENAME TO audit_entry_before_object;
  ALTER INDEX audit_entry_actor RENAME TO audit_entry_before_actor;
  ALTER INDEX audit_entry_subject RENAME TO audit_entry_before_subject;
  ALTER INDEX audit_entry_mailboxes RENAME TO audit_entry_before_mailboxes;
  ALTER INDEX audit_entry_settled_mailboxes RENAME TO audit_entry_before_settled_mailboxes;
  ALTER INDEX audit_entry_alias RENAME TO audit_entry_before_alias;
  ALTER INDEX audit_entry_settled_aliases RENAME TO audit_entry_before_settled_aliases;

  -- A default, since before PostgreSQL 17 no table with partitions has an identity column.
  CREATE SEQUENCE audit_entry_id_seq AS bigint;
  PERFORM setval('audit_entry_id_seq', last, is_used);
  CREATE TABLE audit_entry (
    id bigint NOT NULL DEFAULT nextval('audit_entry_id_seq'),
    occurred_at timestamptz NOT NULL,
    action text NOT NULL,
    object_type text NOT NULL,
    object_id text NOT NULL,
    label text NOT NULL,
    organization_id uuid,
    actor_id uuid,
    subject_id uuid,
    via text NOT NULL CONSTRAINT audit_entry_via
      CHECK (via IN ('session', 'access_token', 'resource_server', 'api_key', 'command_line', 'job')),
    client text,
    address text,
    request_id text,
    details jsonb NOT NULL CONSTRAINT audit_entry_details_object CHECK (jsonb_typeof(details) = 'object'),
    CONSTRAINT audit_entry_pkey PRIMARY KEY (id, occurred_at)
  ) PARTITION BY RANGE (occurred_at);
  ALTER SEQUENCE audit_entry_id_seq OWNED BY audit_entry.id;
  EXECUTE format('ALTER TABLE audit_entry OWNER TO %I', owner);

  -- Those of the part before are taken for their parts of these, which are the same.
  CREATE INDEX audit_entry_time ON audit_entry (occurred_at DESC, id DESC);
  CREATE INDEX audit_entry_organization ON audit_entry (organization_id, occurred_at DESC, id DESC)
    WHERE organization_id IS NOT NULL;
  CREATE INDEX audit_entry_object ON audit_entry (object_id, occurred_at DESC, id DESC);
  CREATE INDEX audit_entry_actor ON audit_entry (actor_id, occurred_at DESC, id DESC) WHERE actor_id IS NOT NULL;
  CREATE INDEX audit_entry_subject ON audit_entry (subject_id, occurred_at DESC, id DESC) WHERE subject_id IS NOT NULL;
  CREATE INDEX audit_entry_mailboxes ON audit_entry USING gin ((details -> 'mailboxes'))
    WHERE action = 'mail_domain.mailboxes_changed';
  CREATE INDEX audit_entry_settled_mailboxes ON audit_entry USING gin ((details -> 'mailboxes'))
    WHERE action = 'mail_domain.differences_settled';
  CREATE INDEX audit_entry_alias ON audit_entry (label, occurred_at DESC, id DESC) WHERE object_type = 'mail_alias';
  CREATE INDEX audit_entry_settled_aliases ON audit_entry USING gin ((details -> 'aliases'))
    WHERE action = 'mail_domain.differences_settled';

  EXECUTE format('ALTER TABLE audit_entry ATTACH PARTITION audit_entry_before FOR VALUES FROM (MINVALUE) TO (%L)', bound);
  ALTER TABLE audit_entry_before DROP CONSTRAINT audit_entry_bound;
  CREATE TABLE audit_entry_default PARTITION OF audit_entry DEFAULT;
  EXECUTE format('ALTER TABLE audit_entry_default OWNER TO %I', owner);

  -- The trigger of the part before stays: each part refuses by itself, whatever the name by which it is changed.
  CREATE TRIGGER audit_entry_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON audit_entry
    FOR EACH STATEMENT EXECUTE FUNCTION refuse_change_of_audit_entry();
  CREATE TRIGGER audit_entry_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON audit_entry_default
    FOR EACH STATEMENT EXECUTE FUNCTION refuse_change_of_audit_entry();

  -- Default privileges are no reason to change an entry.
  FOR given IN
    SELECT DISTINCT c.oid::regclass AS relation, CASE c.relkind WHEN 'S' THEN 'SEQUENCE' ELSE 'TABLE' END AS kind,
           CASE grantee WHEN 0 THEN 'PUBLIC' ELSE quote_ident(pg_get_userbyid(grantee)) END AS role
      FROM pg_class c, aclexplode(c.relacl)
     WHERE c.oid IN ('audit_entry'::regclass, 'audit_entry_default'::regclass, 'audit_entry_id_seq'::regclass)
       AND grantee <> c.relowner
  LOOP
    EXECUTE format('REVOKE ALL ON %s %s FROM %s', given.kind, given.relation, given.role);
  END LOOP;

  -- Who may use the log may use it as before. Who adds to it reaches its parts only through it; who only reads it, such as a role
  -- for backups, may read each part.
  FOR given IN
    SELECT privilege_type AS privilege, is_grantable,
           CASE grantee WHEN 0 THEN 'PUBLIC' ELSE quote_ident(pg_get_userbyid(grantee)) END AS role,
           privilege_type = 'SELECT' AND NOT EXISTS (
             SELECT FROM aclexplode(rights) o WHERE o.grantee = r.grantee AND o.privilege_type = 'INSERT') AS is_of_reader
      FROM aclexplode(rights) r WHERE grantee <> owner::regrole
  LOOP
    EXECUTE format('GRANT %s ON audit_entry TO %s %s', given.privilege, given.role,
      CASE WHEN given.is_grantable THEN 'WITH GRANT OPTION' END);
    IF given.privilege = 'INSERT' THEN
      EXECUTE format('GRANT USAGE ON SEQUENCE audit_entry_id_seq TO %s', given.role);
    END IF;
    IF given.is_of_reader THEN
      EXECUTE format('GRANT SELECT ON audit_entry_default TO %s', given.role);
    ELSE
      EXECUTE format('REVOKE %s ON audit_entry_before FROM %s CASCADE', given.privilege, given.role);
    END IF;
  END LOOP;
END;
$$;
