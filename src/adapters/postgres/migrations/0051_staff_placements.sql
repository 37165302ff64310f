-- no transaction

-- Whom staff moved so far, as the audit log tells.
INSERT INTO staff_placement (user_id, placed_at)
SELECT u.id, max(e.occurred_at)
  FROM audit_entry e JOIN user_account u ON u.id::text = e.object_id
 WHERE e.action = 'user.organization_changed'
 GROUP BY u.id
ON CONFLICT (user_id) DO NOTHING;
