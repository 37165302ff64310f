import type {
  MailTrouble,
  OutgoingMail,
  OutgoingMailRepository,
} from '../../../application/notification/outgoing-mail-repository.ts';
import type { OutgoingMailId } from '../../../domain/shared/ids.ts';
import type { Language } from '../../../domain/shared/language.ts';
import { isUnreadable } from '../../../domain/shared/unreadable.ts';
import { repeatBatch } from '../engine/repeat-batch.ts';
import type { SecretBox } from '../engine/secret-box.ts';
import type { Queryable } from '../engine/sql.ts';

type Row = {
  id: OutgoingMailId;
  recipient: string;
  language: Language;
  status: OutgoingMail['status'];
  sealed_content: Buffer | null;
  created_at: Date;
  updated_at: Date;
  invitation_id: NonNullable<OutgoingMail['invitationId']> | null;
  mailbox_id: NonNullable<OutgoingMail['mailboxId']> | null;
  kind: OutgoingMail['kind'];
  trouble_since: Date | null;
  trouble_reason: string | null;
};

export const toMailTrouble = ({
  trouble_since: since,
  trouble_reason: reason,
}: Pick<Row, 'trouble_since' | 'trouble_reason'>): MailTrouble | null =>
  since === null ? null : { since, reason: reason ?? '' };

/** Contents are encrypted with a key that is not in the database. */
export class PgOutgoingMailRepository implements OutgoingMailRepository {
  constructor(
    private readonly db: Queryable,
    private readonly secretBox: SecretBox,
  ) {}

  insert(mail: OutgoingMail): Promise<void> {
    return this.insertMany([mail]);
  }

  async insertMany(mails: readonly OutgoingMail[]): Promise<void> {
    if (mails.length === 0) return;
    await this.db.query(
      `INSERT INTO outgoing_mail
         (id, recipient, language, status, sealed_content, created_at, updated_at, invitation_id, mailbox_id, kind,
          trouble_since, trouble_reason)
       SELECT * FROM unnest($1::uuid[], $2::text[], $3::text[], $4::text[], $5::bytea[], $6::timestamptz[],
                            $7::timestamptz[], $8::uuid[], $9::uuid[], $10::text[], $11::timestamptz[], $12::text[])`,
      [
        mails.map(({ id }) => id),
        mails.map(({ recipient }) => recipient),
        mails.map(({ language }) => language),
        mails.map(({ status }) => status),
        mails.map((mail) => this.#seal(mail)),
        mails.map(({ createdAt }) => createdAt),
        mails.map(({ updatedAt }) => updatedAt),
        mails.map(({ invitationId }) => invitationId ?? null),
        mails.map(({ mailboxId }) => mailboxId ?? null),
        mails.map(({ kind }) => kind),
        mails.map(({ trouble }) => trouble?.since ?? null),
        mails.map(({ trouble }) => trouble?.reason ?? null),
      ],
    );
  }

  async lock(id: OutgoingMailId): Promise<OutgoingMail | undefined> {
    const [mail] = await this.lockMany([id]);
    return mail;
  }

  async lockMany(ids: readonly OutgoingMailId[]): Promise<readonly OutgoingMail[]> {
    if (ids.length === 0) return [];
    const { rows } = await this.db.query<Row>(
      `SELECT o.id, o.recipient, o.language, o.status, o.sealed_content, o.created_at, o.updated_at,
              o.invitation_id, o.mailbox_id, o.kind, o.trouble_since, o.trouble_reason
         FROM outgoing_mail o WHERE o.id = ANY ($1::uuid[]) ORDER BY o.id FOR UPDATE`,
      [ids],
    );
    return rows.map((row) => this.#toOutgoingMail(row));
  }

  update(mail: OutgoingMail): Promise<void> {
    return this.updateMany([mail]);
  }

  async updateMany(mails: readonly OutgoingMail[]): Promise<void> {
    if (mails.length === 0) return;
    await this.db.query(
      `UPDATE outgoing_mail o
          SET status = g.status, sealed_content = CASE WHEN g.is_kept THEN o.sealed_content ELSE g.sealed_content END, updated_at = g.updated_at,
              mailbox_id = g.mailbox_id, kind = g.kind, trouble_since = g.trouble_since, trouble_reason = g.trouble_reason
         FROM unnest($1::uuid[], $2::text[], $3::bytea[], $4::timestamptz[], $5::uuid[], $6::text[],
                     $7::timestamptz[], $8::text[], $9::boolean[])
                AS g (id, status, sealed_content, updated_at, mailbox_id, kind, trouble_since, trouble_reason, is_kept)
        WHERE o.id = g.id`,
      [
        mails.map(({ id }) => id),
        mails.map(({ status }) => status),
        mails.map((mail) => this.#seal(mail)),
        mails.map(({ updatedAt }) => updatedAt),
        mails.map(({ mailboxId }) => mailboxId ?? null),
        mails.map(({ kind }) => kind),
        mails.map(({ trouble }) => trouble?.since ?? null),
        mails.map(({ trouble }) => trouble?.reason ?? null),
        mails.map(({ content }) => isUnreadable(content)),
      ],
    );
  }

  eraseUnsent(endedBefore: Date): Promise<number> {
    return repeatBatch(
      this.db,
      `UPDATE outgoing_mail SET sealed_content = NULL WHERE id IN (
         SELECT o.id FROM outgoing_mail o
          WHERE o.status IN ('refused', 'given_up') AND o.updated_at < $1 AND o.sealed_content IS NOT NULL
          LIMIT $2)`,
      [endedBefore],
    );
  }

  async forgetEnded(endedBefore: Date, limit: number): Promise<number> {
    const { rowCount } = await this.db.query(
      `DELETE FROM outgoing_mail WHERE id IN (
         SELECT o.id FROM outgoing_mail o
          WHERE o.status IN ('sent', 'refused', 'given_up') AND o.updated_at < $1 AND o.sealed_content IS NULL
          ORDER BY o.updated_at LIMIT $2 FOR UPDATE SKIP LOCKED)`,
      [endedBefore, limit],
    );
    return rowCount ?? 0;
  }

  #seal({ id, content }: OutgoingMail): Buffer | null {
    return content === null || isUnreadable(content)
      ? null
      : this.secretBox.seal(JSON.stringify(content), id);
  }

  #toOutgoingMail(row: Row): OutgoingMail {
    const { sealed_content: sealed, invitation_id: invitationId, mailbox_id: mailboxId } = row;
    const opened = sealed && this.secretBox.read(sealed, row.id);
    const content = typeof opened === 'string' ? JSON.parse(opened) : opened;
    const mail = {
      id: row.id,
      recipient: row.recipient,
      language: row.language,
      status: row.status,
      content,
      kind: row.kind ?? content?.kind ?? null,
      trouble: toMailTrouble(row),
      createdAt: row.created_at,
      updatedAt: row.updated_at,
      ...(invitationId === null ? {} : { invitationId }),
      ...(mailboxId === null ? {} : { mailboxId }),
    };
    return mail as OutgoingMail;
  }
}
