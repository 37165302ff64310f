-- Up Migration

-- The latest comparison of each mail domain with the provisioner, and what it found, a line an address.
CREATE TABLE mail_drift_run (
  mail_domain_id uuid CONSTRAINT mail_drift_run_pkey PRIMARY KEY
    CONSTRAINT mail_drift_run_domain_fkey REFERENCES mail_domain ON DELETE CASCADE,
  started_at timestamptz NOT NULL,
  ended_at timestamptz,
  state text NOT NULL CONSTRAINT mail_drift_run_state CHECK (state IN ('running', 'complete', 'interrupted')),
  failure text,
  row_count integer NOT NULL
);

CREATE TABLE mail_drift_line (
  id uuid CONSTRAINT mail_drift_line_pkey PRIMARY KEY,
  mail_domain_id uuid NOT NULL CONSTRAINT mail_drift_line_domain_fkey REFERENCES mail_domain ON DELETE CASCADE,
  object text NOT NULL CONSTRAINT mail_drift_line_object CHECK (object IN ('mailbox', 'alias')),
  address text NOT NULL,
  destination text NOT NULL DEFAULT '',
  finding text NOT NULL CONSTRAINT mail_drift_line_finding
    CHECK (finding IN ('imported', 'skipped', 'missing_here', 'missing_there', 'differing')),
  reason text,
  here jsonb,
  there jsonb,
  is_ignored boolean NOT NULL DEFAULT false,
  found_at timestamptz NOT NULL,
  run_started_at timestamptz NOT NULL,
  CONSTRAINT mail_drift_line_thing_key UNIQUE (mail_domain_id, object, address, destination)
);
CREATE INDEX mail_drift_line_by_address ON mail_drift_line (mail_domain_id, address, id);
