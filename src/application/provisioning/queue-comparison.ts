import type { MailDomainId } from '../../domain/shared/ids.ts';
import type { Outbox } from '../shared/jobs/outbox.ts';

/** The key of the job that compares a domain: one at a time waits. */
export const comparisonKey = (mailDomainId: MailDomainId): string => `reconcile_mail_domain:${mailDomainId}`;

/** Has a domain compared with the provisioner, which did not know something that it should know. */
export const queueComparison = (outbox: Outbox, mailDomainId: MailDomainId): Promise<void> =>
  outbox.append(
    { name: 'reconcile_mail_domain', mailDomainId, imports: false },
    { key: comparisonKey(mailDomainId) },
  );
