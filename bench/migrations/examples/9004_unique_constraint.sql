-- The index is there already.
ALTER TABLE mailbox ADD CONSTRAINT mailbox_id_domain_key UNIQUE USING INDEX mailbox_id_domain_key;
