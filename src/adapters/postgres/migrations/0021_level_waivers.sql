-- Permissions to sign in once, within a time, without the level that is asked of a person: one of each at most.
CREATE TABLE level_waiver (
  user_id uuid CONSTRAINT level_waiver_pkey PRIMARY KEY,
  reason text NOT NULL,
  created_at timestamptz NOT NULL,
  expires_at timestamptz NOT NULL,
  CONSTRAINT level_waiver_user_fkey FOREIGN KEY (user_id) REFERENCES user_account (id) ON DELETE CASCADE
);
