import type {
  MailDomainFor,
  MailDomainRepository,
} from '../../../application/mail-domain/mail-domain-repository.ts';
import type { MailDomain, MailDomainStatus } from '../../../domain/mail-domain/mail-domain.ts';
import type { MailDomainRole } from '../../../domain/mail-domain/mail-domain-access.ts';
import { DomainError } from '../../../domain/shared/errors.ts';
import type { MailDomainId, UserId } from '../../../domain/shared/ids.ts';
import { type Queryable, violates } from '../engine/sql.ts';
import { MAIL_DOMAIN_COLUMNS, type MailDomainRow, toMailDomain } from './mail-domain-row.ts';

/** JSON arrays must be written as text: the driver would take them for SQL arrays. */
const json = (value: unknown): string | null => (value === null ? null : JSON.stringify(value));

export class PgMailDomainRepository implements MailDomainRepository {
  constructor(private readonly db: Queryable) {}

  async find(id: MailDomainId): Promise<MailDomain | undefined> {
    return this.#one(id, '');
  }

  async lock(id: MailDomainId): Promise<MailDomain | undefined> {
    return this.#one(id, 'FOR UPDATE');
  }

  async lockBySlug(slug: string): Promise<MailDomain | undefined> {
    const { rows } = await this.db.query<MailDomainRow>(
      `SELECT ${MAIL_DOMAIN_COLUMNS} FROM mail_domain d WHERE d.slug = $1 FOR UPDATE`,
      [slug],
    );
    return rows[0] && toMailDomain(rows[0]);
  }

  async findBySlugFor(slug: string, userId: UserId): Promise<MailDomainFor | undefined> {
    return this.#for(slug, userId, '');
  }

  async holdBySlugFor(slug: string, userId: UserId): Promise<MailDomainFor | undefined> {
    return this.#for(slug, userId, 'FOR SHARE OF d');
  }

  async insert(mailDomain: MailDomain): Promise<'inserted' | 'slug_taken'> {
    try {
      const { rowCount } = await this.db.query(
        `INSERT INTO mail_domain
           (id, name, slug, status, registration, support_email, organization_id, last_check_details, last_check_tests,
            last_checked_at, expected_config, created_at, updated_at)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13)
         ON CONFLICT (slug) DO NOTHING`,
        [
          mailDomain.id,
          mailDomain.name,
          mailDomain.slug,
          mailDomain.status,
          mailDomain.registration,
          mailDomain.supportEmail,
          mailDomain.organizationId,
          json(mailDomain.lastCheckDetails),
          json(mailDomain.lastCheckTests),
          mailDomain.lastCheckedAt,
          json(mailDomain.expectedConfig),
          mailDomain.createdAt,
          mailDomain.updatedAt,
        ],
      );
      return rowCount === 1 ? 'inserted' : await this.#whichIsTaken(mailDomain);
    } catch (cause) {
      if (!violates(cause, 'mail_domain_name_key')) throw cause;
      throw new DomainError('mail_domain.name_taken', 'A domain has this name', { cause });
    }
  }

  async update(mailDomain: MailDomain): Promise<void> {
    await this.db.query(
      `UPDATE mail_domain
          SET status = $2, registration = $3, support_email = $4, organization_id = $5, last_check_details = $6,
              last_check_tests = $7, last_checked_at = $8, expected_config = $9, updated_at = $10
        WHERE id = $1`,
      [
        mailDomain.id,
        mailDomain.status,
        mailDomain.registration,
        mailDomain.supportEmail,
        mailDomain.organizationId,
        json(mailDomain.lastCheckDetails),
        json(mailDomain.lastCheckTests),
        mailDomain.lastCheckedAt,
        json(mailDomain.expectedConfig),
        mailDomain.updatedAt,
      ],
    );
  }

  async delete(id: MailDomainId): Promise<void> {
    await this.db.query('DELETE FROM mail_domain WHERE id = $1', [id]);
  }

  async listToCheck(statuses: readonly MailDomainStatus[]): Promise<readonly MailDomainId[]> {
    const { rows } = await this.db.query<{ id: MailDomainId }>(
      `SELECT d.id FROM mail_domain d
        WHERE d.status = ANY($1) AND d.registration->>'state' = 'registered'
        ORDER BY d.last_checked_at NULLS FIRST, d.id`,
      [statuses],
    );
    return rows.map(({ id }) => id);
  }

  async rememberUnconfirmed(name: string, at: Date): Promise<void> {
    await this.db.query(
      'INSERT INTO unconfirmed_registration (name, since) VALUES ($1, $2) ON CONFLICT (name) DO NOTHING',
      [name, at],
    );
  }

  async takeUnconfirmed(name: string): Promise<boolean> {
    const { rowCount } = await this.db.query('DELETE FROM unconfirmed_registration WHERE name = $1', [name]);
    return rowCount === 1;
  }

  /** A domain that has both our name and our slug is found by the slug first: the name is what matters then. */
  async #whichIsTaken({ name }: MailDomain): Promise<'slug_taken'> {
    const { rowCount } = await this.db.query('SELECT FROM mail_domain d WHERE d.name = $1', [name]);
    if (rowCount === 1) throw new DomainError('mail_domain.name_taken', 'A domain has this name');
    return 'slug_taken';
  }

  async #one(id: MailDomainId, locking: string): Promise<MailDomain | undefined> {
    const { rows } = await this.db.query<MailDomainRow>(
      `SELECT ${MAIL_DOMAIN_COLUMNS} FROM mail_domain d WHERE d.id = $1 ${locking}`,
      [id],
    );
    return rows[0] && toMailDomain(rows[0]);
  }

  async #for(slug: string, userId: UserId, locking: string): Promise<MailDomainFor | undefined> {
    const { rows } = await this.db.query<MailDomainRow & { role: MailDomainRole | null }>(
      `SELECT ${MAIL_DOMAIN_COLUMNS}, a.role
         FROM mail_domain d LEFT JOIN mail_domain_access a ON a.mail_domain_id = d.id AND a.user_id = $2
        WHERE d.slug = $1 ${locking}`,
      [slug, userId],
    );
    return rows[0] && { mailDomain: toMailDomain(rows[0]), role: rows[0].role ?? undefined };
  }
}
