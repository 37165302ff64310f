import type { Mailed } from '../../../application/notification/invitation-mail.ts';
import {
  type Drifting,
  type LongWaiting,
  MOST_NEEDS,
  type Needs,
  type NeedyDomain,
  type NeedyInvitation,
  type OverviewQueries,
} from '../../../application/overview/overview-queries.ts';
import type { Page } from '../../../application/shared/page.ts';
import { MANAGING_ROLES, NEEDY_STATUSES, type NeedyTimes } from '../../../domain/overview/needs.ts';
import { FINDINGS_TO_SETTLE } from '../../../domain/provisioning/drift.ts';
import type { UserId } from '../../../domain/shared/ids.ts';
import type { Queryable } from '../engine/sql.ts';
import {
  INVITATION_MAIL,
  type InvitationMailRow,
  toInvitationMail,
} from '../invitation/invitation-mail-sql.ts';
import { openChangesOf } from '../provisioning/open-changes-sql.ts';

const texts = (values: readonly string[]): string => values.map((value) => `'${value}'`).join(', ');

/** A member of `Needs`: the first rows of a query in an order, and how many rows it has. */
const section = (query: string, order: string): string =>
  `(SELECT jsonb_build_object('total', coalesce(max(n.total), 0),
                              'items', coalesce(jsonb_agg(to_jsonb(n) - 'total' - 'place' ORDER BY n.place), '[]'))
      FROM (SELECT q.*, count(*) OVER () AS total, row_number() OVER (ORDER BY ${order}) AS place
              FROM (${query}) q ORDER BY place LIMIT ${MOST_NEEDS}) n)`;

const DOMAINS = section(
  `SELECT m.slug, m.name, m.status FROM managed m WHERE m.status IN (${texts(NEEDY_STATUSES)})`,
  'q.name',
);

const INVITATIONS = section(
  `SELECT i.* FROM (
     SELECT i.id, i.email, i.role, i.expires_at AS "expiresAt", m.slug, m.name, ${INVITATION_MAIL}
       FROM mail_domain_invitation i JOIN managed m ON m.id = i.mail_domain_id
      WHERE i.issuer_id = $1 AND i.expires_at > $3) i
    WHERE i."expiresAt" <= $4 OR i.latest_mail->>'status' IN ('refused', 'given_up')`,
  'q."expiresAt", q.id',
);

const WAITING = section(
  `SELECT managed.slug, managed.name, count(*) AS changes, min(o.since) AS since,
          (array_agg(o.trouble ORDER BY o.since, o.id))[1] AS trouble
     FROM managed CROSS JOIN LATERAL ${openChangesOf('managed.id')}
    WHERE o.since <= $2 GROUP BY managed.slug, managed.name`,
  'q.since, q.name',
);

/** The condition is that of the index `mail_drift_line_to_settle`. */
const DRIFT = section(
  `SELECT m.slug, m.name, l.differences, r.started_at AS "comparedAt"
     FROM managed m
     CROSS JOIN LATERAL (SELECT count(*) AS differences FROM mail_drift_line l
                          WHERE l.mail_domain_id = m.id AND NOT l.is_ignored
                            AND l.finding IN (${texts(FINDINGS_TO_SETTLE)})) l
     LEFT JOIN mail_drift_run r ON r.mail_domain_id = m.id
    WHERE l.differences > 0`,
  'q.name',
);

const NEEDS = `WITH managed AS MATERIALIZED (
    SELECT d.id, d.slug, d.name, d.status
      FROM mail_domain_access a JOIN mail_domain d ON d.id = a.mail_domain_id
     WHERE a.user_id = $1 AND a.role IN (${texts(MANAGING_ROLES)}))
  SELECT ${DOMAINS} AS domains, ${INVITATIONS} AS invitations, ${WAITING} AS waiting, ${DRIFT} AS drift`;

/** As JSON has them: times as text. */
type Told<T, Time extends keyof T> = Omit<T, Time> & { readonly [Key in Time]: string };
type Row = {
  domains: Page<NeedyDomain>;
  invitations: Page<
    Omit<NeedyInvitation, 'expiresAt' | keyof Mailed<unknown>> &
      InvitationMailRow & { readonly expiresAt: string }
  >;
  waiting: Page<Told<LongWaiting, 'since'>>;
  drift: Page<Omit<Drifting, 'comparedAt'> & { readonly comparedAt: string | null }>;
};

const mapped = <T, Own>({ total, items }: Page<T>, toOwn: (item: T) => Own): Page<Own> => ({
  total,
  items: items.map(toOwn),
});

export class PgOverviewQueries implements OverviewQueries {
  constructor(private readonly db: Queryable) {}

  async needsOf(userId: UserId, { waitingSince, endsAfter, endsUntil }: NeedyTimes): Promise<Needs> {
    const { rows } = await this.db.query<Row>(NEEDS, [userId, waitingSince, endsAfter, endsUntil]);
    const [row] = rows;
    if (!row) throw new Error('a SELECT without FROM has one row');
    return {
      domains: row.domains,
      invitations: mapped(row.invitations, ({ latest_mail, expiresAt, ...invitation }) => ({
        ...invitation,
        ...toInvitationMail({ latest_mail }),
        expiresAt: new Date(expiresAt),
      })),
      waiting: mapped(row.waiting, ({ since, ...waiting }) => ({ ...waiting, since: new Date(since) })),
      drift: mapped(row.drift, ({ comparedAt, ...drift }) => ({
        ...drift,
        comparedAt: comparedAt === null ? null : new Date(comparedAt),
      })),
    };
  }
}
