import type {
  MailDomainFor,
  MailDomainRepository,
} from '../../../application/mail-domain/mail-domain-repository.ts';
import {
  type MailDomain,
  type MailDomainStatus,
  UNPROVEN_STATUSES,
} from '../../../domain/mail-domain/mail-domain.ts';
import type { MailDomainRole } from '../../../domain/mail-domain/mail-domain-access.ts';
import { DomainError } from '../../../domain/shared/errors.ts';
import type { MailDomainId, UserId } from '../../../domain/shared/ids.ts';
import type { Queryable } from '../engine/sql.ts';
import { MAIL_DOMAIN } from './mail-domain-table.ts';

export class PgMailDomainRepository implements MailDomainRepository {
  constructor(private readonly db: Queryable) {}

  async find(id: MailDomainId): Promise<MailDomain | undefined> {
    return MAIL_DOMAIN.first(this.db, 'WHERE d.id = $1', [id]);
  }

  async lock(id: MailDomainId): Promise<MailDomain | undefined> {
    return MAIL_DOMAIN.first(this.db, 'WHERE d.id = $1 FOR UPDATE', [id]);
  }

  async lockBySlug(slug: string): Promise<MailDomain | undefined> {
    return MAIL_DOMAIN.first(this.db, 'WHERE d.slug = $1 FOR UPDATE', [slug]);
  }

  async findBySlugFor(slug: string, userId: UserId | null): Promise<MailDomainFor | undefined> {
    return this.#for(slug, userId, '');
  }

  async holdBySlugFor(slug: string, userId: UserId | null): Promise<MailDomainFor | undefined> {
    return this.#for(slug, userId, 'FOR SHARE OF d');
  }

  async insert(mailDomain: MailDomain): Promise<'inserted' | 'slug_taken'> {
    const isInserted = await MAIL_DOMAIN.insertUnlessTaken(this.db, mailDomain, '(slug)');
    return isInserted ? 'inserted' : this.#whichIsTaken(mailDomain);
  }

  async update(mailDomain: MailDomain): Promise<void> {
    await MAIL_DOMAIN.update(this.db, mailDomain);
  }

  async delete(id: MailDomainId): Promise<void> {
    await MAIL_DOMAIN.delete(this.db, id);
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

  async listUnproven(until: Date): Promise<readonly MailDomainId[]> {
    const { rows } = await this.db.query<{ id: MailDomainId }>(
      `SELECT d.id FROM mail_domain d
        WHERE d.status = ANY($1) AND d.registration->>'state' = 'registered' AND d.unproven_since <= $2
        ORDER BY d.unproven_since, d.id`,
      [UNPROVEN_STATUSES, until],
    );
    return rows.map(({ id }) => id);
  }

  async holdsMail(id: MailDomainId): Promise<boolean> {
    const { rows } = await this.db.query<{ holds: boolean }>(
      `SELECT EXISTS (SELECT FROM mailbox WHERE mail_domain_id = $1)
           OR EXISTS (SELECT FROM mail_alias WHERE mail_domain_id = $1)
           OR EXISTS (SELECT FROM mail_alias_change
                       WHERE mail_domain_id = $1 AND progress ->> 'state' = 'open') AS holds`,
      [id],
    );
    return rows[0]?.holds ?? false;
  }

  async rememberEnded(name: string, at: Date): Promise<void> {
    await this.db.query(
      `INSERT INTO ended_mail_domain (name, ended_at) VALUES ($1, $2)
       ON CONFLICT (name) DO UPDATE SET ended_at = excluded.ended_at`,
      [name, at],
    );
  }

  async hasEnded(name: string): Promise<boolean> {
    const { rowCount } = await this.db.query('SELECT FROM ended_mail_domain WHERE name = $1', [name]);
    return rowCount === 1;
  }

  async forgetEnded(name: string): Promise<void> {
    await this.db.query('DELETE FROM ended_mail_domain WHERE name = $1', [name]);
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

  /**
   * For a domain with both the same name and the same slug, the slug's constraint fails first: the name decides then.
   */
  async #whichIsTaken({ name }: MailDomain): Promise<'slug_taken'> {
    const { rowCount } = await this.db.query('SELECT FROM mail_domain d WHERE d.name = $1', [name]);
    if (rowCount === 1) throw new DomainError('mail_domain.name_taken', 'A domain has this name');
    return 'slug_taken';
  }

  async #for(slug: string, userId: UserId | null, locking: string): Promise<MailDomainFor | undefined> {
    const { rows } = await this.db.query<MailDomain & { role: MailDomainRole | null }>(
      `SELECT ${MAIL_DOMAIN.columns}, a.role
         FROM mail_domain d LEFT JOIN mail_domain_access a ON a.mail_domain_id = d.id AND a.user_id = $2
        WHERE d.slug = $1 ${locking}`,
      [slug, userId],
    );
    return rows[0] && { mailDomain: MAIL_DOMAIN.of(rows[0]), role: rows[0].role ?? undefined };
  }
}
