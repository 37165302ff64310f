-- no transaction

-- Indexes are built beside readers and writers; one that takes the place of another is built before the other goes.
CREATE INDEX CONCURRENTLY IF NOT EXISTS mailbox_by_display_name ON mailbox (mail_domain_id, display_name, id);
CREATE INDEX CONCURRENTLY IF NOT EXISTS user_account_by_name ON user_account (lower(name) COLLATE "C", id) WHERE is_active;
CREATE INDEX CONCURRENTLY IF NOT EXISTS session_by_creation ON session (created_at);
CREATE INDEX CONCURRENTLY IF NOT EXISTS mail_alias_found ON mail_alias USING gin (mail_domain_id, found_by gin_trgm_ops);
DROP INDEX CONCURRENTLY IF EXISTS mail_alias_search;
-- For the constraint of the next file.
CREATE UNIQUE INDEX CONCURRENTLY IF NOT EXISTS mailbox_id_domain_key ON mailbox (id, mail_domain_id);
