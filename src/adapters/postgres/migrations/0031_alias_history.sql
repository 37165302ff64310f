-- no transaction

-- What happened to an alias is looked up by its address, since each of its destinations was an object of its own, which may be gone.
CREATE INDEX CONCURRENTLY IF NOT EXISTS audit_entry_alias ON audit_entry (label, occurred_at DESC, id DESC)
  WHERE object_type = 'mail_alias';

-- An entry about differences of many aliases is part of the history of each, as in 0026.
CREATE INDEX CONCURRENTLY IF NOT EXISTS audit_entry_settled_aliases ON audit_entry USING gin ((details -> 'aliases'))
  WHERE action = 'mail_domain.differences_settled';
