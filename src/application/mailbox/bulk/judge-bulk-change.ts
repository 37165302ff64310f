import type { MailDomain } from '../../../domain/mail-domain/mail-domain.ts';
import type { MailDomainRole } from '../../../domain/mail-domain/mail-domain-access.ts';
import type { BulkAction, BulkRow } from '../../../domain/mailbox/bulk-change.ts';
import type { Mailbox } from '../../../domain/mailbox/mailbox.ts';
import { requested } from '../../../domain/mailbox/mailbox-request.ts';
import type { Decision } from '../../../domain/mailbox/provisioning-transitions.ts';
import { DomainError } from '../../../domain/shared/errors.ts';
import type { MailboxId } from '../../../domain/shared/ids.ts';
import type { Actor } from '../../shared/actor.ts';
import { ensureMayNow } from '../lock-mailbox-for.ts';

/** A row, and the mailbox after it; undefined for a row that is refused. `toAsk` is of the provisioner. */
export type JudgedRow = Readonly<{ row: BulkRow; decision: Decision | undefined }>;

type Request = Readonly<{ action: BulkAction; mailboxIds: readonly MailboxId[] }>;

/**
 * Decides each row as the action on that mailbox alone is decided, and changes nothing.
 *
 * @param mailboxes those of the domain among `mailboxIds`: the others do not exist for the actor
 */
export function judgeBulkChange(
  actor: Actor,
  place: Readonly<{ mailDomain: MailDomain; role: MailDomainRole | undefined }>,
  { action, mailboxIds }: Request,
  mailboxes: readonly Mailbox[],
  at: Date,
): readonly JudgedRow[] {
  const byId = new Map(mailboxes.map((mailbox) => [mailbox.id, mailbox]));
  const judge = (mailboxId: MailboxId): JudgedRow => {
    const mailbox = byId.get(mailboxId);
    const untouched = { mailboxId, localPart: mailbox?.localPart ?? null, step: null, revision: 0 };
    try {
      if (!mailbox) throw new DomainError('mailbox.not_found', 'No such mailbox');
      ensureMayNow(actor, place, mailbox, action);
      const decision = action === 'delete' ? { mailbox, toAsk: undefined } : requested(action, mailbox, at);
      const step = decision.toAsk ?? null;
      const revision = decision.mailbox.provisioning.changeRevision;
      return { row: { ...untouched, refusal: null, step, revision }, decision };
    } catch (error) {
      if (!(error instanceof DomainError)) throw error;
      const { code, params } = error;
      return { row: { ...untouched, refusal: { code, params } }, decision: undefined };
    }
  };
  return [...new Set(mailboxIds)].map(judge);
}
