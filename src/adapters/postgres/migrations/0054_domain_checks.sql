-- What the latest check of a domain says in our own words, beside the provisioner's answer as it came. Null until the
-- next check of a domain that was checked before.
ALTER TABLE mail_domain ADD COLUMN last_check_tests json;
