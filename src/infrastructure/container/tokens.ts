import type { ListCommuneIds } from '../../application/account-service/list-commune-ids.ts';
import type {
  CreateAccountService,
  ListAccountServices,
  RevokeAccountServiceKeys,
  RotateAccountServiceKey,
} from '../../application/account-service/manage-account-services.ts';
import type { RecognizeAccountService } from '../../application/account-service/recognize-account-service.ts';
import type { ExportAuditLog, ListAuditLog } from '../../application/audit/read-audit-log.ts';
import type { CreateContact } from '../../application/contact/create-contact.ts';
import type { DeleteContact } from '../../application/contact/delete-contact.ts';
import type {
  FindHiddenContacts,
  GetContact,
  ListContacts,
} from '../../application/contact/read-contacts.ts';
import type { UpdateContact } from '../../application/contact/update-contact.ts';
import type { BackChannelSignOut } from '../../application/identity/back-channel-sign-out.ts';
import type { CompleteSignIn } from '../../application/identity/complete-sign-in.ts';
import type { RecognizeBearer } from '../../application/identity/recognize-bearer.ts';
import type { RecognizePerson, SignInSettings } from '../../application/identity/recognize-person.ts';
import type { CompleteSignOut, StartSignOut } from '../../application/identity/sign-out.ts';
import type { StartSignIn } from '../../application/identity/start-sign-in.ts';
import type { GetStatistics } from '../../application/information/get-statistics.ts';
import type { JobHandler, JobName } from '../../application/jobs/job.ts';
import type {
  DisableMailbox,
  EnableMailbox,
  ResetMailboxPassword,
  SendLoginLink,
} from '../../application/mail/act-on-mailbox.ts';
import type { AwaitAliasChange } from '../../application/mail/await-alias-change.ts';
import type { AwaitMailboxChange } from '../../application/mail/await-mailbox-change.ts';
import type {
  GrantMailDomainAccess,
  RevokeMailDomainAccess,
  SetMailDomainRole,
} from '../../application/mail/change-mail-domain-access.ts';
import type { UpdateMailbox } from '../../application/mail/change-mailbox.ts';
import type { CheckMailDomain, MailSettings } from '../../application/mail/check-mail-domain.ts';
import type { CheckMailboxUpdate } from '../../application/mail/check-mailbox-update.ts';
import type { CreateAlias } from '../../application/mail/create-alias.ts';
import type { CreateMailDomain, ProvisioningWaits } from '../../application/mail/create-mail-domain.ts';
import type { CreateMailbox } from '../../application/mail/create-mailbox.ts';
import type { DeleteMailbox } from '../../application/mail/delete-mailbox.ts';
import type { ReconcileObjects } from '../../application/mail/drift-lines.ts';
import type {
  InviteToMailDomain,
  RefreshMailDomainInvitation,
  WithdrawMailDomainInvitation,
} from '../../application/mail/invite-to-mail-domain.ts';
import type { ListOpenMailChanges } from '../../application/mail/list-open-mail-changes.ts';
import type { CheckAliasRemoval, ListAliases } from '../../application/mail/read-aliases.ts';
import type {
  GetDriftRun,
  ListDrift,
  ReadDriftAsOperator,
  StartReconciliation,
} from '../../application/mail/read-drift.ts';
import type {
  GetMailDomainAccess,
  ListAvailableUsers,
  ListMailDomainAccesses,
} from '../../application/mail/read-mail-domain-accesses.ts';
import type {
  GetMailDomainInvitation,
  ListMailDomainInvitations,
} from '../../application/mail/read-mail-domain-invitations.ts';
import type {
  GetMailbox,
  GetMailDomain,
  ListMailboxes,
  ListMailDomains,
} from '../../application/mail/read-mail-domains.ts';
import type { ReconcileMailDomain } from '../../application/mail/reconcile-mail-domain.ts';
import type { RefreshMailDomain } from '../../application/mail/refresh-mail-domain.ts';
import type { RemoveAlias, RemoveAliases } from '../../application/mail/remove-aliases.ts';
import type { ResolveDrift, ResolveDriftAsOperator } from '../../application/mail/resolve-drift.ts';
import type { SettleDrift } from '../../application/mail/settle-drift.ts';
import type { TakeCheckTurn } from '../../application/mail/take-check-turn.ts';
import type { AppointAdministrator } from '../../application/organization/appoint-administrator.ts';
import type { ChangeMetadata } from '../../application/organization/change-metadata.ts';
import type {
  GrantOrganizationAccess,
  ListOrganizationAccesses,
  RevokeOrganizationAccess,
} from '../../application/organization/change-organization-access.ts';
import type {
  DecideClaim,
  FileClaim,
  ListClaims,
} from '../../application/organization/claim-organization.ts';
import type { CreateOrganization } from '../../application/organization/create-organization.ts';
import type { EditOrganization } from '../../application/organization/edit-organization.ts';
import type { GetOrganization } from '../../application/organization/get-organization.ts';
import type {
  InspectOrganization,
  ListOrganizations,
} from '../../application/organization/list-organizations.ts';
import type {
  CheckOrganizationUpdate,
  RenameOrganization,
} from '../../application/organization/rename-organization.ts';
import type { PluginRegistry } from '../../application/ports/plugin-registry.ts';
import type { ChangeGroupMembers } from '../../application/resource-server/change-group-members.ts';
import type {
  GetDirectoryGroup,
  GetDirectoryUser,
  ListDirectoryGroups,
  ListDirectoryUsers,
} from '../../application/resource-server/read-directory.ts';
import type {
  RecognizeResourceServerCaller,
  ResourceServerSettings,
} from '../../application/resource-server/recognize-caller.ts';
import type {
  EnsureMayInviteThroughService,
  GetServiceTeamInvitation,
  InviteThroughService,
  ListServiceTeamInvitations,
  WithdrawThroughService,
} from '../../application/resource-server/service-team-invitations.ts';
import type {
  CreateServiceTeam,
  EnsureMayChangeServiceTeam,
  GetServiceTeam,
  ListServiceTeams,
  UpdateServiceTeam,
} from '../../application/resource-server/service-teams.ts';
import type {
  CreateServiceProvider,
  ListServicesOf,
  RenameServiceProvider,
  SetServiceAllowed,
} from '../../application/service-provider/manage-service-providers.ts';
import type {
  GetServiceProvider,
  ListServiceProviders,
} from '../../application/service-provider/read-service-providers.ts';
import type { DeleteTeam, MoveTeam, UpdateTeam } from '../../application/team/change-team.ts';
import type {
  GrantTeamAccess,
  RevokeTeamAccess,
  SetTeamRole,
} from '../../application/team/change-team-access.ts';
import type { CreateTeam, EnsureMayCreateTeam } from '../../application/team/create-team.ts';
import type { InviteToTeam } from '../../application/team/invite-to-team.ts';
import type { FindForeignServices } from '../../application/team/link-service-providers.ts';
import type { GetTeamAccess, ListTeamAccesses } from '../../application/team/read-team-accesses.ts';
import type { GetTeam, ListTeams } from '../../application/team/read-teams.ts';
import type { RefreshTeamInvitation } from '../../application/team/refresh-team-invitation.ts';
import type {
  GetTeamInvitation,
  ListTeamInvitations,
  WithdrawTeamInvitation,
} from '../../application/team/team-invitations.ts';
import type { ThrottleRequest } from '../../application/throttling/throttle-request.ts';
import type { FindUnknownUsers } from '../../application/user/find-unknown-users.ts';
import type { GetMe } from '../../application/user/get-me.ts';
import type { ListUsers } from '../../application/user/list-users.ts';
import type { SetUserFlags } from '../../application/user/set-user-flags.ts';
import type { CheckUserUpdate, IsKnownTimezone, UpdateUser } from '../../application/user/update-user.ts';
import type { WebhookSettings } from '../../application/webhook/deliver-to-webhook.ts';
import type {
  CreateWebhook,
  DeleteWebhook,
  ReplayDeliveries,
  ResyncWebhook,
  UpdateWebhook,
} from '../../application/webhook/manage-webhooks.ts';
import type { ListDeliveries, ListWebhooks } from '../../application/webhook/read-webhooks.ts';
import type { FeatureFlags } from '../../domain/user/me-abilities.ts';
import type { Adapters } from './adapters.ts';
import { type Token, token } from './typed-bind.ts';

type AdapterTokens = { readonly [Name in keyof Adapters]: Token<Adapters[Name]> };
type JobTokens = { readonly [Name in JobName]: Token<JobHandler<Name>> };

/** One token per port. */
export const ADAPTER_TOKENS: AdapterTokens = {
  unitOfWork: token('UnitOfWork'),
  sessions: token('SessionStore'),
  signals: token('Signals'),
  mailDomainQueries: token('MailDomainQueries'),
  mailDomainAccessQueries: token('MailDomainAccessQueries'),
  mailDomainInvitationQueries: token('MailDomainInvitationQueries'),
  mailAliasQueries: token('MailAliasQueries'),
  mailboxQueries: token('MailboxQueries'),
  driftQueries: token('DriftQueries'),
  openMailChangeQueries: token('OpenMailChangeQueries'),
  personQueries: token('PersonQueries'),
  organizationQueries: token('OrganizationQueries'),
  userQueries: token('UserQueries'),
  serviceProviderQueries: token('ServiceProviderQueries'),
  statisticsQueries: token('StatisticsQueries'),
  requestThrottle: token('RequestThrottle'),
  teamQueries: token('TeamQueries'),
  teamAccessQueries: token('TeamAccessQueries'),
  teamInvitationQueries: token('TeamInvitationQueries'),
  teamWebhookQueries: token('TeamWebhookQueries'),
  contactQueries: token('ContactQueries'),
  serviceTeamQueries: token('ServiceTeamQueries'),
  directoryQueries: token('DirectoryQueries'),
  accountServiceQueries: token('AccountServiceQueries'),
  communeQueries: token('CommuneQueries'),
  auditQueries: token('AuditQueries'),
  metadataSchema: token('MetadataSchema'),
  organizationPeopleQueries: token('OrganizationPeopleQueries'),
  mailProvisioner: token('MailProvisioner'),
  mailer: token('Mailer'),
  webhookSender: token('WebhookSender'),
  identityProvider: token('IdentityProvider'),
  tokenIntrospector: token('TokenIntrospector'),
  organizationDirectory: token('OrganizationDirectory'),
  rateLimiter: token('RateLimiter'),
  passwordHasher: token('PasswordHasher'),
  timezones: token('TimezoneCatalogue'),
  clock: token('Clock'),
  ids: token('IdGenerator'),
  randomness: token('Randomness'),
  secrets: token('SecretGenerator'),
  digest: token('TextDigest'),
  logger: token('Logger'),
};

/** One token per kind of job. */
export const JOB_TOKENS: JobTokens = {
  register_mail_domain: token('RegisterMailDomain'),
  check_mail_domain: token('CheckMailDomainJob'),
  provision_mailbox: token('ProvisionMailbox'),
  synchronize_mailbox: token('SynchronizeMailbox'),
  reconcile_mail_domain: token('ReconcileMailDomainJob'),
  change_alias: token('ChangeAlias'),
  complete_mail_draft: token('CompleteMailDraft'),
  deliver_mail: token('DeliverMail'),
  run_plugin_hook: token('RunPluginHook'),
  deliver_to_webhook: token('DeliverToWebhook'),
  resume_webhooks: token('ResumeWebhooks'),
  purge_webhook_deliveries: token('PurgeWebhookDeliveries'),
  schedule_domain_checks: token('ScheduleDomainChecks'),
  resume_stalled_mailboxes: token('ResumeStalledMailboxes'),
  schedule_reconciliations: token('ScheduleReconciliations'),
  name_unnamed_organizations: token('RequeueUnnamedOrganizations'),
  purge_sessions: token('PurgeSessions'),
};

export const TOKENS = {
  plugins: token<PluginRegistry>('PluginRegistry'),
  signInSettings: token<SignInSettings>('SignInSettings'),
  mailSettings: token<MailSettings>('MailSettings'),
  webhookSettings: token<WebhookSettings>('WebhookSettings'),
  featureFlags: token<FeatureFlags>('FeatureFlags'),
  waits: token<ProvisioningWaits>('ProvisioningWaits'),
  checkIntervalSeconds: token<number>('CheckIntervalSeconds'),
  bearerClientIds: token<readonly string[]>('BearerClientIds'),
  resourceServerSettings: token<ResourceServerSettings | undefined>('ResourceServerSettings'),
  recognizePerson: token<RecognizePerson>('RecognizePerson'),
  recognizeBearer: token<RecognizeBearer>('RecognizeBearer'),
  recognizeResourceServerCaller: token<RecognizeResourceServerCaller>('RecognizeResourceServerCaller'),
  startSignIn: token<StartSignIn>('StartSignIn'),
  completeSignIn: token<CompleteSignIn>('CompleteSignIn'),
  startSignOut: token<StartSignOut>('StartSignOut'),
  completeSignOut: token<CompleteSignOut>('CompleteSignOut'),
  backChannelSignOut: token<BackChannelSignOut>('BackChannelSignOut'),
  getMe: token<GetMe>('GetMe'),
  getOrganization: token<GetOrganization>('GetOrganization'),
  checkOrganizationUpdate: token<CheckOrganizationUpdate>('CheckOrganizationUpdate'),
  renameOrganization: token<RenameOrganization>('RenameOrganization'),
  findUnknownUsers: token<FindUnknownUsers>('FindUnknownUsers'),
  listUsers: token<ListUsers>('ListUsers'),
  checkUserUpdate: token<CheckUserUpdate>('CheckUserUpdate'),
  updateUser: token<UpdateUser>('UpdateUser'),
  isKnownTimezone: token<IsKnownTimezone>('IsKnownTimezone'),
  listServiceProviders: token<ListServiceProviders>('ListServiceProviders'),
  getServiceProvider: token<GetServiceProvider>('GetServiceProvider'),
  getStatistics: token<GetStatistics>('GetStatistics'),
  throttleRequest: token<ThrottleRequest>('ThrottleRequest'),
  registrationIdPattern: token<RegExp | null>('RegistrationIdPattern'),
  listOrganizations: token<ListOrganizations>('ListOrganizations'),
  inspectOrganization: token<InspectOrganization>('InspectOrganization'),
  createOrganization: token<CreateOrganization>('CreateOrganization'),
  editOrganization: token<EditOrganization>('EditOrganization'),
  appointAdministrator: token<AppointAdministrator>('AppointAdministrator'),
  listOrganizationAccesses: token<ListOrganizationAccesses>('ListOrganizationAccesses'),
  grantOrganizationAccess: token<GrantOrganizationAccess>('GrantOrganizationAccess'),
  revokeOrganizationAccess: token<RevokeOrganizationAccess>('RevokeOrganizationAccess'),
  fileClaim: token<FileClaim>('FileClaim'),
  listClaims: token<ListClaims>('ListClaims'),
  approveClaim: token<DecideClaim>('ApproveClaim'),
  rejectClaim: token<DecideClaim>('RejectClaim'),
  withdrawClaim: token<DecideClaim>('WithdrawClaim'),
  changeMetadata: token<ChangeMetadata>('ChangeMetadata'),
  listServicesOf: token<ListServicesOf>('ListServicesOf'),
  createServiceProvider: token<CreateServiceProvider>('CreateServiceProvider'),
  renameServiceProvider: token<RenameServiceProvider>('RenameServiceProvider'),
  setServiceAllowed: token<SetServiceAllowed>('SetServiceAllowed'),
  setUserFlags: token<SetUserFlags>('SetUserFlags'),
  listAuditLog: token<ListAuditLog>('ListAuditLog'),
  exportAuditLog: token<ExportAuditLog>('ExportAuditLog'),
  listContacts: token<ListContacts>('ListContacts'),
  findHiddenContacts: token<FindHiddenContacts>('FindHiddenContacts'),
  getContact: token<GetContact>('GetContact'),
  createContact: token<CreateContact>('CreateContact'),
  updateContact: token<UpdateContact>('UpdateContact'),
  deleteContact: token<DeleteContact>('DeleteContact'),
  takeCheckTurn: token<TakeCheckTurn>('TakeCheckTurn'),
  checkMailDomain: token<CheckMailDomain>('CheckMailDomain'),
  listMailDomains: token<ListMailDomains>('ListMailDomains'),
  getMailDomain: token<GetMailDomain>('GetMailDomain'),
  createMailDomain: token<CreateMailDomain>('CreateMailDomain'),
  refreshMailDomain: token<RefreshMailDomain>('RefreshMailDomain'),
  listMailboxes: token<ListMailboxes>('ListMailboxes'),
  getMailbox: token<GetMailbox>('GetMailbox'),
  createMailbox: token<CreateMailbox>('CreateMailbox'),
  awaitMailboxChange: token<AwaitMailboxChange>('AwaitMailboxChange'),
  checkMailboxUpdate: token<CheckMailboxUpdate>('CheckMailboxUpdate'),
  updateMailbox: token<UpdateMailbox>('UpdateMailbox'),
  enableMailbox: token<EnableMailbox>('EnableMailbox'),
  disableMailbox: token<DisableMailbox>('DisableMailbox'),
  resetMailboxPassword: token<ResetMailboxPassword>('ResetMailboxPassword'),
  sendLoginLink: token<SendLoginLink>('SendLoginLink'),
  deleteMailbox: token<DeleteMailbox>('DeleteMailbox'),
  reconcileAliases: token<ReconcileObjects>('ReconcileAliases'),
  reconcileMailboxes: token<ReconcileObjects>('ReconcileMailboxes'),
  reconcileMailDomain: token<ReconcileMailDomain>('ReconcileMailDomain'),
  listOpenMailChanges: token<ListOpenMailChanges>('ListOpenMailChanges'),
  getDriftRun: token<GetDriftRun>('GetDriftRun'),
  listDrift: token<ListDrift>('ListDrift'),
  startReconciliation: token<StartReconciliation>('StartReconciliation'),
  settleDrift: token<SettleDrift>('SettleDrift'),
  resolveDrift: token<ResolveDrift>('ResolveDrift'),
  readDriftAsOperator: token<ReadDriftAsOperator>('ReadDriftAsOperator'),
  resolveDriftAsOperator: token<ResolveDriftAsOperator>('ResolveDriftAsOperator'),
  awaitAliasChange: token<AwaitAliasChange>('AwaitAliasChange'),
  listAliases: token<ListAliases>('ListAliases'),
  checkAliasRemoval: token<CheckAliasRemoval>('CheckAliasRemoval'),
  createAlias: token<CreateAlias>('CreateAlias'),
  removeAlias: token<RemoveAlias>('RemoveAlias'),
  removeAliases: token<RemoveAliases>('RemoveAliases'),
  listMailDomainAccesses: token<ListMailDomainAccesses>('ListMailDomainAccesses'),
  getMailDomainAccess: token<GetMailDomainAccess>('GetMailDomainAccess'),
  listAvailableUsers: token<ListAvailableUsers>('ListAvailableUsers'),
  grantMailDomainAccess: token<GrantMailDomainAccess>('GrantMailDomainAccess'),
  setMailDomainRole: token<SetMailDomainRole>('SetMailDomainRole'),
  revokeMailDomainAccess: token<RevokeMailDomainAccess>('RevokeMailDomainAccess'),
  listMailDomainInvitations: token<ListMailDomainInvitations>('ListMailDomainInvitations'),
  getMailDomainInvitation: token<GetMailDomainInvitation>('GetMailDomainInvitation'),
  inviteToMailDomain: token<InviteToMailDomain>('InviteToMailDomain'),
  refreshMailDomainInvitation: token<RefreshMailDomainInvitation>('RefreshMailDomainInvitation'),
  withdrawMailDomainInvitation: token<WithdrawMailDomainInvitation>('WithdrawMailDomainInvitation'),
  ensureMayCreateTeam: token<EnsureMayCreateTeam>('EnsureMayCreateTeam'),
  listTeams: token<ListTeams>('ListTeams'),
  findForeignServices: token<FindForeignServices>('FindForeignServices'),
  getTeam: token<GetTeam>('GetTeam'),
  createTeam: token<CreateTeam>('CreateTeam'),
  updateTeam: token<UpdateTeam>('UpdateTeam'),
  deleteTeam: token<DeleteTeam>('DeleteTeam'),
  moveTeam: token<MoveTeam>('MoveTeam'),
  listTeamAccesses: token<ListTeamAccesses>('ListTeamAccesses'),
  getTeamAccess: token<GetTeamAccess>('GetTeamAccess'),
  grantTeamAccess: token<GrantTeamAccess>('GrantTeamAccess'),
  setTeamRole: token<SetTeamRole>('SetTeamRole'),
  revokeTeamAccess: token<RevokeTeamAccess>('RevokeTeamAccess'),
  listTeamInvitations: token<ListTeamInvitations>('ListTeamInvitations'),
  getTeamInvitation: token<GetTeamInvitation>('GetTeamInvitation'),
  withdrawTeamInvitation: token<WithdrawTeamInvitation>('WithdrawTeamInvitation'),
  inviteToTeam: token<InviteToTeam>('InviteToTeam'),
  refreshTeamInvitation: token<RefreshTeamInvitation>('RefreshTeamInvitation'),
  listServiceTeams: token<ListServiceTeams>('ListServiceTeams'),
  getServiceTeam: token<GetServiceTeam>('GetServiceTeam'),
  ensureMayChangeServiceTeam: token<EnsureMayChangeServiceTeam>('EnsureMayChangeServiceTeam'),
  createServiceTeam: token<CreateServiceTeam>('CreateServiceTeam'),
  updateServiceTeam: token<UpdateServiceTeam>('UpdateServiceTeam'),
  listServiceTeamInvitations: token<ListServiceTeamInvitations>('ListServiceTeamInvitations'),
  getServiceTeamInvitation: token<GetServiceTeamInvitation>('GetServiceTeamInvitation'),
  ensureMayInviteThroughService: token<EnsureMayInviteThroughService>('EnsureMayInviteThroughService'),
  inviteThroughService: token<InviteThroughService>('InviteThroughService'),
  withdrawThroughService: token<WithdrawThroughService>('WithdrawThroughService'),
  listDirectoryUsers: token<ListDirectoryUsers>('ListDirectoryUsers'),
  getDirectoryUser: token<GetDirectoryUser>('GetDirectoryUser'),
  listDirectoryGroups: token<ListDirectoryGroups>('ListDirectoryGroups'),
  getDirectoryGroup: token<GetDirectoryGroup>('GetDirectoryGroup'),
  changeGroupMembers: token<ChangeGroupMembers>('ChangeGroupMembers'),
  listWebhooks: token<ListWebhooks>('ListWebhooks'),
  createWebhook: token<CreateWebhook>('CreateWebhook'),
  updateWebhook: token<UpdateWebhook>('UpdateWebhook'),
  deleteWebhook: token<DeleteWebhook>('DeleteWebhook'),
  listDeliveries: token<ListDeliveries>('ListDeliveries'),
  replayDeliveries: token<ReplayDeliveries>('ReplayDeliveries'),
  resyncWebhook: token<ResyncWebhook>('ResyncWebhook'),
  accountServiceScopes: token<readonly string[]>('AccountServiceScopes'),
  recognizeAccountService: token<RecognizeAccountService>('RecognizeAccountService'),
  listAccountServices: token<ListAccountServices>('ListAccountServices'),
  createAccountService: token<CreateAccountService>('CreateAccountService'),
  rotateAccountServiceKey: token<RotateAccountServiceKey>('RotateAccountServiceKey'),
  revokeAccountServiceKeys: token<RevokeAccountServiceKeys>('RevokeAccountServiceKeys'),
  listCommuneIds: token<ListCommuneIds>('ListCommuneIds'),
};
