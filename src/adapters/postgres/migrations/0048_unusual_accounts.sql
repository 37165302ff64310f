-- no transaction

-- Staff, and people who may not sign in, are few among many.
CREATE INDEX CONCURRENTLY IF NOT EXISTS user_account_staff ON user_account (created_at DESC, id) WHERE is_staff;
CREATE INDEX CONCURRENTLY IF NOT EXISTS user_account_inactive ON user_account (created_at DESC, id) WHERE NOT is_active;
