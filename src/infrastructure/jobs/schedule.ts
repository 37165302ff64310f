import type { Job, JobName } from '../../application/shared/jobs/job.ts';

type Scheduled = { readonly id: string; readonly when: string; readonly job: Job };

/** Times of scheduled jobs, UTC (contract/rest-api.md 5.1). */
const SCHEDULE: readonly Scheduled[] = [
  { id: 'check_pending', when: '0 * * * *', job: { name: 'schedule_domain_checks', statuses: ['pending'] } },
  {
    id: 'check_action_required',
    when: '30 * * * *',
    job: { name: 'schedule_domain_checks', statuses: ['action_required'] },
  },
  { id: 'check_failed', when: '45 * * * *', job: { name: 'schedule_domain_checks', statuses: ['failed'] } },
  { id: 'check_enabled', when: '45 3 * * 1', job: { name: 'schedule_domain_checks', statuses: ['enabled'] } },
  { id: 'end_domains', when: '20 5 * * *', job: { name: 'schedule_mail_domain_ends' } },
  {
    id: 'announce_second_factors',
    when: '40 5-19 * * *',
    job: { name: 'schedule_second_factor_notices' },
  },
  { id: 'resume_mailboxes', when: '*/10 * * * *', job: { name: 'resume_stalled_mailboxes' } },
  { id: 'reconcile_domains', when: '0 2 * * *', job: { name: 'schedule_reconciliations' } },
  { id: 'resume_webhooks', when: '*/5 * * * *', job: { name: 'resume_webhooks' } },
  { id: 'name_organizations', when: '0 2 * * *', job: { name: 'name_unnamed_organizations' } },
  { id: 'purge_webhook_deliveries', when: '35 1 * * *', job: { name: 'purge_webhook_deliveries' } },
  { id: 'forget_bulk_changes', when: '50 1 * * *', job: { name: 'forget_bulk_changes' } },
  { id: 'erase_unsent_mails', when: '25 * * * *', job: { name: 'erase_unsent_mails' } },
  { id: 'purge_openid_records', when: '20 * * * *', job: { name: 'purge_openid_records' } },
  { id: 'purge_sessions', when: '15 * * * *', job: { name: 'purge_sessions' } },
  { id: 'forget_sign_in_attempts', when: '20 * * * *', job: { name: 'forget_sign_in_attempts' } },
];

/** The mail service is tried every so many minutes, where it is. */
const syntheticCheck = (minutes: number | undefined): readonly Scheduled[] =>
  minutes === undefined
    ? []
    : [{ id: 'check_mail_service', when: `*/${minutes} * * * *`, job: { name: 'check_mail_service' } }];

const line = ({ id, when, job: { name, ...payload } }: Scheduled): string =>
  `${when} ${name satisfies JobName} ?id=${id} ${JSON.stringify(payload)}`;

/** The schedule in the queue's crontab format. For each time, one process of all queues the job. */
export const crontabOf = (syntheticCheckMinutes: number | undefined): string =>
  [...SCHEDULE, ...syntheticCheck(syntheticCheckMinutes)].map(line).join('\n');
