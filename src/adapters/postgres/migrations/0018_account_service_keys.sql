-- Up Migration

-- A service may have two keys for a while: the new one, and the one it takes the place of. Those taken over from the
-- reference have no expiry. `revoked_at`: no key is good any more, until the next one is made.
ALTER TABLE account_service
  ADD COLUMN key_created_at timestamptz,
  ADD COLUMN key_expires_at timestamptz,
  ADD COLUMN key_last_used_at timestamptz,
  ADD COLUMN previous_key_hash bytea CONSTRAINT account_service_previous_key_hash_key UNIQUE
    CONSTRAINT account_service_previous_key_hash_length CHECK (octet_length(previous_key_hash) = 32),
  ADD COLUMN previous_key_prefix text
    CONSTRAINT account_service_previous_key_prefix_length CHECK (char_length(previous_key_prefix) <= 8),
  ADD COLUMN previous_key_created_at timestamptz,
  ADD COLUMN previous_key_expires_at timestamptz,
  ADD COLUMN previous_key_last_used_at timestamptz,
  ADD COLUMN revoked_at timestamptz,
  ADD CONSTRAINT account_service_previous_key_whole CHECK (
    (previous_key_hash IS NULL) = (previous_key_prefix IS NULL)
    AND (previous_key_hash IS NULL) = (previous_key_created_at IS NULL)
  );

-- Keys are found by the part of them that is not secret, and compared afterwards.
CREATE INDEX account_service_key_prefix ON account_service (key_prefix);
CREATE INDEX account_service_previous_key_prefix ON account_service (previous_key_prefix)
  WHERE previous_key_prefix IS NOT NULL;
