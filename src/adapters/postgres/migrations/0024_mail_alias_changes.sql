-- Up Migration

-- What the provisioner is to be asked about aliases; mail_alias follows once it has done so.
CREATE TABLE mail_alias_change (
  id uuid CONSTRAINT mail_alias_change_pkey PRIMARY KEY,
  mail_domain_id uuid NOT NULL CONSTRAINT mail_alias_change_domain_fkey REFERENCES mail_domain ON DELETE CASCADE,
  kind text NOT NULL CONSTRAINT mail_alias_change_kind CHECK (kind IN ('creation', 'removal', 'removal_of_all')),
  local_part text NOT NULL,
  destination text,
  progress jsonb NOT NULL,
  author jsonb NOT NULL,
  created_at timestamptz NOT NULL,
  updated_at timestamptz NOT NULL,
  CONSTRAINT mail_alias_change_destination CHECK ((destination IS NULL) = (kind = 'removal_of_all'))
);
-- One change of a kind at a time: whoever asks again waits for it.
CREATE UNIQUE INDEX mail_alias_change_key
  ON mail_alias_change (mail_domain_id, local_part, kind, coalesce(destination, ''));

-- For the search for loops, which follows addresses from one domain to the next.
CREATE INDEX mail_alias_local_part ON mail_alias (mail_domain_id, lower(local_part));
