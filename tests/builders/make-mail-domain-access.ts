import type { MailDomainAccess } from '../../src/domain/mail-domain/mail-domain-access.ts';
import type { MailDomainAccessId } from '../../src/domain/shared/ids.ts';
import { CREATED_AT } from './moments.ts';
import { newId } from './new-id.ts';

type Given = Pick<MailDomainAccess, 'mailDomainId' | 'userId'> & Partial<MailDomainAccess>;

/** The access of a viewer. */
export const makeMailDomainAccess = (given: Given): MailDomainAccess => ({
  id: newId<MailDomainAccessId>(),
  role: 'viewer',
  createdAt: CREATED_AT,
  updatedAt: CREATED_AT,
  ...given,
});
