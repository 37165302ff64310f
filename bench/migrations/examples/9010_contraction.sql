-- allow contraction: the release before does not read it any more (mailbox_note took its place)
ALTER TABLE mail_drift_line DROP COLUMN reason;
