import 'reflect-metadata';
import { Container } from 'inversify';
import type { SignInSettings } from '../../application/identity/recognize-person.ts';
import type { JobHandlers, JobName } from '../../application/jobs/job.ts';
import type { MailSettings } from '../../application/mail/check-mail-domain.ts';
import type { ProvisioningWaits } from '../../application/mail/create-mail-domain.ts';
import type { PluginRegistry } from '../../application/ports/plugin-registry.ts';
import type { ResourceServerSettings } from '../../application/resource-server/recognize-caller.ts';
import type { WebhookSettings } from '../../application/webhook/deliver-to-webhook.ts';
import type { FeatureFlags } from '../../domain/user/me-abilities.ts';
import type { Adapters } from './adapters.ts';
import { auditModule } from './audit-module.ts';
import { contactModule } from './contact-module.ts';
import { identityModule } from './identity-module.ts';
import { mailModule } from './mail-module.ts';
import { mailPeopleModule } from './mail-people-module.ts';
import { organizationModule } from './organization-module.ts';
import { peopleModule } from './people-module.ts';
import { resourceServerModule } from './resource-server-module.ts';
import { teamModule } from './team-module.ts';
import { ADAPTER_TOKENS, JOB_TOKENS, TOKENS } from './tokens.ts';
import { bindValue, resolve } from './typed-bind.ts';
import { webhookModule } from './webhook-module.ts';

/** What use cases need to know of the configuration. */
export type UseCaseSettings = Readonly<{
  signInSettings: SignInSettings;
  mailSettings: MailSettings;
  webhookSettings: WebhookSettings;
  featureFlags: FeatureFlags;
  waits: ProvisioningWaits;
  checkIntervalSeconds: number;
  bearerClientIds: readonly string[];
  resourceServer: ResourceServerSettings | undefined;
}>;

type Inputs = {
  readonly adapters: Adapters;
  readonly plugins: PluginRegistry;
  readonly settings: UseCaseSettings;
};

const bindAdapter = <Name extends keyof Adapters>(
  container: Container,
  adapters: Adapters,
  name: Name,
): void => bindValue(container, ADAPTER_TOKENS[name], adapters[name] as never);

/** Every use case and every job handler. The graph is the same everywhere; only the inputs differ. */
export function makeUseCases({ adapters, plugins, settings }: Inputs) {
  const container = new Container();
  for (const name of Object.keys(ADAPTER_TOKENS) as (keyof Adapters)[])
    bindAdapter(container, adapters, name);
  bindValue(container, TOKENS.plugins, plugins);
  bindValue(container, TOKENS.signInSettings, settings.signInSettings);
  bindValue(container, TOKENS.mailSettings, settings.mailSettings);
  bindValue(container, TOKENS.webhookSettings, settings.webhookSettings);
  bindValue(container, TOKENS.featureFlags, settings.featureFlags);
  bindValue(container, TOKENS.waits, settings.waits);
  bindValue(container, TOKENS.checkIntervalSeconds, settings.checkIntervalSeconds);
  bindValue(container, TOKENS.bearerClientIds, settings.bearerClientIds);
  bindValue(container, TOKENS.resourceServerSettings, settings.resourceServer);
  container.load(
    identityModule,
    peopleModule,
    contactModule,
    auditModule,
    organizationModule,
    mailModule,
    mailPeopleModule,
    teamModule,
    resourceServerModule,
    webhookModule,
  );

  const jobHandlers = Object.fromEntries(
    (Object.keys(JOB_TOKENS) as JobName[]).map((name) => [
      name,
      resolve(container, JOB_TOKENS[name] as never),
    ]),
  ) as unknown as JobHandlers;
  return {
    jobHandlers,
    startSignIn: resolve(container, TOKENS.startSignIn),
    completeSignIn: resolve(container, TOKENS.completeSignIn),
    startSignOut: resolve(container, TOKENS.startSignOut),
    completeSignOut: resolve(container, TOKENS.completeSignOut),
    backChannelSignOut: resolve(container, TOKENS.backChannelSignOut),
    recognizeBearer: resolve(container, TOKENS.recognizeBearer),
    recognizeResourceServerCaller: resolve(container, TOKENS.recognizeResourceServerCaller),
    getMe: resolve(container, TOKENS.getMe),
    getOrganization: resolve(container, TOKENS.getOrganization),
    checkOrganizationUpdate: resolve(container, TOKENS.checkOrganizationUpdate),
    renameOrganization: resolve(container, TOKENS.renameOrganization),
    findUnknownUsers: resolve(container, TOKENS.findUnknownUsers),
    listUsers: resolve(container, TOKENS.listUsers),
    checkUserUpdate: resolve(container, TOKENS.checkUserUpdate),
    updateUser: resolve(container, TOKENS.updateUser),
    isKnownTimezone: resolve(container, TOKENS.isKnownTimezone),
    listServiceProviders: resolve(container, TOKENS.listServiceProviders),
    getServiceProvider: resolve(container, TOKENS.getServiceProvider),
    getStatistics: resolve(container, TOKENS.getStatistics),
    throttleRequest: resolve(container, TOKENS.throttleRequest),
    listOrganizationAccesses: resolve(container, TOKENS.listOrganizationAccesses),
    grantOrganizationAccess: resolve(container, TOKENS.grantOrganizationAccess),
    revokeOrganizationAccess: resolve(container, TOKENS.revokeOrganizationAccess),
    fileClaim: resolve(container, TOKENS.fileClaim),
    listClaims: resolve(container, TOKENS.listClaims),
    approveClaim: resolve(container, TOKENS.approveClaim),
    rejectClaim: resolve(container, TOKENS.rejectClaim),
    withdrawClaim: resolve(container, TOKENS.withdrawClaim),
    changeMetadata: resolve(container, TOKENS.changeMetadata),
    listServicesOf: resolve(container, TOKENS.listServicesOf),
    createServiceProvider: resolve(container, TOKENS.createServiceProvider),
    renameServiceProvider: resolve(container, TOKENS.renameServiceProvider),
    setServiceAllowed: resolve(container, TOKENS.setServiceAllowed),
    setUserFlags: resolve(container, TOKENS.setUserFlags),
    listAuditLog: resolve(container, TOKENS.listAuditLog),
    exportAuditLog: resolve(container, TOKENS.exportAuditLog),
    listContacts: resolve(container, TOKENS.listContacts),
    findHiddenContacts: resolve(container, TOKENS.findHiddenContacts),
    getContact: resolve(container, TOKENS.getContact),
    createContact: resolve(container, TOKENS.createContact),
    updateContact: resolve(container, TOKENS.updateContact),
    deleteContact: resolve(container, TOKENS.deleteContact),
    listMailDomains: resolve(container, TOKENS.listMailDomains),
    getMailDomain: resolve(container, TOKENS.getMailDomain),
    createMailDomain: resolve(container, TOKENS.createMailDomain),
    refreshMailDomain: resolve(container, TOKENS.refreshMailDomain),
    listMailboxes: resolve(container, TOKENS.listMailboxes),
    getMailbox: resolve(container, TOKENS.getMailbox),
    createMailbox: resolve(container, TOKENS.createMailbox),
    listMailDomainAccesses: resolve(container, TOKENS.listMailDomainAccesses),
    getMailDomainAccess: resolve(container, TOKENS.getMailDomainAccess),
    listAvailableUsers: resolve(container, TOKENS.listAvailableUsers),
    grantMailDomainAccess: resolve(container, TOKENS.grantMailDomainAccess),
    setMailDomainRole: resolve(container, TOKENS.setMailDomainRole),
    revokeMailDomainAccess: resolve(container, TOKENS.revokeMailDomainAccess),
    listMailDomainInvitations: resolve(container, TOKENS.listMailDomainInvitations),
    getMailDomainInvitation: resolve(container, TOKENS.getMailDomainInvitation),
    inviteToMailDomain: resolve(container, TOKENS.inviteToMailDomain),
    refreshMailDomainInvitation: resolve(container, TOKENS.refreshMailDomainInvitation),
    withdrawMailDomainInvitation: resolve(container, TOKENS.withdrawMailDomainInvitation),
    ensureMayCreateTeam: resolve(container, TOKENS.ensureMayCreateTeam),
    listTeams: resolve(container, TOKENS.listTeams),
    findForeignServices: resolve(container, TOKENS.findForeignServices),
    getTeam: resolve(container, TOKENS.getTeam),
    createTeam: resolve(container, TOKENS.createTeam),
    updateTeam: resolve(container, TOKENS.updateTeam),
    deleteTeam: resolve(container, TOKENS.deleteTeam),
    moveTeam: resolve(container, TOKENS.moveTeam),
    listTeamAccesses: resolve(container, TOKENS.listTeamAccesses),
    getTeamAccess: resolve(container, TOKENS.getTeamAccess),
    grantTeamAccess: resolve(container, TOKENS.grantTeamAccess),
    setTeamRole: resolve(container, TOKENS.setTeamRole),
    revokeTeamAccess: resolve(container, TOKENS.revokeTeamAccess),
    listTeamInvitations: resolve(container, TOKENS.listTeamInvitations),
    getTeamInvitation: resolve(container, TOKENS.getTeamInvitation),
    withdrawTeamInvitation: resolve(container, TOKENS.withdrawTeamInvitation),
    inviteToTeam: resolve(container, TOKENS.inviteToTeam),
    listServiceTeams: resolve(container, TOKENS.listServiceTeams),
    getServiceTeam: resolve(container, TOKENS.getServiceTeam),
    ensureMayChangeServiceTeam: resolve(container, TOKENS.ensureMayChangeServiceTeam),
    createServiceTeam: resolve(container, TOKENS.createServiceTeam),
    updateServiceTeam: resolve(container, TOKENS.updateServiceTeam),
    listServiceTeamInvitations: resolve(container, TOKENS.listServiceTeamInvitations),
    getServiceTeamInvitation: resolve(container, TOKENS.getServiceTeamInvitation),
    ensureMayInviteThroughService: resolve(container, TOKENS.ensureMayInviteThroughService),
    inviteThroughService: resolve(container, TOKENS.inviteThroughService),
    withdrawThroughService: resolve(container, TOKENS.withdrawThroughService),
    listDirectoryUsers: resolve(container, TOKENS.listDirectoryUsers),
    getDirectoryUser: resolve(container, TOKENS.getDirectoryUser),
    listDirectoryGroups: resolve(container, TOKENS.listDirectoryGroups),
    getDirectoryGroup: resolve(container, TOKENS.getDirectoryGroup),
    changeGroupMembers: resolve(container, TOKENS.changeGroupMembers),
    listWebhooks: resolve(container, TOKENS.listWebhooks),
    createWebhook: resolve(container, TOKENS.createWebhook),
    updateWebhook: resolve(container, TOKENS.updateWebhook),
    deleteWebhook: resolve(container, TOKENS.deleteWebhook),
    listDeliveries: resolve(container, TOKENS.listDeliveries),
    replayDeliveries: resolve(container, TOKENS.replayDeliveries),
    resyncWebhook: resolve(container, TOKENS.resyncWebhook),
  };
}

export type UseCases = ReturnType<typeof makeUseCases>;
