-- Up Migration

-- Who did what to which object, from where. Written in the transaction of the change. Ids refer to rows that may be gone
-- since, so there are no foreign keys; names of people are not kept here.
CREATE TABLE audit_entry (
  id bigint GENERATED ALWAYS AS IDENTITY CONSTRAINT audit_entry_pkey PRIMARY KEY,
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
  details jsonb NOT NULL CONSTRAINT audit_entry_details_object CHECK (jsonb_typeof(details) = 'object')
);
CREATE INDEX audit_entry_time ON audit_entry (occurred_at DESC, id DESC);
CREATE INDEX audit_entry_organization ON audit_entry (organization_id, occurred_at DESC, id DESC)
  WHERE organization_id IS NOT NULL;
CREATE INDEX audit_entry_object ON audit_entry (object_id, occurred_at DESC, id DESC);
CREATE INDEX audit_entry_actor ON audit_entry (actor_id, occurred_at DESC, id DESC) WHERE actor_id IS NOT NULL;
CREATE INDEX audit_entry_subject ON audit_entry (subject_id, occurred_at DESC, id DESC) WHERE subject_id IS NOT NULL;

-- What is written stays. Whoever owns the table can still switch the triggers off, on purpose.
CREATE FUNCTION refuse_change_of_audit_entry() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION 'the audit log is append-only' USING ERRCODE = 'insufficient_privilege';
END;
$$;
CREATE TRIGGER audit_entry_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON audit_entry
  FOR EACH STATEMENT EXECUTE FUNCTION refuse_change_of_audit_entry();
