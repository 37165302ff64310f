-- What owners of mailboxes prove a second factor with. An authenticator application has a secret, which is sealed, and the time
-- step of the last code that was taken; a passkey has the public half of its key. The id of a recovery code is the SHA-256 of
-- the code; a used one is deleted.
CREATE TABLE authenticator (
  id uuid CONSTRAINT authenticator_pkey PRIMARY KEY,
  mailbox_id uuid NOT NULL,
  kind text NOT NULL CONSTRAINT authenticator_kind CHECK (kind IN ('totp', 'passkey')),
  name text NOT NULL,
  created_at timestamptz NOT NULL,
  last_used_at timestamptz,
  sealed_secret bytea,
  last_step integer,
  credential_id text,
  public_key text,
  sign_count bigint,
  transports text[],
  is_backed_up boolean,
  is_hardware boolean,
  aaguid text,
  rp_id text,
  CONSTRAINT authenticator_totp CHECK
    (kind <> 'totp' OR num_nulls(sealed_secret, last_step) = 0),
  CONSTRAINT authenticator_passkey CHECK
    (kind <> 'passkey' OR num_nulls(credential_id, public_key, sign_count, transports, is_backed_up, is_hardware, aaguid, rp_id) = 0),
  CONSTRAINT authenticator_mailbox_fkey FOREIGN KEY (mailbox_id) REFERENCES mailbox (id) ON DELETE CASCADE
);
CREATE INDEX authenticator_mailbox ON authenticator (mailbox_id);
CREATE UNIQUE INDEX authenticator_credential_key ON authenticator (credential_id);

CREATE TABLE recovery_code (
  id text CONSTRAINT recovery_code_pkey PRIMARY KEY,
  mailbox_id uuid NOT NULL,
  created_at timestamptz NOT NULL,
  CONSTRAINT recovery_code_mailbox_fkey FOREIGN KEY (mailbox_id) REFERENCES mailbox (id) ON DELETE CASCADE
);
CREATE INDEX recovery_code_mailbox ON recovery_code (mailbox_id);
