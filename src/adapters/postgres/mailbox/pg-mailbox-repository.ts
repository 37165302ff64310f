import type { MailboxRepository } from '../../../application/mailbox/mailbox-repository.ts';
import type { Mailbox } from '../../../domain/mailbox/mailbox.ts';
import { DomainError } from '../../../domain/shared/errors.ts';
import type { MailboxId, MailDomainId } from '../../../domain/shared/ids.ts';
import { type Queryable, violates } from '../engine/sql.ts';
import { MAILBOX_COLUMNS, type MailboxRow, toMailbox, toMailboxRow as toRow } from './mailbox-row.ts';

const INSERT_ABSENT = `INSERT INTO mailbox
    (id, mail_domain_id, kind, first_name, last_name, local_part, secondary_email, status, password_hash, issuer_id,
     provisioning_started_at, noted_absent_at, provisioning_failure, creation, is_never_created, change, change_revision,
     change_failure, created_at, updated_at)
  SELECT g.* FROM jsonb_to_recordset($1::jsonb) AS g
    (id uuid, mail_domain_id uuid, kind text, first_name text, last_name text, local_part text, secondary_email text,
     status text, password_hash text, issuer_id uuid, provisioning_started_at timestamptz,
     noted_absent_at timestamptz, provisioning_failure jsonb, creation jsonb, is_never_created boolean, change jsonb, change_revision integer,
     change_failure jsonb, created_at timestamptz, updated_at timestamptz)
  ON CONFLICT DO NOTHING RETURNING id`;

/** Whether `m` has the first and last name given. */
const SAME_NAMES = '(lower(m.first_name) = lower($3) AND lower(m.last_name) = lower($4))';

const UPDATE_MANY = `UPDATE mailbox m
    SET first_name = g.first_name, last_name = g.last_name, secondary_email = g.secondary_email, status = g.status,
        password_hash = g.password_hash, issuer_id = g.issuer_id, provisioning_started_at = g.provisioning_started_at,
        noted_absent_at = g.noted_absent_at,
        provisioning_failure = g.provisioning_failure, creation = g.creation, is_never_created = g.is_never_created,
        change = g.change,
        change_revision = g.change_revision, change_failure = g.change_failure, updated_at = g.updated_at
   FROM jsonb_to_recordset($1::jsonb) AS g
     (id uuid, first_name text, last_name text, secondary_email text, status text, password_hash text, issuer_id uuid,
      provisioning_started_at timestamptz, noted_absent_at timestamptz, provisioning_failure jsonb, creation jsonb, is_never_created boolean,
      change jsonb, change_revision integer, change_failure jsonb, updated_at timestamptz)
  WHERE m.id = g.id`;

export class PgMailboxRepository implements MailboxRepository {
  constructor(private readonly db: Queryable) {}

  async find(id: MailboxId): Promise<Mailbox | undefined> {
    return this.#one(id, '');
  }

  async lock(id: MailboxId): Promise<Mailbox | undefined> {
    return this.#one(id, 'FOR UPDATE');
  }

  async findMany(ids: readonly MailboxId[]): Promise<readonly Mailbox[]> {
    return this.#many(ids, '');
  }

  async lockMany(ids: readonly MailboxId[]): Promise<readonly Mailbox[]> {
    return this.#many(ids, 'ORDER BY m.id FOR UPDATE');
  }

  async insert(mailbox: Mailbox): Promise<void> {
    await this.#write(
      `INSERT INTO mailbox
         (id, mail_domain_id, kind, local_part, created_at, first_name, last_name, secondary_email, status, password_hash,
          issuer_id, provisioning_started_at, noted_absent_at, provisioning_failure, creation, is_never_created, change,
          change_revision, change_failure, updated_at)
       VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18, $19, $20)`,
      [
        mailbox.id,
        mailbox.mailDomainId,
        mailbox.kind,
        mailbox.localPart,
        mailbox.createdAt,
        ...changeable(mailbox),
      ],
    );
  }

  async insertAbsent(mailboxes: readonly Mailbox[]): Promise<readonly MailboxId[]> {
    if (mailboxes.length === 0) return [];
    const { rows } = await this.db.query<{ id: MailboxId }>(INSERT_ABSENT, [
      JSON.stringify(mailboxes.map(toRow)),
    ]);
    return rows.map(({ id }) => id);
  }

  async listByLocalParts(
    mailDomainId: MailDomainId,
    localParts: readonly string[],
  ): Promise<readonly Mailbox[]> {
    const { rows } = await this.db.query<MailboxRow>(
      `SELECT ${MAILBOX_COLUMNS} FROM mailbox m WHERE m.mail_domain_id = $1 AND m.local_part = ANY ($2::text[])`,
      [mailDomainId, localParts],
    );
    return rows.map(toMailbox);
  }

  async listAfter(
    mailDomainId: MailDomainId,
    localPart: string | null,
    limit: number,
  ): Promise<readonly Mailbox[]> {
    const { rows } = await this.db.query<MailboxRow>(
      `SELECT ${MAILBOX_COLUMNS} FROM mailbox m
        WHERE m.mail_domain_id = $1 AND ($2::text IS NULL OR m.local_part > $2) ORDER BY m.local_part LIMIT $3`,
      [mailDomainId, localPart, limit],
    );
    return rows.map(toMailbox);
  }

  async update(mailbox: Mailbox): Promise<void> {
    await this.#write(
      `UPDATE mailbox
          SET first_name = $2, last_name = $3, secondary_email = $4, status = $5, password_hash = $6, issuer_id = $7,
              provisioning_started_at = $8, noted_absent_at = $9, provisioning_failure = $10, creation = $11,
              is_never_created = $12, change = $13, change_revision = $14, change_failure = $15, updated_at = $16
        WHERE id = $1`,
      [mailbox.id, ...changeable(mailbox)],
    );
  }

  async updateMany(mailboxes: readonly Mailbox[]): Promise<void> {
    if (mailboxes.length === 0) return;
    await this.#write(UPDATE_MANY, [JSON.stringify(mailboxes.map(toRow))]);
  }

  async findNamesake({ mailDomainId, id, firstName, lastName }: Mailbox): Promise<Mailbox | undefined> {
    const { rows } = await this.db.query<MailboxRow>(
      `SELECT ${MAILBOX_COLUMNS} FROM mailbox m
        WHERE m.mail_domain_id = $1 AND m.id <> $2
          AND lower(btrim(m.first_name || ' ' || m.last_name)) = lower(btrim($3 || ' ' || $4))
          AND btrim(m.first_name || ' ' || m.last_name) <> ''
          AND (m.status IN ('pending', 'enabled') OR ${SAME_NAMES})
        ORDER BY ${SAME_NAMES} DESC, m.id LIMIT 1`,
      [mailDomainId, id, firstName, lastName],
    );
    return rows[0] && toMailbox(rows[0]);
  }

  async delete(id: MailboxId): Promise<void> {
    await this.db.query('DELETE FROM mailbox WHERE id = $1', [id]);
  }

  async listPending(mailDomainId: MailDomainId): Promise<readonly MailboxId[]> {
    const { rows } = await this.db.query<{ id: MailboxId }>(
      `SELECT m.id FROM mailbox m WHERE m.mail_domain_id = $1 AND m.status = 'pending' ORDER BY m.created_at, m.id`,
      [mailDomainId],
    );
    return rows.map(({ id }) => id);
  }

  async listStalled(before: Date, limit: number): Promise<readonly Pick<Mailbox, 'id' | 'mailDomainId'>[]> {
    const { rows } = await this.db.query<{ id: MailboxId; mail_domain_id: MailDomainId }>(
      `SELECT m.id, m.mail_domain_id FROM mailbox m JOIN mail_domain d ON d.id = m.mail_domain_id
        WHERE m.status = 'pending' AND d.status = 'enabled' AND m.updated_at < $1
        ORDER BY m.created_at, m.id LIMIT $2`,
      [before, limit],
    );
    return rows.map(({ id, mail_domain_id: mailDomainId }) => ({ id, mailDomainId }));
  }

  async #many(ids: readonly MailboxId[], locking: string): Promise<readonly Mailbox[]> {
    if (ids.length === 0) return [];
    const { rows } = await this.db.query<MailboxRow>(
      `SELECT ${MAILBOX_COLUMNS} FROM mailbox m WHERE m.id = ANY ($1::uuid[]) ${locking}`,
      [ids],
    );
    return rows.map(toMailbox);
  }

  async #one(id: MailboxId, locking: string): Promise<Mailbox | undefined> {
    const { rows } = await this.db.query<MailboxRow>(
      `SELECT ${MAILBOX_COLUMNS} FROM mailbox m WHERE m.id = $1 ${locking}`,
      [id],
    );
    return rows[0] && toMailbox(rows[0]);
  }

  async #write(statement: string, values: unknown[]): Promise<void> {
    try {
      await this.db.query(statement, values);
    } catch (cause) {
      if (violates(cause, 'mailbox_local_part_domain_key')) {
        throw new DomainError('mailbox.address_taken', 'The domain has this local part', { cause });
      }
      if (violates(cause, 'mailbox_name_domain_key')) {
        throw new DomainError('mailbox.name_taken', 'The domain has this first and last name', { cause });
      }
      throw cause;
    }
  }
}

const changeable = (mailbox: Mailbox): unknown[] => [
  mailbox.firstName,
  mailbox.lastName,
  mailbox.secondaryEmail,
  mailbox.status,
  mailbox.passwordHash,
  mailbox.issuerId,
  mailbox.provisioningStartedAt,
  mailbox.notedAbsentAt,
  mailbox.provisioningFailure,
  mailbox.creation,
  mailbox.isNeverCreated,
  mailbox.change,
  mailbox.changeRevision,
  mailbox.changeFailure,
  mailbox.updatedAt,
];
