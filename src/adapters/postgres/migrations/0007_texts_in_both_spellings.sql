-- no transaction

-- What is stored of the results of functions that 0005 changed, some rows at a time. Rows that somebody else is
-- changing are left for the next round.
DO $$
BEGIN
  WHILE EXISTS (SELECT FROM user_account t
    WHERE (t.found_by LIKE '%xn--%' OR t.found_by LIKE '%ς%') AND t.found_by <> search_text(coalesce(t.name, '') || E'\x01' || coalesce(t.email, '')))
  LOOP
    UPDATE user_account SET email = email WHERE id IN (
      SELECT t.id FROM user_account t
       WHERE (t.found_by LIKE '%xn--%' OR t.found_by LIKE '%ς%') AND t.found_by <> search_text(coalesce(t.name, '') || E'\x01' || coalesce(t.email, ''))
       LIMIT 500 FOR NO KEY UPDATE SKIP LOCKED);
    COMMIT;
    PERFORM pg_sleep(0.05);
  END LOOP;
END;
$$;

DO $$
BEGIN
  WHILE EXISTS (SELECT FROM mailbox t
    WHERE (t.found_by LIKE '%xn--%' OR t.found_by LIKE '%ς%') AND t.found_by <> search_text(t.local_part || E'\x01' || t.first_name || ' ' || t.last_name))
  LOOP
    UPDATE mailbox SET local_part = local_part WHERE id IN (
      SELECT t.id FROM mailbox t
       WHERE (t.found_by LIKE '%xn--%' OR t.found_by LIKE '%ς%') AND t.found_by <> search_text(t.local_part || E'\x01' || t.first_name || ' ' || t.last_name)
       LIMIT 500 FOR NO KEY UPDATE SKIP LOCKED);
    COMMIT;
    PERFORM pg_sleep(0.05);
  END LOOP;
END;
$$;

DO $$
BEGIN
  WHILE EXISTS (SELECT FROM mail_alias t
    WHERE (t.found_by LIKE '%xn--%' OR t.found_by LIKE '%ς%') AND t.found_by <> search_text(t.local_part || E'\x01' || t.destination))
  LOOP
    UPDATE mail_alias SET destination = destination WHERE id IN (
      SELECT t.id FROM mail_alias t
       WHERE (t.found_by LIKE '%xn--%' OR t.found_by LIKE '%ς%') AND t.found_by <> search_text(t.local_part || E'\x01' || t.destination)
       LIMIT 500 FOR NO KEY UPDATE SKIP LOCKED);
    COMMIT;
    PERFORM pg_sleep(0.05);
  END LOOP;
END;
$$;
