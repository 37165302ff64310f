import type { Brand } from './brand.ts';

export type UserId = Brand<string, 'UserId'>;
export type OrganizationId = Brand<string, 'OrganizationId'>;
export type OrganizationAccessId = Brand<string, 'OrganizationAccessId'>;
export type OrganizationClaimId = Brand<string, 'OrganizationClaimId'>;
export type ContactId = Brand<string, 'ContactId'>;
export type TeamId = Brand<string, 'TeamId'>;
export type TeamAccessId = Brand<string, 'TeamAccessId'>;
export type TeamInvitationId = Brand<string, 'TeamInvitationId'>;
export type ServiceProviderId = Brand<string, 'ServiceProviderId'>;
export type AccountServiceId = Brand<string, 'AccountServiceId'>;
export type MailDomainId = Brand<string, 'MailDomainId'>;
export type MailDomainAccessId = Brand<string, 'MailDomainAccessId'>;
export type MailDomainInvitationId = Brand<string, 'MailDomainInvitationId'>;
export type MailboxId = Brand<string, 'MailboxId'>;
export type MailboxBulkChangeId = Brand<string, 'MailboxBulkChangeId'>;
export type DriftLineId = Brand<string, 'DriftLineId'>;
/** A number, in text. */
export type AuditEntryId = Brand<string, 'AuditEntryId'>;
export type MailAliasId = Brand<string, 'MailAliasId'>;
export type MailAliasChangeId = Brand<string, 'MailAliasChangeId'>;
export type OutgoingMailId = Brand<string, 'OutgoingMailId'>;
/** Lower-case hexadecimal SHA-256 of the token in its address. */
export type MailLinkId = Brand<string, 'MailLinkId'>;
/** As `MailLinkId`. */
export type PasswordLinkId = Brand<string, 'PasswordLinkId'>;
/** As `MailLinkId`. */
export type EnrolmentLinkId = Brand<string, 'EnrolmentLinkId'>;
export type AuthenticatorId = Brand<string, 'AuthenticatorId'>;
/** Lower-case hexadecimal SHA-256 of the code. */
export type RecoveryCodeId = Brand<string, 'RecoveryCodeId'>;
export type FactorResetId = Brand<string, 'FactorResetId'>;
export type TeamWebhookId = Brand<string, 'TeamWebhookId'>;
/** A decimal number: later deliveries have greater ones. */
export type WebhookDeliveryId = Brand<string, 'WebhookDeliveryId'>;
