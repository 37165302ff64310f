-- no transaction

-- What a mail says, the mailbox it is about, and since when and why the mail server does not take it.
ALTER TABLE outgoing_mail
  ADD COLUMN IF NOT EXISTS kind text,
  ADD COLUMN IF NOT EXISTS mailbox_id uuid,
  ADD COLUMN IF NOT EXISTS trouble_since timestamptz,
  ADD COLUMN IF NOT EXISTS trouble_reason text;

ALTER TABLE outgoing_mail
  DROP CONSTRAINT IF EXISTS outgoing_mail_status,
  ADD CONSTRAINT outgoing_mail_status
    CHECK (status IN ('draft', 'ready', 'sent', 'refused', 'given_up')) NOT VALID;
ALTER TABLE outgoing_mail VALIDATE CONSTRAINT outgoing_mail_status;

-- All but the many that were sent, through which staff look; of these, those whose content is to be erased in time, and those
-- that the mail server does not take.
CREATE INDEX CONCURRENTLY IF NOT EXISTS outgoing_mail_unsent ON outgoing_mail (created_at, id) WHERE status <> 'sent';
CREATE INDEX CONCURRENTLY IF NOT EXISTS outgoing_mail_kept ON outgoing_mail (updated_at)
  WHERE status IN ('refused', 'given_up') AND sealed_content IS NOT NULL;
CREATE INDEX CONCURRENTLY IF NOT EXISTS outgoing_mail_troubled ON outgoing_mail (trouble_since)
  WHERE status IN ('draft', 'ready') AND trouble_since IS NOT NULL;
