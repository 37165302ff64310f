-- no transaction

-- Whatever changes a mail domain or what is in it, says so at commit, to pages that look at it: a signal of the domain, the kind
-- of what has changed, and the ids of up to 20 such rows (src/application/live/changed-topic.ts). What a transaction says twice is
-- sent once. Tables of which a statement may change many rows say it once a statement and domain; the others row by row, which
-- costs less where a row is changed alone, and nothing where WHEN says that it is seen on no page.
CREATE OR REPLACE FUNCTION tell_changes() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  PERFORM pg_notify('regie_signal', concat('changed:domain:', c.mail_domain_id, ':', TG_ARGV[0], ':',
      CASE WHEN count(*) <= 20 THEN string_agg(c.id::text, ',') END))
    FROM changed c GROUP BY c.mail_domain_id;
  RETURN NULL;
END;
$$;

-- What a sign-in notes of a mailbox is seen on no page. Before and after are not joined: the plan is that of the first call, and a
-- plan for one row would compare each of 1,000 with each.
CREATE OR REPLACE FUNCTION tell_mailbox_changes() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  unseen CONSTANT text[] := ARRAY['password_hash', 'last_login_at', 'sign_in_warned_at'];
BEGIN
  PERFORM pg_notify('regie_signal', concat('changed:domain:', d.mail_domain_id, ':mailbox:',
      CASE WHEN count(*) <= 20 THEN string_agg(d.id::text, ',') END))
    FROM (SELECT c.mail_domain_id, c.id, to_jsonb(c) - unseen FROM changed c
          EXCEPT SELECT f.mail_domain_id, f.id, to_jsonb(f) - unseen FROM former f) AS d
   GROUP BY d.mail_domain_id;
  RETURN NULL;
END;
$$;

CREATE OR REPLACE FUNCTION tell_domain_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  PERFORM pg_notify('regie_signal', concat('changed:domain:', coalesce(NEW.id, OLD.id), ':mail_domain:'));
  RETURN NULL;
END;
$$;

CREATE OR REPLACE FUNCTION tell_comparison() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  PERFORM pg_notify('regie_signal', concat('changed:domain:', NEW.mail_domain_id, ':drift:'));
  RETURN NULL;
END;
$$;

-- An invitation shows what became of its mail.
CREATE OR REPLACE FUNCTION tell_invitation_mail() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  PERFORM pg_notify('regie_signal', concat('changed:domain:', i.mail_domain_id, ':invitation:', i.id))
    FROM public.mail_domain_invitation i WHERE i.id = NEW.invitation_id;
  RETURN NULL;
END;
$$;

-- A person looks at other domains once an access of theirs has changed, and at none once their session has ended.
CREATE OR REPLACE FUNCTION tell_person() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  PERFORM pg_notify('regie_signal', concat('changed:person:', coalesce(NEW.user_id, OLD.user_id), ':', TG_ARGV[0], ':'));
  RETURN NULL;
END;
$$;

CREATE OR REPLACE TRIGGER mail_domain_told AFTER INSERT OR UPDATE OR DELETE ON mail_domain
  FOR EACH ROW EXECUTE FUNCTION tell_domain_change();
CREATE OR REPLACE TRIGGER mail_drift_run_told AFTER INSERT OR UPDATE ON mail_drift_run
  FOR EACH ROW EXECUTE FUNCTION tell_comparison();
CREATE OR REPLACE TRIGGER outgoing_mail_told AFTER UPDATE ON outgoing_mail
  FOR EACH ROW WHEN (NEW.invitation_id IS NOT NULL) EXECUTE FUNCTION tell_invitation_mail();
CREATE OR REPLACE TRIGGER mail_domain_access_person_told AFTER INSERT OR UPDATE OR DELETE ON mail_domain_access
  FOR EACH ROW EXECUTE FUNCTION tell_person('access');
CREATE OR REPLACE TRIGGER session_ended_told AFTER DELETE ON session
  FOR EACH ROW WHEN (OLD.user_id IS NOT NULL) EXECUTE FUNCTION tell_person('session');

CREATE OR REPLACE TRIGGER mailbox_added_told AFTER INSERT ON mailbox
  REFERENCING NEW TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION tell_changes('mailbox');
CREATE OR REPLACE TRIGGER mailbox_changed_told AFTER UPDATE ON mailbox
  REFERENCING NEW TABLE AS changed OLD TABLE AS former FOR EACH STATEMENT EXECUTE FUNCTION tell_mailbox_changes();
CREATE OR REPLACE TRIGGER mailbox_removed_told AFTER DELETE ON mailbox
  REFERENCING OLD TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION tell_changes('mailbox');
CREATE OR REPLACE TRIGGER mail_alias_added_told AFTER INSERT ON mail_alias
  REFERENCING NEW TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION tell_changes('alias');
CREATE OR REPLACE TRIGGER mail_alias_changed_told AFTER UPDATE ON mail_alias
  REFERENCING NEW TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION tell_changes('alias');
CREATE OR REPLACE TRIGGER mail_alias_removed_told AFTER DELETE ON mail_alias
  REFERENCING OLD TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION tell_changes('alias');
CREATE OR REPLACE TRIGGER mail_alias_change_added_told AFTER INSERT ON mail_alias_change
  REFERENCING NEW TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION tell_changes('waiting');
CREATE OR REPLACE TRIGGER mail_alias_change_changed_told AFTER UPDATE ON mail_alias_change
  REFERENCING NEW TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION tell_changes('waiting');
CREATE OR REPLACE TRIGGER mail_alias_change_removed_told AFTER DELETE ON mail_alias_change
  REFERENCING OLD TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION tell_changes('waiting');
CREATE OR REPLACE TRIGGER mail_domain_access_added_told AFTER INSERT ON mail_domain_access
  REFERENCING NEW TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION tell_changes('access');
CREATE OR REPLACE TRIGGER mail_domain_access_changed_told AFTER UPDATE ON mail_domain_access
  REFERENCING NEW TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION tell_changes('access');
CREATE OR REPLACE TRIGGER mail_domain_access_removed_told AFTER DELETE ON mail_domain_access
  REFERENCING OLD TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION tell_changes('access');
CREATE OR REPLACE TRIGGER mail_domain_invitation_added_told AFTER INSERT ON mail_domain_invitation
  REFERENCING NEW TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION tell_changes('invitation');
CREATE OR REPLACE TRIGGER mail_domain_invitation_changed_told AFTER UPDATE ON mail_domain_invitation
  REFERENCING NEW TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION tell_changes('invitation');
CREATE OR REPLACE TRIGGER mail_domain_invitation_removed_told AFTER DELETE ON mail_domain_invitation
  REFERENCING OLD TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION tell_changes('invitation');
CREATE OR REPLACE TRIGGER mail_drift_line_added_told AFTER INSERT ON mail_drift_line
  REFERENCING NEW TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION tell_changes('drift');
CREATE OR REPLACE TRIGGER mail_drift_line_changed_told AFTER UPDATE ON mail_drift_line
  REFERENCING NEW TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION tell_changes('drift');
CREATE OR REPLACE TRIGGER mail_drift_line_removed_told AFTER DELETE ON mail_drift_line
  REFERENCING OLD TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION tell_changes('drift');
