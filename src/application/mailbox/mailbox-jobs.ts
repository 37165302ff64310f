import type { MailDomain } from '../../domain/mail-domain/mail-domain.ts';
import type { Mailbox } from '../../domain/mailbox/mailbox.ts';
import type { Decision } from '../../domain/mailbox/provisioning-transitions.ts';
import type { KeyedJob, Outbox } from '../shared/jobs/outbox.ts';
import { queueKeyed } from '../shared/jobs/queue-keyed.ts';

type Target = Pick<Mailbox, 'id' | 'mailDomainId'>;

/** Each mailbox has at most one job of a name waiting. */
const jobAbout = (
  name: 'provision_mailbox' | 'synchronize_mailbox',
  { id, mailDomainId }: Target,
): KeyedJob => ({ job: { name, mailboxId: id, mailDomainId }, key: `${name}:${id}` });

/** The job that asks the provisioner what was decided of a mailbox; undefined when there is nothing to ask, or not yet. */
export function jobAsking(
  toAsk: Decision['toAsk'],
  mailbox: Target,
  { status }: Pick<MailDomain, 'status'>,
): KeyedJob | undefined {
  if (toAsk === undefined) return undefined;
  if (toAsk !== 'creation') return jobAbout('synchronize_mailbox', mailbox);
  // Once the domain is enabled, its pending mailboxes are created.
  return status === 'enabled' ? jobAbout('provision_mailbox', mailbox) : undefined;
}

/** Queues the creation of pending mailboxes. */
export const queueProvisioning = (outbox: Outbox, ...mailboxes: readonly Target[]): Promise<void> =>
  queueKeyed(
    outbox,
    mailboxes.map((mailbox) => jobAbout('provision_mailbox', mailbox)),
  );

/** Queues the pending changes of mailboxes. */
export const queueSynchronization = (outbox: Outbox, ...mailboxes: readonly Target[]): Promise<void> =>
  queueKeyed(
    outbox,
    mailboxes.map((mailbox) => jobAbout('synchronize_mailbox', mailbox)),
  );
