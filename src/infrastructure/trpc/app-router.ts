import type { UseCases } from '../container/container.ts';
import type { PublicConfig } from '../http/public-config.ts';
import { makeAccountServicesRouter } from './access/account-services-router.ts';
import { makeServiceProvidersRouter } from './access/service-providers-router.ts';
import { makeAdministrationRouter } from './administration/administration-router.ts';
import { makeAliasesRouter } from './alias/aliases-router.ts';
import { makeAuditLogRouter } from './audit/audit-log-router.ts';
import { makeOpenidClientsRouter } from './identity/openid-clients-router.ts';
import { makeConfigRouter, makeStatsRouter } from './information/information-routers.ts';
import { makeMailDomainInvitationsRouter } from './invitation/mail-domain-invitations-router.ts';
import { makeReceivedInvitationsRouter } from './invitation/received-invitations-router.ts';
import { makeTeamInvitationsRouter } from './invitation/team-invitations-router.ts';
import { makeLiveRouter } from './live/live-router.ts';
import { makeMailDomainAccessesRouter } from './mail-domain/mail-domain-accesses-router.ts';
import { makeMailDomainsRouter } from './mail-domain/mail-domains-router.ts';
import { makeMailboxesRouter } from './mailbox/mailboxes-router.ts';
import {
  makeOrganizationAccessesRouter,
  makeOrganizationClaimsRouter,
} from './organization/organization-people-router.ts';
import { makeOrganizationsRouter } from './organization/organizations-router.ts';
import { makeOverviewRouter } from './overview/overview-router.ts';
import { makeContactsRouter } from './people/contacts-router.ts';
import { makeSessionsRouter } from './people/sessions-router.ts';
import { makeUsersRouter } from './people/users-router.ts';
import { router } from './procedure/trpc.ts';
import { makeMailChangesRouter } from './provisioning/mail-changes-router.ts';
import { makeMailDriftRouter } from './provisioning/mail-drift-router.ts';
import { makeTeamAccessesRouter } from './team/team-accesses-router.ts';
import { makeTeamsRouter } from './team/teams-router.ts';
import { makeTeamWebhooksRouter } from './webhook/team-webhooks-router.ts';

/** Every procedure of the application. */
export const makeAppRouter = (useCases: UseCases, publicConfig: PublicConfig) =>
  router({
    config: makeConfigRouter(publicConfig),
    stats: makeStatsRouter(useCases),
    users: makeUsersRouter(useCases),
    sessions: makeSessionsRouter(useCases),
    organizations: makeOrganizationsRouter(useCases),
    serviceProviders: makeServiceProvidersRouter(useCases),
    teams: makeTeamsRouter(useCases),
    teamAccesses: makeTeamAccessesRouter(useCases),
    teamInvitations: makeTeamInvitationsRouter(useCases),
    invitations: makeReceivedInvitationsRouter(useCases),
    teamWebhooks: makeTeamWebhooksRouter(useCases),
    accountServices: makeAccountServicesRouter(useCases),
    openidClients: makeOpenidClientsRouter(useCases),
    contacts: makeContactsRouter(useCases),
    organizationAccesses: makeOrganizationAccessesRouter(useCases),
    organizationClaims: makeOrganizationClaimsRouter(useCases),
    administration: makeAdministrationRouter(useCases),
    auditLog: makeAuditLogRouter(useCases),
    mailDomains: makeMailDomainsRouter(useCases),
    mailDomainAccesses: makeMailDomainAccessesRouter(useCases),
    mailDomainInvitations: makeMailDomainInvitationsRouter(useCases),
    aliases: makeAliasesRouter(useCases),
    mailboxes: makeMailboxesRouter(useCases),
    mailChanges: makeMailChangesRouter(useCases),
    mailDrift: makeMailDriftRouter(useCases),
    live: makeLiveRouter(useCases),
    overview: makeOverviewRouter(useCases),
  });

export type AppRouter = ReturnType<typeof makeAppRouter>;
