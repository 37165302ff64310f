-- no transaction

-- Webhooks may speak SCIM as RFC 7644 has it. Rows are read while others read and write.
ALTER TABLE team_webhook
  DROP CONSTRAINT IF EXISTS team_webhook_protocol,
  ADD CONSTRAINT team_webhook_protocol CHECK (protocol IN ('scim', 'matrix', 'scim2')) NOT VALID;
ALTER TABLE team_webhook VALIDATE CONSTRAINT team_webhook_protocol;

ALTER TABLE webhook_delivery
  DROP CONSTRAINT IF EXISTS webhook_delivery_kept_protocol,
  ADD CONSTRAINT webhook_delivery_kept_protocol CHECK (kept_protocol IN ('scim', 'matrix', 'scim2')) NOT VALID;
ALTER TABLE webhook_delivery VALIDATE CONSTRAINT webhook_delivery_kept_protocol;
