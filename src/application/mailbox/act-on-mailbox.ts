import type { AuditAction } from '../../domain/audit/audit-action.ts';
import type { Mailbox } from '../../domain/mailbox/mailbox.ts';
import { type MailboxRequest, requested } from '../../domain/mailbox/mailbox-request.ts';
import type { MailboxId } from '../../domain/shared/ids.ts';
import { endMailboxSessions } from '../identity/provider/end-mailbox-sessions.ts';
import { addressAuditSubject } from '../mail-domain/address-audit-subject.ts';
import type { Actor } from '../shared/actor.ts';
import type { Operator } from '../shared/operator.ts';
import type { Clock } from '../shared/system.ts';
import type { Repositories, UnitOfWork } from '../unit-of-work.ts';
import type { AskedChange, AwaitMailboxChange } from './await-mailbox-change.ts';
import { lockMailboxFor } from './lock-mailbox-for.ts';
import { jobAsking } from './mailbox-jobs.ts';

type Stores = Pick<Repositories, 'mailDomains' | 'mailboxes' | 'outbox' | 'audit' | 'openidSessions'>;
type Deps = { unitOfWork: UnitOfWork<Stores>; awaitMailboxChange: AwaitMailboxChange; clock: Clock };

/** An action on a mailbox, by a person who manages its domain, or by an operator. */
type ActOnMailbox = (actor: Actor | Operator, slug: string, id: MailboxId) => Promise<Mailbox>;

const makeAction =
  (action: MailboxRequest, audited: AuditAction) =>
  ({ unitOfWork, awaitMailboxChange, clock }: Deps): ActOnMailbox =>
  (actor, slug, id) => {
    const ask = (): Promise<AskedChange> =>
      unitOfWork.run(async (stores) => {
        const { mailDomain, mailbox } = await lockMailboxFor(stores, actor, { slug, id }, action);
        const now = clock.now();
        const { mailbox: changed, toAsk } = requested(action, mailbox, now);
        await stores.mailboxes.update(changed);
        // The mail service may take its time: who is to be kept out is signed out now.
        if (action === 'disable') await endMailboxSessions(stores, [id], { clock });
        const about = addressAuditSubject(mailbox, mailDomain, actor);
        await stores.audit.append(actor, { ...about, at: now, action: audited });
        const asking = jobAsking(toAsk, changed, mailDomain);
        if (!asking) return { mailbox: changed, step: undefined };
        await stores.outbox.append(asking.job, { key: asking.key });
        return { mailbox: changed, step: toAsk };
      });
    return awaitMailboxChange(id, ask);
  };

/**
 * Lets a mailbox work again; one that was never created is created. While the provisioner is away, that is under way.
 *
 * @throws DomainError `mail_domain.not_found`, `mailbox.not_found`, `mailbox.action_forbidden`, `mail_domain.disabled`,
 *   `mailbox.display_name_taken`, `mailbox.refused`, `mail_change.withdrawn`, `mail_provisioner.not_found`, or of a
 *   provisioner that refuses us (`mail_provisioner.…` that `isKept`): it is asked again then
 */
export const makeEnableMailbox = makeAction('enable', 'mailbox.enabled');

/**
 * Disables a mailbox; one that was never created is not created until it is enabled.
 *
 * @throws DomainError as `EnableMailbox`
 */
export const makeDisableMailbox = makeAction('disable', 'mailbox.disabled');

/**
 * Gives a mailbox a new password and mails it to the secondary address.
 *
 * @throws DomainError `mailbox.not_enabled`, `mailbox.secondary_email_needed_for_reset`, as `EnableMailbox`, or
 *   `mail_provisioner.unavailable` that `isKept`
 */
export const makeResetMailboxPassword = makeAction('resetPassword', 'mailbox.password_reset');

/**
 * Mails a login link to the secondary address.
 *
 * @throws DomainError `mailbox.not_enabled`, `mailbox.secondary_email_needed_for_link`, and as `ResetMailboxPassword`
 */
export const makeSendLoginLink = makeAction('sendLoginLink', 'mailbox.login_link_sent');
