-- no transaction

-- The results of functions that 0005 changed, for rows that have what these treat otherwise.
CREATE INDEX CONCURRENTLY IF NOT EXISTS organization_found ON organization USING gin (search_text(name) gin_trgm_ops);
CREATE INDEX CONCURRENTLY IF NOT EXISTS organization_domain_found ON organization_domain
  USING gin (search_text(value) gin_trgm_ops);
CREATE INDEX CONCURRENTLY IF NOT EXISTS contact_public_found ON contact
  USING gin (contact_search_text(full_name, short_name, data) gin_trgm_ops) WHERE owner_id IS NULL;
CREATE INDEX CONCURRENTLY IF NOT EXISTS service_provider_found ON service_provider
  USING gin (search_text(name || E'\x01' || audience_id) gin_trgm_ops);
DROP INDEX CONCURRENTLY IF EXISTS organization_search;
DROP INDEX CONCURRENTLY IF EXISTS organization_domain_search;
DROP INDEX CONCURRENTLY IF EXISTS contact_public_search;
DROP INDEX CONCURRENTLY IF EXISTS service_provider_search;
