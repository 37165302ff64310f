-- What the OpenID provider keeps: sessions, permissions, codes, tokens, and sign-ins that were begun. Ids are SHA-256 digests
-- and the content is sealed, so that a copy of the database opens nothing. The last four columns are of sessions only: what
-- their owner is shown, and which clients are told when one ends.
CREATE TABLE openid_record (
  id text CONSTRAINT openid_record_pkey PRIMARY KEY,
  model text NOT NULL,
  uid text,
  grant_key text,
  mailbox_id uuid,
  client_id text,
  expires_at timestamptz NOT NULL,
  consumed_at timestamptz,
  sealed_payload bytea NOT NULL,
  signed_in_at timestamptz,
  address text,
  user_agent text,
  clients jsonb,
  CONSTRAINT openid_record_mailbox_fkey FOREIGN KEY (mailbox_id) REFERENCES mailbox (id) ON DELETE CASCADE
) WITH (fillfactor = 80);
CREATE INDEX openid_record_uid ON openid_record (uid) WHERE uid IS NOT NULL;
CREATE INDEX openid_record_grant ON openid_record (grant_key) WHERE grant_key IS NOT NULL;
CREATE INDEX openid_record_mailbox ON openid_record (mailbox_id) WHERE mailbox_id IS NOT NULL;
CREATE INDEX openid_record_end ON openid_record (expires_at);
