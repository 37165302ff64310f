-- no transaction

-- They hold for what is written from now on. A foreign key locks two tables, each only as long as its statement lasts.
ALTER TABLE mailbox
  DROP CONSTRAINT IF EXISTS mailbox_display_name_there,
  ADD CONSTRAINT mailbox_display_name_there CHECK (display_name IS NOT NULL) NOT VALID;
ALTER TABLE mail_drift_line
  DROP CONSTRAINT IF EXISTS mail_drift_line_run_fkey,
  ADD CONSTRAINT mail_drift_line_run_fkey FOREIGN KEY (mail_domain_id) REFERENCES mail_drift_run ON DELETE CASCADE NOT VALID;
