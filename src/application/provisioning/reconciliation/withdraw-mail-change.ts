import type { MailAliasChangeKind } from '../../../domain/alias/mail-alias-change.ts';
import type { MailDomain } from '../../../domain/mail-domain/mail-domain.ts';
import { ensureMay } from '../../../domain/mail-domain/mail-domain-access.ts';
import type { OpenStep } from '../../../domain/mailbox/mailbox-change.ts';
import { changeOf } from '../../../domain/mailbox/provisioning.ts';
import { withdrawn } from '../../../domain/mailbox/provisioning-transitions.ts';
import { waitingOf } from '../../../domain/mailbox/waiting-of.ts';
import { DomainError } from '../../../domain/shared/errors.ts';
import type { MailAliasChangeId, MailboxId } from '../../../domain/shared/ids.ts';
import { endFormerAccounts } from '../../identity/provider/end-mailbox-sessions.ts';
import { addressAuditSubject } from '../../mail-domain/address-audit-subject.ts';
import { queueProvisioning, queueSynchronization } from '../../mailbox/mailbox-jobs.ts';
import type { Actor } from '../../shared/actor.ts';
import { aliasChangeTopic, mailboxTopic } from '../../shared/mail-topics.ts';
import type { Clock } from '../../shared/system.ts';
import type { Repositories, UnitOfWork } from '../../unit-of-work.ts';

import { queueComparison } from '../queue-comparison.ts';

type Stores = Pick<
  Repositories,
  'mailDomains' | 'mailboxes' | 'mailAliasChanges' | 'outbox' | 'signals' | 'audit' | 'openidSessions'
>;
type Deps = { unitOfWork: UnitOfWork<Stores>; clock: Clock };

/** The change to withdraw: that of an alias, or the pending steps of a mailbox; `step`: that step only. */
type Choice = Readonly<{ id: MailAliasChangeId | MailboxId; step?: OpenStep | undefined }>;
type Withdrawn = readonly (OpenStep | MailAliasChangeKind)[];
type Place = Readonly<{ actor: Actor; mailDomain: MailDomain; at: Date }>;

export type WithdrawMailChange = (actor: Actor, slug: string, choice: Choice) => Promise<Withdrawn>;

const notWaiting = () => new DomainError('mail_change.not_found', 'Nothing of that waits');

/** Undefined where no change of an alias has that id. */
async function withdrawAliasChange(
  { mailAliasChanges, signals, audit, outbox }: Stores,
  { actor, mailDomain, at }: Place,
  { id, step }: Choice,
): Promise<Withdrawn | undefined> {
  const change = await mailAliasChanges.lock(id as MailAliasChangeId);
  if (change?.mailDomainId !== mailDomain.id || step !== undefined) return undefined;
  const { kind, destination, progress } = change;
  if (progress.state !== 'open') throw notWaiting();
  const over = { state: 'refused', code: 'alias.withdrawn', params: {} } as const;
  await mailAliasChanges.update([{ ...change, progress: over, updatedAt: at }]);
  await signals.publish(aliasChangeTopic(change.id));
  // An attempt without an answer may have made it.
  if (progress.attempts > 0) await queueComparison(outbox, mailDomain.id);
  await audit.append(actor, {
    ...addressAuditSubject(change, mailDomain, actor),
    at,
    action: 'mail_alias.change_withdrawn',
    details: { steps: [kind], destination: destination ?? 'all' },
  });
  return [kind];
}

async function withdrawMailboxChange(
  stores: Stores,
  { actor, mailDomain, at }: Place,
  { id, step }: Choice,
): Promise<Withdrawn> {
  const { mailboxes, signals, audit, outbox } = stores;
  const mailbox = await mailboxes.lock(id as MailboxId);
  if (mailbox?.mailDomainId !== mailDomain.id) throw notWaiting();
  const change = changeOf(mailbox);
  const open = waitingOf(mailbox)?.steps ?? [];
  const steps = step === undefined ? open : open.filter((one) => one === step);
  if (steps.length === 0) throw notWaiting();
  const { mailbox: decided, toAsk } = withdrawn(mailbox, steps, at);
  const changed = { ...decided, updatedAt: at };
  await mailboxes.update(changed);
  await endFormerAccounts(stores, { mailboxIds: [mailbox.id] }, at);
  if (toAsk === 'creation') await queueProvisioning(outbox, changed);
  else if (toAsk !== undefined) await queueSynchronization(outbox, changed);
  else if ((change?.attempt ?? 0) > 0) await queueComparison(outbox, mailDomain.id);
  await signals.publish(mailboxTopic(mailbox.id));
  await audit.append(actor, {
    ...addressAuditSubject(mailbox, mailDomain, actor),
    at,
    action: 'mailbox.change_withdrawn',
    details: { steps },
  });
  return steps;
}

/**
 * Withdraws pending changes, for people who may change the domain's mailboxes and aliases, and returns the withdrawn
 * steps. The locked row decides what is still pending: finished steps are not undone. If the provisioner was being asked
 * and carries a step out nevertheless, the next comparison finds it; a password that it replaced is mailed in any case.
 *
 * @throws DomainError `mail_domain.not_found`, `mail_domain.action_forbidden`, `mail_change.not_found`
 */
export const makeWithdrawMailChange =
  ({ unitOfWork, clock }: Deps): WithdrawMailChange =>
  (actor, slug, choice) =>
    unitOfWork.run(async (stores) => {
      const found = await stores.mailDomains.holdBySlugFor(slug, actor.userId);
      ensureMay(found?.role, 'post');
      if (!found) throw new DomainError('mail_domain.not_found', 'No such mail domain');
      const place = { actor, mailDomain: found.mailDomain, at: clock.now() };
      return (
        (await withdrawAliasChange(stores, place, choice)) ??
        (await withdrawMailboxChange(stores, place, choice))
      );
    });
