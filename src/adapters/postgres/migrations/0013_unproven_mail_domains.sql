-- no transaction

-- Domains that were created here wait from now on, unless the audit log says that their DNS was right once. What became of those
-- taken over from the reference before is not known: they never end.
DO $$
DECLARE
  done uuid := '00000000-0000-0000-0000-000000000000';
  reached uuid;
BEGIN
  LOOP
    SELECT id INTO reached FROM (SELECT id FROM mail_domain WHERE id > done ORDER BY id LIMIT 500) AS batch
      ORDER BY id DESC LIMIT 1;
    EXIT WHEN reached IS NULL;
    UPDATE mail_domain d SET unproven_since = now()
     WHERE d.id IN (
       SELECT id FROM mail_domain
        WHERE id > done AND id <= reached AND unproven_since IS NULL AND status IN ('pending', 'action_required')
          FOR NO KEY UPDATE SKIP LOCKED)
       AND EXISTS (SELECT FROM audit_entry e WHERE e.object_id = d.id::text AND e.action = 'mail_domain.created')
       AND NOT EXISTS (
         SELECT FROM audit_entry e
          WHERE e.object_id = d.id::text AND e.action = 'mail_domain.status_changed'
            AND e.details -> 'status' ->> 'after' IN ('enabled', 'failed'));
    COMMIT;
    done := reached;
  END LOOP;
END;
$$;
