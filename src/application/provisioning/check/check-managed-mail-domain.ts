import type { MailDomain, MailDomainStatus } from '../../../domain/mail-domain/mail-domain.ts';
import { ensureMayManageMailDomains } from '../../../domain/mail-domain/mail-domain-management.ts';
import { DomainError } from '../../../domain/shared/errors.ts';
import type { MailDomainId } from '../../../domain/shared/ids.ts';
import type { MailDomainOperator } from '../../mail-domain/manage-mail-domains.ts';
import type { Repositories, UnitOfWork } from '../../unit-of-work.ts';
import type { CheckMailDomain } from './check-mail-domain.ts';

type Deps = {
  unitOfWork: UnitOfWork<Pick<Repositories, 'mailDomains'>>;
  checkMailDomain: CheckMailDomain;
};

/** The domain after a check, and its status before. */
export type CheckedMailDomain = Readonly<{ mailDomain: MailDomain; statusBefore: MailDomainStatus }>;
export type CheckManagedMailDomain = (by: MailDomainOperator, id: MailDomainId) => Promise<CheckedMailDomain>;

/**
 * Checks any domain now, by staff; sends no mail. A domain that is not registered with the provisioner stays unchanged.
 *
 * @throws DomainError `mail_domain.action_forbidden`, `mail_domain.not_found`, and those of `CheckMailDomain`
 */
export const makeCheckManagedMailDomain = ({ unitOfWork, checkMailDomain }: Deps): CheckManagedMailDomain => {
  const find = async (id: MailDomainId): Promise<MailDomain> => {
    const found = await unitOfWork.run(({ mailDomains }) => mailDomains.find(id));
    if (!found) throw new DomainError('mail_domain.not_found', 'No such mail domain');
    return found;
  };
  return async (by, id) => {
    ensureMayManageMailDomains(by.isStaff, 'check');
    const { status: statusBefore } = await find(id);
    await checkMailDomain(id, { notify: false, by });
    return { mailDomain: await find(id), statusBefore };
  };
};
