-- Up Migration

-- What mailboxes and aliases are found by, its parts kept apart by a character that nobody types. Stored: folding costs
-- far more than comparing. Each index holds the domain as well: what is sought is sought in one domain only.
ALTER TABLE mailbox ADD COLUMN found_by text NOT NULL
  GENERATED ALWAYS AS (search_text(local_part || E'\x01' || first_name || ' ' || last_name)) STORED;
CREATE INDEX mailbox_search ON mailbox USING gin (mail_domain_id, found_by gin_trgm_ops);

ALTER TABLE mail_alias ADD COLUMN found_by text NOT NULL
  GENERATED ALWAYS AS (search_text(local_part || E'\x01' || destination)) STORED;
CREATE INDEX mail_alias_search ON mail_alias USING gin (mail_domain_id, found_by gin_trgm_ops);
