-- Up Migration

-- Whether somebody has vouched for the address. Those stored so far count as verified: they have identified people.
ALTER TABLE user_account ADD COLUMN email_verified boolean NOT NULL DEFAULT true;
