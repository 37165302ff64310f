-- Failed sign-ins with a mailbox, by a hash of what is counted: an address, a known browser, a network source. `expires_at` is
-- when they count no more; a source has caused as many as the time until then makes up. A crash loses them, hence no
-- write-ahead log.
CREATE UNLOGGED TABLE sign_in_attempt (
  id bytea CONSTRAINT sign_in_attempt_pkey PRIMARY KEY,
  failures integer NOT NULL,
  expires_at timestamptz NOT NULL
) WITH (fillfactor = 50);
CREATE INDEX sign_in_attempt_expiry ON sign_in_attempt (expires_at);

-- When the owner was last told that others try passwords at the address.
ALTER TABLE mailbox ADD COLUMN sign_in_warned_at timestamptz;
