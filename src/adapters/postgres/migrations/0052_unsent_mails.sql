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

-- All but the many that were sent: what staff look through, and whose content is erased in time.
CREATE INDEX CONCURRENTLY IF NOT EXISTS outgoing_mail_unsent ON outgoing_mail (created_at, id) WHERE status <> 'sent';
