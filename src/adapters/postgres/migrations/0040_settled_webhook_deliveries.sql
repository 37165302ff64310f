-- no transaction

-- What may be forgotten, the oldest first.
CREATE INDEX CONCURRENTLY IF NOT EXISTS webhook_delivery_settled
  ON webhook_delivery (settled_at) WHERE state <> 'pending';
