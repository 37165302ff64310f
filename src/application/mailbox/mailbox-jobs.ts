import type { Mailbox } from '../../domain/mailbox/mailbox.ts';
import type { Outbox } from '../shared/jobs/outbox.ts';

type Target = Pick<Mailbox, 'id' | 'mailDomainId'>;

/** Queues the creation of a pending mailbox. */
export const queueProvisioning = (outbox: Outbox, { id, mailDomainId }: Target): Promise<void> =>
  outbox.append(
    { name: 'provision_mailbox', mailboxId: id, mailDomainId },
    { key: `provision_mailbox:${id}` },
  );

/** Queues the pending changes of a mailbox. */
export const queueSynchronization = (outbox: Outbox, { id, mailDomainId }: Target): Promise<void> =>
  outbox.append(
    { name: 'synchronize_mailbox', mailboxId: id, mailDomainId },
    { key: `synchronize_mailbox:${id}` },
  );
