import { type AliasWarning, mailboxWarnings } from '../../domain/alias/alias-warnings.ts';
import { actingRole, ensureMay } from '../../domain/mail-domain/mail-domain-access.ts';
import {
  type Mailbox,
  type MailboxDetails,
  type NewMailboxDetails,
  newMailbox,
  parseMailboxAddress,
} from '../../domain/mailbox/mailbox.ts';
import { ensureNotDisabled } from '../../domain/mailbox/mailbox-access.ts';
import { failureOf } from '../../domain/mailbox/provisioning.ts';
import { DomainError } from '../../domain/shared/errors.ts';
import type { MailboxId } from '../../domain/shared/ids.ts';
import { addressAuditSubject } from '../mail-domain/address-audit-subject.ts';
import type { Actor } from '../shared/actor.ts';
import { afterCommitOr } from '../shared/after-commit.ts';
import { mailboxTopic } from '../shared/mail-topics.ts';
import type { Operator } from '../shared/operator.ts';
import type { ProvisioningWaits } from '../shared/settings/provisioning-waits.ts';
import type { Signals } from '../shared/signals.ts';
import type { Clock, IdGenerator } from '../shared/system.ts';
import type { Repositories, UnitOfWork } from '../unit-of-work.ts';
import { ensureNameIsFree } from './lock-mailbox-for.ts';
import { queueProvisioning } from './mailbox-jobs.ts';

/** Names are optional for functional mailboxes. */
type Input = Readonly<{ slug: string }> & NewMailboxDetails & Pick<MailboxDetails, 'secondaryEmail'>;
type Deps = {
  unitOfWork: UnitOfWork<
    Pick<Repositories, 'mailDomains' | 'mailboxes' | 'mailAliases' | 'outbox' | 'audit'>
  >;
  signals: Signals;
  clock: Clock;
  ids: IdGenerator;
  waits: ProvisioningWaits;
};
/** A mailbox that was made, and what may not be expected of it. */
export type MadeMailbox = Mailbox & { readonly warnings: readonly AliasWarning[] };
export type CreateMailbox = (actor: Actor | Operator, input: Input) => Promise<MadeMailbox>;

/**
 * Creates a mailbox, `pending` until the domain is enabled and the provisioner has it. On an enabled domain the answer
 * waits a little for the provisioner: usually the mailbox is then `enabled`; after a definite refusal nothing is stored;
 * during an outage it stays `pending` and is created in the background.
 *
 * @throws DomainError `mail_domain.not_found`, `mail_domain.action_forbidden`, `mail_domain.disabled`,
 *   `mailbox.invalid_local_part`, `mailbox.secondary_email_is_itself`, `mailbox.address_taken`, `mailbox.name_taken`
 *   (params: `holder`), `mailbox.display_name_taken` (params: `holder`), `mailbox.refused` (params: `reason`)
 */
export const makeCreateMailbox =
  ({ unitOfWork, signals, clock, ids, waits }: Deps): CreateMailbox =>
  async (actor, { slug, ...details }) => {
    const id = ids.next<MailboxId>();

    const store = () =>
      unitOfWork.run(async ({ mailDomains, mailboxes, mailAliases, outbox, audit }) => {
        const found = await mailDomains.holdBySlugFor(slug, actor.userId);
        if (!found) throw new DomainError('mail_domain.not_found', 'No such mail domain');
        ensureMay(actingRole(actor, found.role), 'post');
        const { mailDomain } = found;
        const localPart = parseMailboxAddress(details, mailDomain.name);
        ensureNotDisabled(mailDomain);
        const now = clock.now();
        const origin = { id, mailDomainId: mailDomain.id, issuerId: actor.userId, createdAt: now };
        const mailbox = newMailbox(origin, { ...details, localPart });
        await ensureNameIsFree({ mailboxes }, mailbox, mailDomain);
        await mailboxes.insert(mailbox);
        const about = addressAuditSubject(mailbox, mailDomain, actor);
        await audit.append(actor, { ...about, at: now, action: 'mailbox.created' });
        const isQueued = mailDomain.status === 'enabled';
        if (isQueued) await queueProvisioning(outbox, mailbox);
        const aliases = await mailAliases.listByLocalPart(mailDomain.id, localPart);
        const destinations = aliases.map(({ destination }) => destination);
        const warnings = mailboxWarnings(`${localPart}@${mailDomain.name}`, destinations);
        return { mailbox, about, isQueued, warnings };
      });

    /** The outcome of the job; a mailbox refused while the caller waits is deleted. */
    const readOutcome = ({ mailbox, about }: Awaited<ReturnType<typeof store>>) =>
      unitOfWork.run(async ({ mailboxes, audit }) => {
        const current = await mailboxes.lock(id);
        if (current?.status === 'failed') {
          await mailboxes.delete(id);
          await audit.append(actor, { ...about, at: clock.now(), action: 'mailbox.deleted' });
        }
        return current ?? mailbox;
      });

    const subscription = await signals.subscribe(mailboxTopic(id));
    try {
      const stored = await store();
      const { warnings } = stored;
      if (!stored.isQueued) return { ...stored.mailbox, warnings };
      await subscription.next(waits.usualMs);
      const outcome = await afterCommitOr(readOutcome(stored), stored.mailbox);
      if (outcome.status !== 'failed') return { ...outcome, warnings };
      const { code, params } = failureOf(outcome) ?? { code: 'mailbox.refused', params: {} };
      throw new DomainError(code, 'The provisioner refused the mailbox', { params });
    } finally {
      subscription.close();
    }
  };
