-- no transaction

-- Finds who is called so in a domain: address books tell people apart by the whole name only.
CREATE INDEX CONCURRENTLY IF NOT EXISTS mailbox_display_name
  ON mailbox (mail_domain_id, lower(btrim(first_name || ' ' || last_name)));
