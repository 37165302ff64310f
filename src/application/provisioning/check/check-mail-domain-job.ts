import { BY_JOB } from '../../../domain/audit/audit-entry.ts';
import { DomainError } from '../../../domain/shared/errors.ts';
import type { JobHandler } from '../../shared/jobs/job.ts';
import type { CheckMailDomain } from './check-mail-domain.ts';

/** Checks a domain in the background; a check that cannot be made now is repeated later. */
export const makeCheckMailDomainJob =
  ({ checkMailDomain }: { checkMailDomain: CheckMailDomain }): JobHandler<'check_mail_domain'> =>
  async ({ mailDomainId, notify }) => {
    try {
      await checkMailDomain(mailDomainId, { notify, by: BY_JOB });
      return undefined;
    } catch (error) {
      const isEarly = error instanceof DomainError && error.code === 'mail_domain.check_too_soon';
      if (!isEarly || error.retryAfterSeconds === undefined) throw error;
      return { retryInSeconds: error.retryAfterSeconds };
    }
  };
