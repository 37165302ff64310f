-- no transaction

-- Staff leaf through all accounts, and find services by their name or audience. Accounts are found through
-- user_account_search, which serves without an organization too.
CREATE INDEX CONCURRENTLY IF NOT EXISTS user_account_by_creation ON user_account (created_at DESC, id);
CREATE INDEX CONCURRENTLY IF NOT EXISTS service_provider_search ON service_provider
  USING gin (search_text(name || E'\x01' || audience_id) gin_trgm_ops);
