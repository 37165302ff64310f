-- Up Migration

-- Functional mailboxes belong to nobody in particular and may have no names: only names that are there are unique.
ALTER TABLE mailbox ADD COLUMN kind text NOT NULL DEFAULT 'personal'
  CONSTRAINT mailbox_kind CHECK (kind IN ('personal', 'functional'));
DROP INDEX mailbox_name_domain_key;
CREATE UNIQUE INDEX mailbox_name_domain_key ON mailbox (mail_domain_id, lower(first_name), lower(last_name))
  WHERE first_name <> '' OR last_name <> '';
