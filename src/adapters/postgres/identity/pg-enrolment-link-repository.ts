import type { EnrolmentLinkRepository } from '../../../application/identity/enrolment-link/enrolment-link-repository.ts';
import type { EnrolmentLink, EnrolmentLinkEnd } from '../../../domain/identity/enrolment-link.ts';
import type { EnrolmentLinkId, MailboxId } from '../../../domain/shared/ids.ts';
import { repeatBatch } from '../engine/repeat-batch.ts';
import type { Queryable } from '../engine/sql.ts';
import { ENROLMENT_LINK } from './enrolment-link-table.ts';

export class PgEnrolmentLinkRepository implements EnrolmentLinkRepository {
  constructor(private readonly db: Queryable) {}

  insert(link: EnrolmentLink): Promise<void> {
    return ENROLMENT_LINK.insert(this.db, link);
  }

  find(id: EnrolmentLinkId): Promise<EnrolmentLink | undefined> {
    return ENROLMENT_LINK.first(this.db, 'WHERE l.id = $1', [id]);
  }

  lock(id: EnrolmentLinkId): Promise<EnrolmentLink | undefined> {
    return ENROLMENT_LINK.first(this.db, 'WHERE l.id = $1 FOR UPDATE', [id]);
  }

  async endOf(mailboxId: MailboxId, end: EnrolmentLinkEnd, at: Date): Promise<void> {
    await this.db.query(
      'UPDATE enrolment_link SET ended_at = $2, end_reason = $3 WHERE mailbox_id = $1 AND ended_at IS NULL',
      [mailboxId, at, end],
    );
  }

  forgetExpired(before: Date): Promise<number> {
    return repeatBatch(
      this.db,
      `DELETE FROM enrolment_link WHERE id IN (
         SELECT l.id FROM enrolment_link l WHERE l.expires_at < $1 LIMIT $2)`,
      [before],
    );
  }
}
