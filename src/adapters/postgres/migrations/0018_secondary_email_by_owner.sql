-- When the owner of a mailbox wrote its secondary address themselves; null when somebody else did. An address that they wrote
-- a moment ago proves nothing of them but that they know the password.
ALTER TABLE mailbox ADD COLUMN secondary_email_by_owner_at timestamptz;
