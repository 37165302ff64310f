-- no transaction

-- A client that is disabled or deleted ends what it was given, without reading what all others were.
CREATE INDEX CONCURRENTLY IF NOT EXISTS openid_record_client ON openid_record (client_id) WHERE client_id IS NOT NULL;
