-- no transaction

-- An entry about differences of many mailboxes is part of the history of each, as in 0024.
CREATE INDEX CONCURRENTLY IF NOT EXISTS audit_entry_settled_mailboxes ON audit_entry USING gin ((details -> 'mailboxes'))
  WHERE action = 'mail_domain.differences_settled';

-- What needs a person, in all the domains that they manage, is looked up each time they come: the invitations that they sent and
-- that end, and how many differences are to be settled, without those that were imported, which may be many.
CREATE INDEX CONCURRENTLY IF NOT EXISTS mail_domain_invitation_issuer ON mail_domain_invitation (issuer_id, expires_at);
CREATE INDEX CONCURRENTLY IF NOT EXISTS mail_drift_line_to_settle ON mail_drift_line (mail_domain_id)
  WHERE NOT is_ignored AND finding IN ('skipped', 'missing_here', 'missing_there', 'differing');
