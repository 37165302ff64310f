-- no transaction

-- How far the creation of a pending mailbox got at the provisioner: since when, how many attempts, and why the latest
-- came to nothing. Null before the first attempt, and once it is decided.
ALTER TABLE mailbox ADD COLUMN IF NOT EXISTS creation jsonb;

-- For the list of what the provisioner is yet to be asked about.
CREATE INDEX CONCURRENTLY IF NOT EXISTS mailbox_open_change ON mailbox (mail_domain_id) WHERE change IS NOT NULL;
