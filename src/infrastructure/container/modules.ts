import type { ContainerModule } from 'inversify';
import { accountServiceModule } from './account-service-module.ts';
import { aliasModule } from './alias-module.ts';
import { auditModule } from './audit-module.ts';
import { contactModule } from './contact-module.ts';
import { driftModule } from './drift-module.ts';
import { identityModule } from './identity-module.ts';
import { mailModule } from './mail-module.ts';
import { mailPeopleModule } from './mail-people-module.ts';
import { mailboxModule } from './mailbox-module.ts';
import { organizationModule } from './organization-module.ts';
import { peopleModule } from './people-module.ts';
import { resourceServerModule } from './resource-server-module.ts';
import { teamModule } from './team-module.ts';
import { webhookModule } from './webhook-module.ts';

/** How every use case and job handler is made, an area a module. */
export const MODULES: readonly ContainerModule[] = [
  identityModule,
  peopleModule,
  contactModule,
  auditModule,
  organizationModule,
  teamModule,
  webhookModule,
  resourceServerModule,
  accountServiceModule,
  mailModule,
  mailboxModule,
  mailPeopleModule,
  aliasModule,
  driftModule,
];
