import { normalizeEmail } from '../../domain/shared/email-address.ts';
import type { MailProvisioner } from '../provisioning/mail-provisioner.ts';
import type { JobHandler } from '../shared/jobs/job.ts';
import type { Logger } from '../shared/logger.ts';
import type { Repositories, UnitOfWork } from '../unit-of-work.ts';

type Deps = {
  unitOfWork: UnitOfWork<Pick<Repositories, 'mailDomains' | 'mailAliases' | 'mailAliasChanges'>>;
  mailProvisioner: MailProvisioner;
  logger: Logger;
};

/**
 * Removes aliases at the provisioner whose creation a removal ended, once the provisioner has had the time to carry out a request
 * without answer. One that was asked for again meanwhile stays: jobs of one domain run one after the other, so that its creation
 * comes before this removal and is seen, or after it.
 */
export const makeRemoveLateAliases =
  ({ unitOfWork, mailProvisioner, logger }: Deps): JobHandler<'remove_late_aliases'> =>
  async ({ mailDomainId, localPart, destinations }) => {
    const late = await unitOfWork.run(async ({ mailDomains, mailAliases, mailAliasChanges }) => {
      const mailDomain = await mailDomains.find(mailDomainId);
      const open = await mailAliasChanges.lockOpen(mailDomainId, [localPart]);
      const stored = await mailAliases.listByLocalPart(mailDomainId, localPart);
      const wanted = new Set(
        [...stored, ...open.filter(({ kind }) => kind === 'creation')].map(({ destination }) =>
          normalizeEmail(destination ?? ''),
        ),
      );
      return (
        mailDomain && { domain: mailDomain.name, unwanted: destinations.filter((one) => !wanted.has(one)) }
      );
    });
    if (!late) return undefined;
    const { domain, unwanted } = late;
    for (const destination of unwanted) {
      const { outcome } = await mailProvisioner.removeAlias({ domain, localPart, destination });
      if (outcome === 'removed') logger.info('an alias created after its removal was removed', { domain });
    }
    return undefined;
  };
