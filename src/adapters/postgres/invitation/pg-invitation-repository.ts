import { MOST_RECEIVED } from '../../../application/invitation/invitation-queries.ts';
import type { InvitationRepository } from '../../../application/invitation/invitation-repository.ts';
import type { InvitationGrant, ReceivedInvitation } from '../../../domain/invitation/invitation.ts';
import type { MailDomainRole } from '../../../domain/mail-domain/mail-domain-access.ts';
import { emailSpellings } from '../../../domain/shared/email-address.ts';
import type { MailDomainId, OrganizationId, TeamId } from '../../../domain/shared/ids.ts';
import type { TeamRole } from '../../../domain/team/team-access.ts';
import type { Queryable } from '../engine/sql.ts';

type Place = 'team' | 'mail_domain';
type GrantRow = { label: string; organizationId: OrganizationId | null } & (
  | { kind: 'team'; placeId: TeamId; role: TeamRole }
  | { kind: 'mail_domain'; placeId: MailDomainId; role: MailDomainRole }
);
type Row = GrantRow & Pick<ReceivedInvitation, 'id' | 'createdAt' | 'expiresAt'>;

const grantColumns = (place: Place): string =>
  `'${place}' AS kind, t.id AS "placeId", i.role, t.name AS label, t.organization_id AS "organizationId"`;

const received = (place: Place): string =>
  `(SELECT ${grantColumns(place)}, i.id, i.created_at AS "createdAt", i.expires_at AS "expiresAt"
      FROM ${place}_invitation i JOIN ${place} t ON t.id = i.${place}_id
     WHERE i.email = ANY ($1::text[]) AND i.expires_at > $2 LIMIT $3)`;

const taken = (place: Place): string =>
  `DELETE FROM ${place}_invitation i USING ${place} t
    WHERE i.id = $1 AND t.id = i.${place}_id AND i.email = ANY ($2::text[]) AND i.expires_at > $3
   RETURNING ${grantColumns(place)}`;

const LIST = `${received('team')} UNION ALL ${received('mail_domain')}`;
const TAKE = `WITH of_team AS (${taken('team')}), of_mail_domain AS (${taken('mail_domain')})
  SELECT * FROM of_team UNION ALL SELECT * FROM of_mail_domain`;

function toGrant({ label, organizationId, ...row }: GrantRow): InvitationGrant {
  return row.kind === 'team'
    ? { kind: row.kind, teamId: row.placeId, role: row.role, label, organizationId }
    : { kind: row.kind, mailDomainId: row.placeId, role: row.role, label, organizationId };
}

export class PgInvitationRepository implements InvitationRepository {
  constructor(private readonly db: Queryable) {}

  async listValid(email: string, at: Date): Promise<readonly ReceivedInvitation[]> {
    const { rows } = await this.db.query<Row>(LIST, [emailSpellings(email), at, MOST_RECEIVED]);
    return rows.map((row) => ({
      ...toGrant(row),
      id: row.id,
      createdAt: row.createdAt,
      expiresAt: row.expiresAt,
    }));
  }

  async takeValid(
    id: ReceivedInvitation['id'],
    email: string,
    at: Date,
  ): Promise<InvitationGrant | undefined> {
    const { rows } = await this.db.query<GrantRow>(TAKE, [id, emailSpellings(email), at]);
    return rows[0] && toGrant(rows[0]);
  }
}
