-- no transaction

-- Whatever changes a mail domain or what is in it, says so at commit, to pages that look at it: a signal of the domain, the kind
-- of what has changed, and the ids of up to 20 such rows (src/application/live/changed-topic.ts). Each statement says it once a
-- domain, and what a transaction says twice is sent once.
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

CREATE OR REPLACE FUNCTION tell_domain_changes() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  PERFORM pg_notify('regie_signal', concat('changed:domain:', c.id, ':mail_domain:')) FROM changed c;
  RETURN NULL;
END;
$$;

CREATE OR REPLACE FUNCTION tell_comparisons() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  PERFORM pg_notify('regie_signal', concat('changed:domain:', c.mail_domain_id, ':drift:')) FROM changed c;
  RETURN NULL;
END;
$$;

-- The person whose access it is looks at other domains from then on.
CREATE OR REPLACE FUNCTION tell_access_changes() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  PERFORM pg_notify('regie_signal', concat('changed:domain:', c.mail_domain_id, ':access:',
      CASE WHEN count(*) <= 20 THEN string_agg(c.id::text, ',') END))
    FROM changed c GROUP BY c.mail_domain_id;
  PERFORM pg_notify('regie_signal', concat('changed:person:', c.user_id, ':access:')) FROM changed c;
  RETURN NULL;
END;
$$;

-- An invitation shows what became of its mail.
CREATE OR REPLACE FUNCTION tell_invitation_mails() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  PERFORM pg_notify('regie_signal', concat('changed:domain:', i.mail_domain_id, ':invitation:',
      CASE WHEN count(*) <= 20 THEN string_agg(i.id::text, ',') END))
    FROM changed c JOIN public.mail_domain_invitation i ON i.id = c.invitation_id GROUP BY i.mail_domain_id;
  RETURN NULL;
END;
$$;

CREATE OR REPLACE FUNCTION tell_ended_sessions() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  PERFORM pg_notify('regie_signal', concat('changed:person:', c.user_id, ':session:'))
    FROM changed c WHERE c.user_id IS NOT NULL;
  RETURN NULL;
END;
$$;

CREATE OR REPLACE TRIGGER mail_domain_added_told AFTER INSERT ON mail_domain
  REFERENCING NEW TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION tell_domain_changes();
CREATE OR REPLACE TRIGGER mail_domain_changed_told AFTER UPDATE ON mail_domain
  REFERENCING NEW TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION tell_domain_changes();
CREATE OR REPLACE TRIGGER mail_domain_removed_told AFTER DELETE ON mail_domain
  REFERENCING OLD TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION tell_domain_changes();
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
  REFERENCING NEW TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION tell_access_changes();
CREATE OR REPLACE TRIGGER mail_domain_access_changed_told AFTER UPDATE ON mail_domain_access
  REFERENCING NEW TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION tell_access_changes();
CREATE OR REPLACE TRIGGER mail_domain_access_removed_told AFTER DELETE ON mail_domain_access
  REFERENCING OLD TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION tell_access_changes();
CREATE OR REPLACE TRIGGER mail_domain_invitation_added_told AFTER INSERT ON mail_domain_invitation
  REFERENCING NEW TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION tell_changes('invitation');
CREATE OR REPLACE TRIGGER mail_domain_invitation_changed_told AFTER UPDATE ON mail_domain_invitation
  REFERENCING NEW TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION tell_changes('invitation');
CREATE OR REPLACE TRIGGER mail_domain_invitation_removed_told AFTER DELETE ON mail_domain_invitation
  REFERENCING OLD TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION tell_changes('invitation');
CREATE OR REPLACE TRIGGER mail_drift_run_added_told AFTER INSERT ON mail_drift_run
  REFERENCING NEW TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION tell_comparisons();
CREATE OR REPLACE TRIGGER mail_drift_run_changed_told AFTER UPDATE ON mail_drift_run
  REFERENCING NEW TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION tell_comparisons();
CREATE OR REPLACE TRIGGER mail_drift_line_added_told AFTER INSERT ON mail_drift_line
  REFERENCING NEW TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION tell_changes('drift');
CREATE OR REPLACE TRIGGER mail_drift_line_changed_told AFTER UPDATE ON mail_drift_line
  REFERENCING NEW TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION tell_changes('drift');
CREATE OR REPLACE TRIGGER mail_drift_line_removed_told AFTER DELETE ON mail_drift_line
  REFERENCING OLD TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION tell_changes('drift');
CREATE OR REPLACE TRIGGER outgoing_mail_changed_told AFTER UPDATE ON outgoing_mail
  REFERENCING NEW TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION tell_invitation_mails();
CREATE OR REPLACE TRIGGER session_removed_told AFTER DELETE ON session
  REFERENCING OLD TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION tell_ended_sessions();
