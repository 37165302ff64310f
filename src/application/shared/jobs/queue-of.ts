import type { Job } from './job.ts';

/**
 * The queue whose jobs run one after the other, across all processes; undefined for jobs that need no order. Requests to
 * the provisioner about one domain are made in order.
 */
export function queueOf(job: Job): string | undefined {
  if (job.name === 'deliver_to_webhook') return `webhook ${job.webhookId}`;
  const changesDomain =
    job.name === 'provision_mailbox' ||
    job.name === 'synchronize_mailbox' ||
    job.name === 'change_alias' ||
    job.name === 'remove_late_aliases' ||
    job.name === 'complete_mail_draft';
  return changesDomain && job.mailDomainId !== undefined ? `mail_domain ${job.mailDomainId}` : undefined;
}
