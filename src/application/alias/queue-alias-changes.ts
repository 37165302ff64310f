import type { MailAliasChange } from '../../domain/alias/mail-alias-change.ts';
import type { Outbox } from '../shared/jobs/outbox.ts';
import { queueKeyed } from '../shared/jobs/queue-keyed.ts';

/** Queues the jobs that ask the provisioner for changes of aliases; each change has one. */
export const queueAliasChanges = (outbox: Outbox, changes: readonly MailAliasChange[]): Promise<void> => {
  const byKey = new Map(changes.map((change) => [`change_alias:${change.id}`, change]));
  return queueKeyed(
    outbox,
    [...byKey].map(([key, { id, mailDomainId }]) => ({
      job: { name: 'change_alias', changeId: id, mailDomainId },
      key,
    })),
  );
};
