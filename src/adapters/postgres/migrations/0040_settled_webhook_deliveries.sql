-- Up Migration

-- What may be forgotten, the oldest first.
CREATE INDEX webhook_delivery_settled ON webhook_delivery (settled_at) WHERE state <> 'pending';
