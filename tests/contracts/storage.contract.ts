import type { StorageHarness } from '../support/storage-harness.ts';
import { auditContract } from './audit.contract.ts';
import { contactContract } from './contact.contract.ts';
import { mailDomainContract } from './mail-domain.contract.ts';
import { mailDomainWritersContract } from './mail-domain-writers.contract.ts';
import { mailboxContract } from './mailbox.contract.ts';
import { organizationContract } from './organization.contract.ts';
import { outboxContract } from './outbox.contract.ts';
import { outgoingMailContract } from './outgoing-mail.contract.ts';
import { peopleContract } from './people.contract.ts';
import { peopleQueriesContract } from './people-queries.contract.ts';
import { queriesContract } from './queries.contract.ts';
import { requestThrottleContract } from './request-throttle.contract.ts';
import { serviceProviderQueriesContract } from './service-provider-queries.contract.ts';
import { sessionContract } from './session.contract.ts';
import { signalsContract } from './signals.contract.ts';
import { statisticsQueriesContract } from './statistics-queries.contract.ts';
import { teamContract } from './team.contract.ts';
import { unitOfWorkContract } from './unit-of-work.contract.ts';
import { userContract } from './user.contract.ts';
import { userQueriesContract } from './user-queries.contract.ts';

import { webhookContract } from './webhook.contract.ts';

/** All that a storage promises through its ports. */
export const storageContract = (name: string, open: () => Promise<StorageHarness>): void => {
  userContract(name, open);
  organizationContract(name, open);
  peopleContract(name, open);
  teamContract(name, open);
  webhookContract(name, open);
  contactContract(name, open);
  auditContract(name, open);
  mailDomainContract(name, open);
  mailDomainWritersContract(name, open);
  mailboxContract(name, open);
  outgoingMailContract(name, open);
  outboxContract(name, open);
  unitOfWorkContract(name, open);
  sessionContract(name, open);
  signalsContract(name, open);
  queriesContract(name, open);
  peopleQueriesContract(name, open);
  requestThrottleContract(name, open);
  serviceProviderQueriesContract(name, open);
  statisticsQueriesContract(name, open);
  userQueriesContract(name, open);
};
