import type { JobHandler } from '../../shared/jobs/job.ts';
import type { ReconcileMailDomain } from './reconcile-mail-domain.ts';

/** Compares a domain in the background, and imports what is missing here. */
export const makeReconcileMailDomainJob =
  ({
    reconcileMailDomain,
  }: {
    reconcileMailDomain: ReconcileMailDomain;
  }): JobHandler<'reconcile_mail_domain'> =>
  async ({ mailDomainId, imports }) => {
    await reconcileMailDomain(mailDomainId, { imports });
    return undefined;
  };
