import type { PublicConfig } from '../http/public-config.ts';
import { makeAccountServicesRouter } from './account-services-router.ts';
import { makeAdministrationRouter } from './administration-router.ts';
import { makeAliasesRouter } from './aliases-router.ts';
import { makeAuditLogRouter } from './audit-log-router.ts';
import { makeContactsRouter } from './contacts-router.ts';
import { makeConfigRouter, makeStatsRouter } from './information-routers.ts';
import { makeMailChangesRouter } from './mail-changes-router.ts';
import { makeMailDomainAccessesRouter } from './mail-domain-accesses-router.ts';
import { makeMailDomainInvitationsRouter } from './mail-domain-invitations-router.ts';
import { makeMailDomainsRouter } from './mail-domains-router.ts';
import { makeMailDriftRouter } from './mail-drift-router.ts';
import { makeMailboxesRouter } from './mailboxes-router.ts';
import {
  makeOrganizationAccessesRouter,
  makeOrganizationClaimsRouter,
} from './organization-people-router.ts';
import { makeOrganizationsRouter } from './organizations-router.ts';
import { makeServiceProvidersRouter } from './service-providers-router.ts';
import { makeTeamAccessesRouter } from './team-accesses-router.ts';
import { makeTeamInvitationsRouter } from './team-invitations-router.ts';
import { makeTeamWebhooksRouter } from './team-webhooks-router.ts';
import { makeTeamsRouter } from './teams-router.ts';
import { router } from './trpc.ts';
import { makeUsersRouter } from './users-router.ts';

type UseCases = Parameters<typeof makeAccountServicesRouter>[0] &
  Parameters<typeof makeMailChangesRouter>[0] &
  Parameters<typeof makeUsersRouter>[0] &
  Parameters<typeof makeOrganizationsRouter>[0] &
  Parameters<typeof makeServiceProvidersRouter>[0] &
  Parameters<typeof makeStatsRouter>[0] &
  Parameters<typeof makeTeamsRouter>[0] &
  Parameters<typeof makeTeamAccessesRouter>[0] &
  Parameters<typeof makeTeamInvitationsRouter>[0] &
  Parameters<typeof makeTeamWebhooksRouter>[0] &
  Parameters<typeof makeContactsRouter>[0] &
  Parameters<typeof makeAdministrationRouter>[0] &
  Parameters<typeof makeAuditLogRouter>[0] &
  Parameters<typeof makeOrganizationAccessesRouter>[0] &
  Parameters<typeof makeOrganizationClaimsRouter>[0] &
  Parameters<typeof makeMailDomainsRouter>[0] &
  Parameters<typeof makeMailDomainAccessesRouter>[0] &
  Parameters<typeof makeMailDomainInvitationsRouter>[0] &
  Parameters<typeof makeAliasesRouter>[0] &
  Parameters<typeof makeMailboxesRouter>[0] &
  Parameters<typeof makeMailDriftRouter>[0];

/** Every procedure of the application. */
export const makeAppRouter = (useCases: UseCases, publicConfig: PublicConfig) =>
  router({
    config: makeConfigRouter(publicConfig),
    stats: makeStatsRouter(useCases),
    users: makeUsersRouter(useCases),
    organizations: makeOrganizationsRouter(useCases),
    serviceProviders: makeServiceProvidersRouter(useCases),
    teams: makeTeamsRouter(useCases),
    teamAccesses: makeTeamAccessesRouter(useCases),
    teamInvitations: makeTeamInvitationsRouter(useCases),
    teamWebhooks: makeTeamWebhooksRouter(useCases),
    accountServices: makeAccountServicesRouter(useCases),
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
  });

export type AppRouter = ReturnType<typeof makeAppRouter>;
