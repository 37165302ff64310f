-- A status more. Rows are read by a later file, beside others.
ALTER TABLE outgoing_mail
  DROP CONSTRAINT outgoing_mail_status,
  ADD CONSTRAINT outgoing_mail_status
    CHECK (status IN ('draft', 'ready', 'sent', 'refused', 'given_up', 'withdrawn')) NOT VALID;
