/**
 * The changes that a domain's provisioner has yet to make, as a table `o`. `domain`: the SQL of its id, without the names `c`, `d` and `m`, which
 * are taken.
 */
export const openChangesOf = (domain: string): string => `(
    SELECT c.id, c.local_part, c.kind, c.destination, NULL::jsonb AS change, c.created_at AS since,
           coalesce((c.progress->>'attempts')::int, 0) AS attempts, c.progress->>'trouble' AS trouble
      FROM mail_alias_change c WHERE c.mail_domain_id = ${domain} AND c.progress->>'state' = 'open'
    UNION ALL
    SELECT m.id, m.local_part, NULL, NULL, m.change, coalesce((m.change->>'since')::timestamptz, m.updated_at),
           (m.change->>'attempt')::int, m.change->>'trouble'
      FROM mailbox m WHERE m.mail_domain_id = ${domain} AND m.change IS NOT NULL AND m.status <> 'pending'
    UNION ALL
    SELECT m.id, m.local_part, NULL, NULL, NULL, coalesce((m.creation->>'since')::timestamptz, m.created_at),
           coalesce((m.creation->>'attempts')::int, 0), m.creation->>'trouble'
      FROM mailbox m JOIN mail_domain d ON d.id = m.mail_domain_id
     WHERE m.mail_domain_id = ${domain} AND m.status = 'pending' AND d.status = 'enabled'
  ) AS o`;
