import type { DriftRun } from '../../application/provisioning/drift-repository.ts';
import type { ServiceProvider } from '../../domain/access/service-provider.ts';
import type { MailAlias } from '../../domain/alias/mail-alias.ts';
import type { MailAliasChange } from '../../domain/alias/mail-alias-change.ts';
import type { FactorReset } from '../../domain/identity/administration/factor-reset.ts';
import type {
  SecondFactorNotice,
  SecondFactorPolicy,
} from '../../domain/identity/administration/second-factor-policy.ts';
import type { EnrolmentLink } from '../../domain/identity/enrolment-link.ts';
import type { PasswordLink } from '../../domain/identity/password-link.ts';
import type { RecoveryCode } from '../../domain/identity/recovery-code.ts';
import type { MailDomainInvitation } from '../../domain/invitation/mail-domain-invitation.ts';
import type { TeamInvitation } from '../../domain/invitation/team-invitation.ts';
import type { MailDomain } from '../../domain/mail-domain/mail-domain.ts';
import type { MailDomainAccess } from '../../domain/mail-domain/mail-domain-access.ts';
import type { BulkChange } from '../../domain/mailbox/bulk-change.ts';
import { displayNameOf, hasSameNames, type Mailbox } from '../../domain/mailbox/mailbox.ts';
import type { MailLink } from '../../domain/notification/mail-link.ts';
import type { OrganizationAccess } from '../../domain/organization/organization-access.ts';
import type { OrganizationClaim } from '../../domain/organization/organization-claim.ts';
import type { OrganizationDiscrepancy } from '../../domain/organization/organization-discrepancy.ts';
import type { Contact } from '../../domain/people/contact.ts';
import type { LevelWaiver } from '../../domain/people/level-waiver.ts';
import type { User } from '../../domain/people/user.ts';
import type { DriftLine } from '../../domain/provisioning/drift.ts';
import type {
  MailboxId,
  OrganizationId,
  ServiceProviderId,
  TeamId,
  UserId,
} from '../../domain/shared/ids.ts';
import type { Team } from '../../domain/team/team.ts';
import type { TeamAccess } from '../../domain/team/team-access.ts';
import type { TeamWebhook } from '../../domain/webhook/team-webhook.ts';
import type { TableRules } from './table-rules.ts';

/** Types the members of a row. */
const rules = <Row>(rulesOfRow: TableRules<Row>): TableRules<Row> => rulesOfRow;

const cascade = <Member extends string>(member: Member, table: string) => [member, table, 'cascade'] as const;
const setNull = <Member extends string>(member: Member, table: string) =>
  [member, table, 'set null'] as const;
const restrict = <Member extends string>(member: Member, table: string) =>
  [member, table, 'restrict'] as const;

/** The rules of each table, by name: unique members, what happens to a row when a referenced one is deleted, spellings. */
export const TABLE_RULES = {
  organization: { table: 'organization' },
  organization_access: rules<OrganizationAccess>({
    table: 'organization_access',
    unique: [
      {
        name: 'organization_access_user_organization_key',
        members: ['userId', 'organizationId'],
        refusal: ['organization_access.already_exists', 'They administer it already'],
      },
    ],
    references: [cascade('organizationId', 'organization'), cascade('userId', 'user_account')],
  }),
  organization_claim: rules<OrganizationClaim>({
    table: 'organization_claim',
    unique: [
      {
        name: 'organization_claim_pending_key',
        members: ['organizationId', 'userId'],
        isSame: (a, b) =>
          a.organizationId === b.organizationId &&
          a.userId === b.userId &&
          a.status === 'pending' &&
          b.status === 'pending',
        refusal: ['organization_claim.already_filed', 'They have asked already'],
      },
    ],
    references: [
      cascade('organizationId', 'organization'),
      cascade('userId', 'user_account'),
      setNull('decidedBy', 'user_account'),
    ],
  }),
  organization_discrepancy: rules<OrganizationDiscrepancy>({
    table: 'organization_discrepancy',
    references: [cascade('userId', 'user_account'), setNull('settledBy', 'user_account')],
  }),
  staff_placement: rules<Readonly<{ userId: UserId }>>({
    table: 'staff_placement',
    references: [cascade('userId', 'user_account')],
  }),
  organization_service_provider: rules<
    Readonly<{ organizationId: OrganizationId; serviceProviderId: ServiceProviderId }>
  >({
    table: 'organization_service_provider',
    references: [cascade('organizationId', 'organization'), cascade('serviceProviderId', 'service_provider')],
  }),
  service_provider: rules<ServiceProvider>({
    table: 'service_provider',
    unique: [
      {
        name: 'service_provider_name_key',
        members: ['name'],
        refusal: ['service_provider.name_taken', 'Another service has that name'],
      },
      {
        name: 'service_provider_audience_key',
        members: ['audienceId'],
        refusal: ['service_provider.audience_taken', 'Another service has that audience'],
      },
    ],
  }),
  user_account: rules<User>({
    table: 'user_account',
    unique: [{ name: 'user_account_sub_key', members: ['sub'] }],
    references: [restrict('organizationId', 'organization')],
    spelled: { email: 'email' },
  }),
  level_waiver: rules<LevelWaiver>({
    table: 'level_waiver',
    references: [cascade('userId', 'user_account')],
  }),
  first_staff: { table: 'first_staff' },
  contact: rules<Contact>({
    table: 'contact',
    unique: [
      {
        name: 'contact_owner_override_key',
        members: ['ownerId', 'overrideId'],
        refusal: ['contact.already_overridden', 'The owner overrides this contact already'],
      },
      { name: 'contact_user_key', members: ['userId'] },
    ],
    references: [
      cascade('ownerId', 'user_account'),
      setNull('overrideId', 'contact'),
      setNull('userId', 'user_account'),
    ],
  }),
  team: rules<Team>({
    table: 'team',
    unique: [
      { name: 'team_path_key', members: ['path'] },
      { name: 'team_external_id_key', members: ['externalId'] },
    ],
    references: [restrict('organizationId', 'organization')],
  }),
  team_access: rules<TeamAccess>({
    table: 'team_access',
    unique: [
      {
        name: 'team_access_user_team_key',
        members: ['userId', 'teamId'],
        refusal: ['team_access.already_exists', 'The user is already in this team'],
      },
    ],
    references: [cascade('teamId', 'team'), cascade('userId', 'user_account')],
  }),
  team_invitation: rules<TeamInvitation>({
    table: 'team_invitation',
    unique: [
      {
        name: 'team_invitation_email_team_key',
        members: ['email', 'teamId'],
        refusal: ['team_invitation.already_exists', 'The address is invited already'],
      },
    ],
    references: [cascade('teamId', 'team'), cascade('issuerId', 'user_account')],
    spelled: { email: 'email' },
  }),
  team_service_provider: rules<Readonly<{ teamId: TeamId; serviceProviderId: ServiceProviderId }>>({
    table: 'team_service_provider',
    references: [cascade('teamId', 'team'), cascade('serviceProviderId', 'service_provider')],
  }),
  team_webhook: rules<TeamWebhook>({
    table: 'team_webhook',
    references: [cascade('teamId', 'team')],
  }),
  mail_domain: rules<MailDomain>({
    table: 'mail_domain',
    unique: [
      {
        name: 'mail_domain_name_key',
        members: ['name'],
        refusal: ['mail_domain.name_taken', 'A domain has this name'],
      },
      { name: 'mail_domain_slug_key', members: ['slug'] },
    ],
    references: [restrict('organizationId', 'organization')],
    spelled: { name: 'domain', supportEmail: 'email' },
  }),
  mail_domain_access: rules<MailDomainAccess>({
    table: 'mail_domain_access',
    unique: [
      {
        name: 'mail_domain_access_user_domain_key',
        members: ['userId', 'mailDomainId'],
        refusal: ['mail_domain_access.already_exists', 'The user has an access'],
      },
    ],
    references: [cascade('mailDomainId', 'mail_domain'), cascade('userId', 'user_account')],
  }),
  mail_domain_invitation: rules<MailDomainInvitation>({
    table: 'mail_domain_invitation',
    unique: [
      {
        name: 'mail_domain_invitation_email_domain_key',
        members: ['email', 'mailDomainId'],
        refusal: ['mail_domain_invitation.already_exists', 'The address is invited'],
      },
    ],
    references: [cascade('mailDomainId', 'mail_domain'), cascade('issuerId', 'user_account')],
    spelled: { email: 'email' },
  }),
  mailbox: rules<
    Pick<Mailbox, 'mailDomainId' | 'localPart' | 'firstName' | 'lastName' | 'secondaryEmail' | 'issuerId'>
  >({
    table: 'mailbox',
    unique: [
      {
        name: 'mailbox_local_part_domain_key',
        members: ['mailDomainId', 'localPart'],
        refusal: ['mailbox.address_taken', 'The domain has this local part'],
      },
      {
        name: 'mailbox_name_domain_key',
        members: ['mailDomainId', 'firstName', 'lastName'],
        // Mailboxes without names, as functional ones may be, have no namesake.
        isSame: (a, b) => a.mailDomainId === b.mailDomainId && displayNameOf(a) !== '' && hasSameNames(a, b),
        refusal: ['mailbox.name_taken', 'The domain has this first and last name'],
      },
    ],
    references: [cascade('mailDomainId', 'mail_domain'), setNull('issuerId', 'user_account')],
    spelled: { secondaryEmail: 'email' },
  }),
  mailbox_bulk_change: rules<BulkChange>({
    table: 'mailbox_bulk_change',
    references: [cascade('mailDomainId', 'mail_domain'), setNull('askedBy', 'user_account')],
  }),
  mail_alias: rules<MailAlias>({
    table: 'mail_alias',
    unique: [
      {
        name: 'mail_alias_domain_local_part_destination_key',
        members: ['mailDomainId', 'localPart', 'destination'],
      },
    ],
    references: [cascade('mailDomainId', 'mail_domain')],
    spelled: { destination: 'email' },
  }),
  mail_alias_change: rules<MailAliasChange>({
    table: 'mail_alias_change',
    unique: [
      {
        name: 'mail_alias_change_key',
        members: ['mailDomainId', 'localPart', 'kind', 'destination'],
        isSame: (a, b) =>
          a.mailDomainId === b.mailDomainId &&
          a.localPart === b.localPart &&
          a.kind === b.kind &&
          a.destination === b.destination,
      },
    ],
    references: [cascade('mailDomainId', 'mail_domain')],
    spelled: { destination: 'email' },
  }),
  mail_link: rules<MailLink>({ table: 'mail_link', references: [cascade('mailboxId', 'mailbox')] }),
  openid_record: rules<{ readonly mailboxId: MailboxId | null }>({
    table: 'openid_record',
    references: [cascade('mailboxId', 'mailbox')],
  }),
  password_link: rules<PasswordLink>({
    table: 'password_link',
    unique: [
      {
        name: 'password_link_open_key',
        members: ['mailboxId'],
        isSame: (a, b) => a.mailboxId === b.mailboxId && a.endedAt === null && b.endedAt === null,
      },
    ],
    references: [cascade('mailboxId', 'mailbox')],
  }),
  enrolment_link: rules<EnrolmentLink>({
    table: 'enrolment_link',
    unique: [
      {
        name: 'enrolment_link_open_key',
        members: ['mailboxId'],
        isSame: (a, b) => a.mailboxId === b.mailboxId && a.endedAt === null && b.endedAt === null,
      },
    ],
    references: [cascade('mailboxId', 'mailbox')],
  }),
  authenticator: rules<{ readonly mailboxId: MailboxId; readonly credentialId: string | null }>({
    table: 'authenticator',
    unique: [{ name: 'authenticator_credential_key', members: ['credentialId'] }],
    references: [cascade('mailboxId', 'mailbox')],
  }),
  recovery_code: rules<RecoveryCode>({
    table: 'recovery_code',
    references: [cascade('mailboxId', 'mailbox')],
  }),
  second_factor_policy: rules<SecondFactorPolicy>({
    table: 'second_factor_policy',
    references: [cascade('mailDomainId', 'mail_domain')],
  }),
  second_factor_notice: rules<SecondFactorNotice>({
    table: 'second_factor_notice',
    references: [cascade('mailDomainId', 'mail_domain')],
  }),
  factor_reset: rules<FactorReset>({
    table: 'factor_reset',
    unique: [{ name: 'factor_reset_mailbox_key', members: ['mailboxId'] }],
    references: [cascade('mailboxId', 'mailbox'), setNull('requestedBy', 'user_account')],
  }),
  mail_drift_run: rules<DriftRun>({
    table: 'mail_drift_run',
    references: [cascade('mailDomainId', 'mail_domain')],
  }),
  mail_drift_line: rules<DriftLine>({
    table: 'mail_drift_line',
    unique: [
      { name: 'mail_drift_line_thing_key', members: ['mailDomainId', 'object', 'address', 'destination'] },
    ],
    references: [cascade('mailDomainId', 'mail_domain')],
  }),
};
