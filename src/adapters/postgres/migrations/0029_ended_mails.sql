-- no transaction

-- Mails that have ended, for the job that forgets them: the oldest first, without a look at the others.
CREATE INDEX CONCURRENTLY IF NOT EXISTS outgoing_mail_ended ON outgoing_mail (updated_at)
  WHERE status IN ('sent', 'refused', 'given_up') AND sealed_content IS NULL;
