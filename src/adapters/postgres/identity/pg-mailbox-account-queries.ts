import type {
  MailboxAccountForSignIn,
  MailboxAccountQueries,
} from '../../../application/identity/account/mailbox-account-queries.ts';
import { effectiveDate } from '../../../domain/identity/administration/second-factor-policy.ts';
import { type MailboxAccount, mailboxIdentityOf } from '../../../domain/identity/mailbox-account.ts';
import { soughtMailbox } from '../../../domain/identity/sought-mailbox.ts';
import type { MailDomain } from '../../../domain/mail-domain/mail-domain.ts';
import type { Mailbox } from '../../../domain/mailbox/mailbox.ts';
import type { MailboxChange } from '../../../domain/mailbox/mailbox-change.ts';
import type { MailboxId, OrganizationId } from '../../../domain/shared/ids.ts';
import type { Queryable } from '../engine/sql.ts';

/** What is read of an account, by the parts of the statements below. */
export type MailboxAccountRow = Pick<
  Mailbox,
  | 'id'
  | 'mailDomainId'
  | 'localPart'
  | 'firstName'
  | 'lastName'
  | 'status'
  | 'passwordHash'
  | 'secondaryEmail'
> &
  Readonly<{
    change: Pick<MailboxChange, 'active'> | null;
    domainName: string;
    domainStatus: MailDomain['status'];
    organizationId: OrganizationId | null;
    isActive: boolean | null;
    registrationId: string | null;
    isEnrolled: boolean;
    /** The date of the domain alone. */
    requiredFrom: Date | null;
  }>;

/** The columns of an account, for `MAILBOX_ACCOUNT_TABLES`. */
export const MAILBOX_ACCOUNT_COLUMNS = `m.id, m.mail_domain_id AS "mailDomainId", m.local_part AS "localPart", m.first_name AS "firstName",
    m.last_name AS "lastName", m.status, m.change, m.password_hash AS "passwordHash",
    m.secondary_email AS "secondaryEmail", d.name AS "domainName", d.status AS "domainStatus", o.id AS "organizationId", o.is_active AS "isActive",
    (SELECT r.value FROM organization_registration_id r WHERE r.organization_id = o.id ORDER BY r.position LIMIT 1)
      AS "registrationId",
    EXISTS (SELECT FROM authenticator a WHERE a.mailbox_id = m.id) AS "isEnrolled",
    (SELECT p.required_from FROM second_factor_policy p WHERE p.mail_domain_id = d.id) AS "requiredFrom"`;
export const MAILBOX_ACCOUNT_TABLES = `mailbox m JOIN mail_domain d ON d.id = m.mail_domain_id
    LEFT JOIN organization o ON o.id = d.organization_id`;
const ACCOUNT = `SELECT ${MAILBOX_ACCOUNT_COLUMNS} FROM ${MAILBOX_ACCOUNT_TABLES}`;

/**
 * The account, of whom may sign in.
 *
 * @param everywhere from when on every domain requires a second factor
 */
export function toMailboxAccount(
  row: MailboxAccountRow,
  everywhere: Date | null,
): MailboxAccount | undefined {
  const identity = mailboxIdentityOf({
    mailbox: row,
    change: row.change,
    mailDomain: { id: row.mailDomainId, name: row.domainName, status: row.domainStatus },
    organization: row.organizationId && {
      id: row.organizationId,
      isActive: row.isActive === true,
      registrationId: row.registrationId,
    },
  });
  const requiredFrom = effectiveDate(row.requiredFrom, everywhere);
  return identity && { ...identity, secondFactor: { isEnrolled: row.isEnrolled, requiredFrom } };
}

export class PgMailboxAccountQueries implements MailboxAccountQueries {
  /** @param requiredEverywhereFrom from when on every domain requires a second factor */
  constructor(
    private readonly db: Queryable,
    private readonly requiredEverywhereFrom: Date | null,
  ) {}

  async find(id: MailboxId): Promise<MailboxAccount | undefined> {
    const { rows } = await this.db.query<MailboxAccountRow>(`${ACCOUNT} WHERE m.id = $1`, [id]);
    return rows[0] && toMailboxAccount(rows[0], this.requiredEverywhereFrom);
  }

  async findByAddress(address: string): Promise<MailboxAccountForSignIn | undefined> {
    const sought = soughtMailbox(address);
    if (!sought) return undefined;
    const { rows } = await this.db.query<MailboxAccountRow>(
      `${ACCOUNT} WHERE m.local_part = $1 AND d.name = ANY ($2::text[]) ORDER BY array_position($2::text[], d.name) LIMIT 1`,
      [sought.localPart, sought.domainNames],
    );
    const account = rows[0] && toMailboxAccount(rows[0], this.requiredEverywhereFrom);
    if (!rows[0] || !account) return undefined;
    const { passwordHash, secondaryEmail } = rows[0];
    return { ...account, passwordHash, secondaryEmail };
  }
}
