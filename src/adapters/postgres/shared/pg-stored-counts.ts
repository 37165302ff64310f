import type { Counted, StoredCounts } from '../../../application/shared/stored-counts.ts';
import { UNPROVEN_STATUSES } from '../../../domain/mail-domain/mail-domain.ts';
import type { BoundedKind } from '../../../domain/shared/stored-bounds.ts';
import type { Queryable } from '../engine/sql.ts';

const below = (table: string, column: string): string => `SELECT FROM ${table} WHERE ${column} = $1 LIMIT $2`;

const pendingDomains = (join: string, ownedByThem: string): string => `
    SELECT FROM mail_domain d
     WHERE d.status IN (${UNPROVEN_STATUSES.map((status) => `'${status}'`).join(', ')})
       AND EXISTS (SELECT FROM mail_domain_access a ${join}
                    WHERE a.mail_domain_id = d.id AND a.role = 'owner' AND ${ownedByThem})
     LIMIT $2`;

/** The rows of each kind; `$1` is the id, `$2` the limit of the count, `$3` the name where there is one. */
const ROWS: Readonly<Record<BoundedKind, string>> = {
  contacts_of_owner: below('contact', 'owner_id'),
  teams_of_owner: `SELECT FROM team_access WHERE user_id = $1 AND role = 'owner' LIMIT $2`,
  accesses_of_team: below('team_access', 'team_id'),
  invitations_to_team: below('team_invitation', 'team_id'),
  webhooks_of_team: below('team_webhook', 'team_id'),
  accesses_to_mail_domain: below('mail_domain_access', 'mail_domain_id'),
  invitations_to_mail_domain: below('mail_domain_invitation', 'mail_domain_id'),
  administrators_of_organization: below('organization_access', 'organization_id'),
  services_of_organization: below('organization_service_provider', 'organization_id'),
  pending_domains_of_organization: pendingDomains(
    'JOIN user_account u ON u.id = a.user_id',
    'u.organization_id = $1',
  ),
  pending_domains_of_owner: pendingDomains('', 'a.user_id = $1'),
  destinations_of_alias: `
    (SELECT destination FROM mail_alias
      WHERE mail_domain_id = $1 AND lower(local_part) = lower($3) AND local_part = $3
     UNION
     SELECT destination FROM mail_alias_change
      WHERE mail_domain_id = $1 AND local_part = $3 AND kind = 'creation' AND progress ->> 'state' = 'open')
    LIMIT $2`,
};

/**
 * Counts under an advisory lock, which an earlier statement takes: a statement sees only what was committed before it
 * began.
 */
export class PgStoredCounts implements StoredCounts {
  constructor(private readonly db: Queryable) {}

  async count({ kind, id, name }: Counted, upTo: number): Promise<number> {
    await this.db.query(`SELECT pg_advisory_xact_lock(hashtextextended($1, 0))`, [
      `stored-bound ${kind} ${id} ${name ?? ''}`,
    ]);
    const { rows } = await this.db.query<{ total: number }>(
      `SELECT count(*)::integer AS total FROM (${ROWS[kind]}) r`,
      name === undefined ? [id, upTo] : [id, upTo, name],
    );
    return rows[0]?.total ?? 0;
  }
}
