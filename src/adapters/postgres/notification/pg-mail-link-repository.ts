import type { MailLinkRepository } from '../../../application/notification/mail-link-repository.ts';
import type { MailLink } from '../../../domain/notification/mail-link.ts';
import type { MailboxId, MailLinkId } from '../../../domain/shared/ids.ts';
import type { Language } from '../../../domain/shared/language.ts';
import { isUnreadable } from '../../../domain/shared/unreadable.ts';
import { repeatBatch } from '../engine/repeat-batch.ts';
import type { SecretBox } from '../engine/secret-box.ts';
import type { Queryable } from '../engine/sql.ts';

type Row = {
  id: MailLinkId;
  mailbox_id: MailboxId;
  recipient: string;
  language: Language;
  logins_left: number;
  sealed_password: Buffer | null;
  password_shown_at: Date | null;
  created_at: Date;
  expires_at: Date;
};

const FIND = `SELECT l.id, l.mailbox_id, l.recipient, l.language, l.logins_left, l.sealed_password, l.password_shown_at,
       l.created_at, l.expires_at
  FROM mail_link l WHERE l.id = $1`;

/** Passwords are sealed with a key that is not in the database, each for its own link. */
export class PgMailLinkRepository implements MailLinkRepository {
  constructor(
    private readonly db: Queryable,
    private readonly secretBox: SecretBox,
  ) {}

  async insertMany(links: readonly MailLink[]): Promise<void> {
    if (links.length === 0) return;
    await this.db.query(
      `INSERT INTO mail_link
         (id, mailbox_id, recipient, language, logins_left, sealed_password, password_shown_at, created_at, expires_at)
       SELECT * FROM unnest($1::text[], $2::uuid[], $3::text[], $4::text[], $5::integer[], $6::bytea[],
                            $7::timestamptz[], $8::timestamptz[], $9::timestamptz[])`,
      [
        links.map(({ id }) => id),
        links.map(({ mailboxId }) => mailboxId),
        links.map(({ recipient }) => recipient),
        links.map(({ language }) => language),
        links.map(({ loginsLeft }) => loginsLeft),
        links.map((link) => this.#seal(link)),
        links.map(({ passwordShownAt }) => passwordShownAt),
        links.map(({ createdAt }) => createdAt),
        links.map(({ expiresAt }) => expiresAt),
      ],
    );
  }

  find(id: MailLinkId): Promise<MailLink | undefined> {
    return this.#read(FIND, id);
  }

  lock(id: MailLinkId): Promise<MailLink | undefined> {
    return this.#read(`${FIND} FOR UPDATE`, id);
  }

  async update(link: MailLink): Promise<void> {
    await this.db.query(
      `UPDATE mail_link
          SET logins_left = $2, password_shown_at = $4, sealed_password = CASE WHEN $5 THEN sealed_password ELSE $3 END
        WHERE id = $1`,
      [link.id, link.loginsLeft, this.#seal(link), link.passwordShownAt, isUnreadable(link.password)],
    );
  }

  async extend(id: MailLinkId, expiresAt: Date): Promise<boolean> {
    const { rowCount } = await this.db.query('UPDATE mail_link SET expires_at = $2 WHERE id = $1', [
      id,
      expiresAt,
    ]);
    return rowCount === 1;
  }

  async erasePasswords(mailboxIds: readonly MailboxId[]): Promise<void> {
    if (mailboxIds.length === 0) return;
    await this.db.query(
      `UPDATE mail_link SET sealed_password = NULL
        WHERE mailbox_id = ANY ($1::uuid[]) AND sealed_password IS NOT NULL`,
      [mailboxIds],
    );
  }

  forgetEnded(before: Date): Promise<number> {
    return repeatBatch(
      this.db,
      `DELETE FROM mail_link WHERE id IN (
         SELECT l.id FROM mail_link l WHERE l.expires_at < $1 LIMIT $2)`,
      [before],
    );
  }

  async #read(statement: string, id: MailLinkId): Promise<MailLink | undefined> {
    const { rows } = await this.db.query<Row>(statement, [id]);
    const [row] = rows;
    return (
      row && {
        id: row.id,
        mailboxId: row.mailbox_id,
        recipient: row.recipient,
        language: row.language,
        loginsLeft: row.logins_left,
        password: row.sealed_password && this.secretBox.read(row.sealed_password, row.id),
        passwordShownAt: row.password_shown_at,
        createdAt: row.created_at,
        expiresAt: row.expires_at,
      }
    );
  }

  #seal({ id, password }: MailLink): Buffer | null {
    return password === null || isUnreadable(password) ? null : this.secretBox.seal(password, id);
  }
}
