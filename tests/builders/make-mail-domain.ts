import type { MailDomain } from '../../src/domain/mail-domain/mail-domain.ts';
import type { MailDomainId } from '../../src/domain/shared/ids.ts';
import { CREATED_AT } from './moments.ts';
import { newId } from './new-id.ts';

/** A registered domain that was never checked, of a name of its own. */
export const makeMailDomain = (given: Partial<MailDomain> = {}): MailDomain => {
  const id = newId<MailDomainId>();
  return {
    id,
    name: `${id}.example`,
    slug: `${id}example`,
    status: 'pending',
    registration: { state: 'registered' },
    supportEmail: 'support@commune.example',
    organizationId: null,
    lastCheckDetails: null,
    lastCheckTests: null,
    lastCheckedAt: null,
    expectedConfig: null,
    unprovenSince: null,
    endAnnouncedAt: null,
    createdAt: CREATED_AT,
    updatedAt: CREATED_AT,
    ...given,
  };
};
