-- no transaction

-- Staff find organizations by any part of what identifies them.
CREATE INDEX CONCURRENTLY IF NOT EXISTS organization_registration_id_search ON organization_registration_id
  USING gin (search_text(value) gin_trgm_ops);
CREATE INDEX CONCURRENTLY IF NOT EXISTS organization_domain_search ON organization_domain
  USING gin (search_text(value) gin_trgm_ops);
