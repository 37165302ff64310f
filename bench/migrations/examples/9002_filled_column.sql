-- no transaction

-- A column that follows from others. A trigger keeps it for what is written from now on: a generated column would have
-- every row written anew under a lock that keeps readers out.
ALTER TABLE mailbox ADD COLUMN IF NOT EXISTS display_name text;

CREATE OR REPLACE FUNCTION set_mailbox_display_name() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  NEW.display_name := btrim(NEW.first_name || ' ' || NEW.last_name);
  RETURN NEW;
END;
$$;
CREATE OR REPLACE TRIGGER mailbox_display_name_set BEFORE INSERT OR UPDATE OF first_name, last_name ON mailbox
  FOR EACH ROW EXECUTE FUNCTION set_mailbox_display_name();

-- The rows that were there before, some at a time, by way of the trigger. Rows that somebody else is changing are left for
-- the next round: a wait for them could end in a deadlock, and somebody's request in an error.
DO $$
DECLARE
  done uuid;
  reached uuid;
BEGIN
  WHILE EXISTS (SELECT FROM mailbox WHERE display_name IS NULL) LOOP
    done := '00000000-0000-0000-0000-000000000000';
    LOOP
      SELECT id INTO reached FROM (SELECT id FROM mailbox WHERE id > done ORDER BY id LIMIT 500) AS batch
        ORDER BY id DESC LIMIT 1;
      EXIT WHEN reached IS NULL;
      UPDATE mailbox SET first_name = first_name WHERE id IN (
        SELECT id FROM mailbox WHERE id > done AND id <= reached AND display_name IS NULL FOR NO KEY UPDATE SKIP LOCKED);
      COMMIT;
      done := reached;
    END LOOP;
    PERFORM pg_sleep(0.05);
  END LOOP;
END;
$$;
