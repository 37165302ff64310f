-- no transaction

-- An entry about many mailboxes is part of the history of each.
CREATE INDEX CONCURRENTLY IF NOT EXISTS audit_entry_mailboxes ON audit_entry USING gin ((details -> 'mailboxes'))
  WHERE action = 'mail_domain.mailboxes_changed';
