import { BY_JOB } from '../../domain/audit/audit-entry.ts';
import type { JobHandler } from '../jobs/job.ts';
import type { CheckMailDomain } from './check-mail-domain.ts';

/** The background form of a check; one that cannot be made now is made later. */
export const makeCheckMailDomainJob =
  ({ checkMailDomain }: { checkMailDomain: CheckMailDomain }): JobHandler<'check_mail_domain'> =>
  async ({ mailDomainId, notify }) => {
    await checkMailDomain(mailDomainId, { notify, by: BY_JOB });
    return undefined;
  };
