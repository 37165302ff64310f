import type { AuditEvent } from '../../../domain/audit/audit-entry.ts';
import type { MailDomain } from '../../../domain/mail-domain/mail-domain.ts';
import type { BulkAction, BulkChange } from '../../../domain/mailbox/bulk-change.ts';
import { mailboxAddress } from '../../../domain/mailbox/mailbox.ts';
import { ensureMayOnMailbox } from '../../../domain/mailbox/mailbox-access.ts';
import { DomainError } from '../../../domain/shared/errors.ts';
import type { MailboxBulkChangeId, MailboxId } from '../../../domain/shared/ids.ts';
import { endMailboxSessions } from '../../identity/provider/end-mailbox-sessions.ts';
import { mailDomainAuditSubject } from '../../mail-domain/mail-domain-audit-subject.ts';
import type { Actor } from '../../shared/actor.ts';
import { queueKeyed } from '../../shared/jobs/queue-keyed.ts';
import type { Clock } from '../../shared/system.ts';
import type { Repositories, UnitOfWork } from '../../unit-of-work.ts';
import { jobAsking } from '../mailbox-jobs.ts';
import { type BulkChangeView, type BulkChangeViewer, viewBulkChange } from './bulk-change-view.ts';
import { type JudgedRow, judgeBulkChange } from './judge-bulk-change.ts';

type Stores = Pick<
  Repositories,
  'mailDomains' | 'mailboxes' | 'mailboxBulkChanges' | 'outbox' | 'audit' | 'openidSessions' | 'organizations'
>;
type Deps = Pick<BulkChangeViewer, 'passwordSettings'> & { unitOfWork: UnitOfWork<Stores>; clock: Clock };

type Request = Readonly<{ action: BulkAction; mailboxIds: readonly MailboxId[] }>;
type Input = Request & Readonly<{ slug: string; id: MailboxBulkChangeId }>;

/** The changed mailboxes are in `mailboxes`, by which the history of each finds the entry. */
function auditEvent(
  { id, action, askedAt: at }: BulkChange,
  mailDomain: MailDomain,
  judged: readonly JudgedRow[],
  actor: Actor,
): AuditEvent {
  const rows = judged.map(({ row }) => row);
  const addressOf = (localPart: string) => mailboxAddress(localPart, mailDomain.name);
  const changed = rows.filter(({ refusal }) => refusal === null);
  const refused = rows.filter(({ refusal, localPart }) => refusal !== null && localPart !== null);
  return {
    ...mailDomainAuditSubject(mailDomain, actor),
    at,
    action: 'mail_domain.mailboxes_changed',
    details: {
      change: id,
      action,
      mailboxes: changed.map(({ mailboxId }) => mailboxId),
      addresses: changed.map(({ localPart }) => addressOf(localPart ?? '')),
      refused: refused.map(({ localPart }) => addressOf(localPart ?? '')),
      reasons: refused.map(({ refusal }) => refusal?.code ?? ''),
    },
  };
}

/** @throws DomainError `mailbox_bulk_change.id_taken` when the id was used for another action or other mailboxes */
function ensureSame(known: BulkChange, { action, mailboxIds }: Request): void {
  const wanted = new Set(mailboxIds);
  const isSame =
    known.rows.length === wanted.size && known.rows.every(({ mailboxId }) => wanted.has(mailboxId));
  if (known.action === action && isSame) return;
  throw new DomainError('mailbox_bulk_change.id_taken', 'The id is that of another bulk change');
}

export type ChangeManyMailboxes = (actor: Actor, input: Input) => Promise<BulkChangeView>;

/**
 * Does one thing with many mailboxes of a domain, each by the rules for it alone: those that cannot be changed are refused one
 * by one, and keep no other from being changed. All is one transaction of a constant number of statements; the provisioner
 * is asked after it, mailbox by mailbox, behind what people wait for. A request that is repeated under the same id, because
 * its answer was lost, changes nothing: it gets what has become of the first.
 *
 * @throws DomainError `mail_domain.not_found`, `mailbox.action_forbidden`, `mailbox_bulk_change.id_taken`
 */
export const makeChangeManyMailboxes =
  ({ unitOfWork, clock, passwordSettings }: Deps): ChangeManyMailboxes =>
  (actor, { slug, id, ...request }) =>
    unitOfWork.run(async (stores) => {
      const place = await stores.mailDomains.holdBySlugFor(slug, actor.userId);
      // What nobody of that role may do with any mailbox is refused as a whole.
      ensureMayOnMailbox(place?.role, false, request.action);
      if (!place) throw new DomainError('mail_domain.not_found', 'No such mail domain');
      const { mailDomain } = place;
      const viewer = { actor, place, passwordSettings };
      // A repetition waits here for the first, which holds the same mailboxes, and then finds it.
      const mailboxes = await stores.mailboxes.lockManyOf(mailDomain.id, request.mailboxIds);
      const known = await stores.mailboxBulkChanges.find(mailDomain.id, id);
      if (known) {
        ensureSame(known, request);
        return viewBulkChange(stores, viewer, known, mailboxes);
      }
      const askedAt = clock.now();
      const judged = judgeBulkChange(actor, place, request, mailboxes, askedAt);
      const rows = judged.map(({ row }) => row);
      const { action } = request;
      const change: BulkChange = {
        id,
        mailDomainId: mailDomain.id,
        action,
        askedBy: actor.userId,
        askedAt,
        rows,
      };
      await stores.mailboxBulkChanges.insert(change);
      const decisions = judged.flatMap(({ decision }) => decision ?? []);
      const changed = decisions.map(({ mailbox }) => mailbox);
      const ids = changed.map((mailbox) => mailbox.id);
      if (changed.length === 0) return viewBulkChange(stores, viewer, change, mailboxes);
      // The mail service may take its time: who is to be kept out is signed out now.
      if (action === 'disable' || action === 'delete') await endMailboxSessions(stores, ids, { clock });
      if (action === 'delete') await stores.mailboxes.deleteMany(ids);
      else await stores.mailboxes.updateMany(changed);
      await stores.audit.append(actor, auditEvent(change, mailDomain, judged, actor));
      await queueKeyed(
        stores.outbox,
        decisions.flatMap(({ mailbox, toAsk }) => jobAsking(toAsk, mailbox, mailDomain) ?? []),
      );
      return viewBulkChange(stores, viewer, change, [...mailboxes, ...changed]);
    });
