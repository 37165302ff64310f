-- When a use of a client's present secret was last noted, once a day; that of former ones is among `former_secrets`.
ALTER TABLE openid_client ADD COLUMN secret_used_at timestamptz;
