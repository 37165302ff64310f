-- no transaction

-- Rows are read while others read and write.
ALTER TABLE outgoing_mail VALIDATE CONSTRAINT outgoing_mail_status;
ALTER TABLE mailbox VALIDATE CONSTRAINT mailbox_display_name_there;
ALTER TABLE mail_drift_line VALIDATE CONSTRAINT mail_drift_line_run_fkey;
