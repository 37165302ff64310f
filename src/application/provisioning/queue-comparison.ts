import type { MailDomainId } from '../../domain/shared/ids.ts';
import type { Outbox } from '../shared/jobs/outbox.ts';

/** Has a domain compared with the provisioner, which did not know something that it should know. */
export const queueComparison = (outbox: Outbox, mailDomainId: MailDomainId): Promise<void> =>
  outbox.append(
    { name: 'reconcile_mail_domain', mailDomainId, imports: false },
    { key: `reconcile_mail_domain:${mailDomainId}` },
  );
