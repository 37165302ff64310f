-- no transaction

-- What mailboxes and aliases are found by, its parts kept apart by a character that nobody types. Stored: folding costs
-- far more than comparing. Triggers keep it, as a generated column would have every row written anew under a lock that
-- keeps readers out.
ALTER TABLE mailbox ADD COLUMN IF NOT EXISTS found_by text;
ALTER TABLE mail_alias ADD COLUMN IF NOT EXISTS found_by text;

CREATE OR REPLACE FUNCTION set_mailbox_found_by() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  NEW.found_by := public.search_text(NEW.local_part || E'\x01' || NEW.first_name || ' ' || NEW.last_name);
  RETURN NEW;
END;
$$;
CREATE OR REPLACE TRIGGER mailbox_found_by BEFORE INSERT OR UPDATE OF local_part, first_name, last_name ON mailbox
  FOR EACH ROW EXECUTE FUNCTION set_mailbox_found_by();

CREATE OR REPLACE FUNCTION set_mail_alias_found_by() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  NEW.found_by := public.search_text(NEW.local_part || E'\x01' || NEW.destination);
  RETURN NEW;
END;
$$;
CREATE OR REPLACE TRIGGER mail_alias_found_by BEFORE INSERT OR UPDATE OF local_part, destination ON mail_alias
  FOR EACH ROW EXECUTE FUNCTION set_mail_alias_found_by();

-- The rows that were there before, some at a time, by way of the triggers. Rows that somebody else is changing are left
-- for the next round: waiting for them could end in a deadlock, and somebody's request in an error.
DO $$
DECLARE
  done uuid;
  reached uuid;
BEGIN
  WHILE EXISTS (SELECT FROM mailbox WHERE found_by IS NULL) LOOP
    done := '00000000-0000-0000-0000-000000000000';
    LOOP
      SELECT id INTO reached FROM (SELECT id FROM mailbox WHERE id > done ORDER BY id LIMIT 500) AS batch
        ORDER BY id DESC LIMIT 1;
      EXIT WHEN reached IS NULL;
      UPDATE mailbox SET local_part = local_part WHERE id IN (
        SELECT id FROM mailbox WHERE id > done AND id <= reached AND found_by IS NULL FOR NO KEY UPDATE SKIP LOCKED);
      COMMIT;
      done := reached;
    END LOOP;
    PERFORM pg_sleep(0.05);
  END LOOP;
END;
$$;
DO $$
DECLARE
  done uuid;
  reached uuid;
BEGIN
  WHILE EXISTS (SELECT FROM mail_alias WHERE found_by IS NULL) LOOP
    done := '00000000-0000-0000-0000-000000000000';
    LOOP
      SELECT id INTO reached FROM (SELECT id FROM mail_alias WHERE id > done ORDER BY id LIMIT 500) AS batch
        ORDER BY id DESC LIMIT 1;
      EXIT WHEN reached IS NULL;
      UPDATE mail_alias SET local_part = local_part WHERE id IN (
        SELECT id FROM mail_alias WHERE id > done AND id <= reached AND found_by IS NULL FOR NO KEY UPDATE SKIP LOCKED);
      COMMIT;
      done := reached;
    END LOOP;
    PERFORM pg_sleep(0.05);
  END LOOP;
END;
$$;

-- Each index holds the domain as well: what is sought is sought in one domain only.
CREATE INDEX CONCURRENTLY IF NOT EXISTS mailbox_search ON mailbox USING gin (mail_domain_id, found_by gin_trgm_ops);
CREATE INDEX CONCURRENTLY IF NOT EXISTS mail_alias_search
  ON mail_alias USING gin (mail_domain_id, found_by gin_trgm_ops);
