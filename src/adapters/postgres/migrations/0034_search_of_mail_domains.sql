-- no transaction

-- Staff look for a mail domain by a part of its name among all there are.
CREATE INDEX CONCURRENTLY IF NOT EXISTS mail_domain_found ON mail_domain USING gin (search_text(name) gin_trgm_ops);
