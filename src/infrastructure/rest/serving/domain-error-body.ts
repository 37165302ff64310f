import type { DomainError, ErrorCode } from '../../../domain/shared/errors.ts';
import type { MessageKey } from '../../http/messages/messages-en.ts';
import type { Translate } from '../../http/messages/translate.ts';

type Params = DomainError['params'];
type Body = (translate: Translate, params: Params, isKept: boolean) => unknown;

const detail =
  (key: MessageKey): Body =>
  (translate) => ({ detail: translate(key) });

const noMatch =
  (model: string): Body =>
  (translate) => ({ detail: translate('no_match', { model }) });

/** Failures of other systems (contract/rest-api.md 7.4) and of access tokens (RFC 6750) carry a stable code. */
const coded =
  (code: string, key: MessageKey): Body =>
  (translate) => ({ detail: translate(key), code });

/** As `coded`, with another text where the request is stored and carried out later. */
const codedWhereKept =
  (code: string, key: MessageKey, keptKey: MessageKey): Body =>
  (translate, _params, isKept) => ({ detail: translate(isKept ? keptKey : key), code });

const field =
  (name: string, key: MessageKey): Body =>
  (translate) => ({ [name]: [translate(key)] });

const unknownKey =
  (name: string): Body =>
  (translate, { value = '' }) => ({ [name]: [translate('invalid_pk', { value })] });

const throttled: Body = (translate, { seconds = '' }) => ({
  detail: translate(seconds === '1' ? 'throttled_one' : 'throttled', { seconds }),
});

const refused: Body = (translate, { reason = '' }) => ({
  non_field_errors: [translate('provisioner_refused', { reason })],
});

const uniqueTogether =
  (model: string, ...labels: readonly string[]): Body =>
  (translate) => {
    const last = labels.at(-1) ?? '';
    const list = `${labels.slice(0, -1).join(', ')} ${translate('and')} ${last}`;
    return { __all__: [translate('unique_together', { model, labels: list })] };
  };

/** The contract's body of each failure; its status comes from the table of kinds. */
const BODIES: Readonly<Record<ErrorCode, Body>> = {
  'request.invalid': detail('invalid_value'),
  'list.full': (translate, { field: name = '__all__', max = '' }) => ({
    [name]: [translate('list_full', { max })],
  }),
  'list.too_long': (translate, { field: name = '__all__', max = '' }) => ({
    [name]: [translate('list_too_long', { max })],
  }),
  'session.required': detail('not_authenticated'),
  'session.not_found': noMatch('Session'),
  'csrf.failed': (translate, { reason = '' }) => ({ detail: translate('csrf_failed', { reason }) }),
  'bearer.malformed': (_translate, { reason = '' }) => ({ detail: `Invalid "bearer" header: ${reason}` }),
  'bearer.request_invalid': coded('invalid_request', 'bearer_request_invalid'),
  'bearer.invalid': coded('invalid_token', 'bearer_invalid'),
  'bearer.insufficient_scope': coded('insufficient_scope', 'bearer_insufficient_scope'),
  'bearer.subject_missing': detail('sign_in_refused'),
  'bearer.unknown_user': detail('bearer_unknown_user'),
  'resource_server.not_configured': detail('resource_server_not_configured'),
  'sign_in.refused': detail('sign_in_refused'),
  'sign_in.level_missing': coded('sign_in_level_missing', 'sign_in_level_missing'),
  'sign_in.other_person': detail('sign_in_refused'),
  'request.throttled': throttled,
  'live.too_many': throttled,
  'live.unavailable': coded('live_unavailable', 'upstream_unavailable'),
  'installation.quarantined': codedWhereKept(
    'installation_quarantined',
    'installation_quarantined',
    'installation_quarantined_kept',
  ),
  'user.not_found': noMatch('User'),
  'user.action_forbidden': detail('forbidden'),
  'user.unknown_timezone': field('timezone', 'invalid_timezone'),
  'organization.not_found': noMatch('Organization'),
  'organization.action_forbidden': detail('forbidden'),
  'organization.metadata_invalid': (_translate, { path = '', reason = '' }) => ({
    metadata: [`Validation error in '${path}': ${reason}`],
  }),
  'organization.registration_id_invalid': (translate, { value = '' }) => ({
    registration_id_list: [translate('registration_id_invalid', { value })],
  }),
  'organization.registration_id_check_digits': (translate, { value = '' }) => ({
    registration_id_list: [translate('registration_id_check_digits', { value })],
  }),
  'organization.registration_id_taken': (translate, { value = '' }) => ({
    registration_id_list: [translate('identifier_taken', { list: 'registration_id_list', value })],
  }),
  'organization.domain_invalid': (translate, { value = '' }) => ({
    domain_list: [translate('organization_domain_invalid', { value })],
  }),
  'organization.domain_taken': (translate, { value = '' }) => ({
    domain_list: [translate('identifier_taken', { list: 'domain_list', value })],
  }),
  'organization.domain_shared': (translate, { value = '' }) => ({
    domain_list: [translate('organization_domain_shared', { value })],
  }),
  'organization.merge_with_itself': detail('invalid_value'),
  'organization_discrepancy.not_found': noMatch('OrganizationDiscrepancy'),
  'organization.identifier_required': field('__all__', 'identifier_required'),
  'service_provider.action_forbidden': detail('forbidden'),
  'service_provider.name_taken': (translate) => ({
    name: [translate('unique', { model: 'Service provider', label: 'name' })],
  }),
  'service_provider.audience_taken': (translate) => ({
    audience_id: [translate('unique', { model: 'Service provider', label: 'audience id' })],
  }),
  'organization_access.not_found': noMatch('OrganizationAccess'),
  'organization_access.unknown_user': unknownKey('user'),
  'organization_access.already_exists': field('__all__', 'already_administrator'),
  'organization_access.last_administrator': field('__all__', 'last_administrator'),
  'organization_claim.not_found': noMatch('OrganizationClaim'),
  'organization_claim.has_administrator': field('__all__', 'organization_has_administrator'),
  'organization_claim.already_filed': field('__all__', 'claim_already_filed'),
  'organization_claim.already_decided': field('__all__', 'claim_already_decided'),
  'audit_log.action_forbidden': detail('forbidden'),
  'service_provider.not_found': noMatch('ServiceProvider'),
  'contact.not_found': noMatch('Contact'),
  'contact.action_forbidden': detail('forbidden'),
  'contact.data_required': field('data', 'required'),
  'contact.data_invalid': (_translate, { path = '', reason = '' }) => ({
    data: [`Validation error in '${path}': ${reason}`],
  }),
  'contact.notes_too_long': (translate, { max = '' }) => ({ notes: [translate('too_long', { max })] }),
  'contact.data_too_large': (translate, { max = '' }) => ({ data: [translate('too_large', { max })] }),
  'contact.override_unknown': (translate, { id = '' }) => ({
    override: [translate('invalid_pk', { value: id })],
  }),
  'contact.override_unowned': field('__all__', 'contact_override_unowned'),
  'contact.overrides_itself': field('__all__', 'contact_overrides_itself'),
  'contact.overrides_override': field('__all__', 'contact_overrides_override'),
  'contact.profile_not_owned': field('__all__', 'contact_profile_not_owned'),
  'contact.already_overridden': uniqueTogether('Contact', 'Owner', 'Override'),
  'mail_domain.not_found': noMatch('MailDomain'),
  'mail_domain.action_forbidden': detail('forbidden'),
  'mail_domain.invalid_name': field('name', 'domain_name_invalid'),
  'mail_domain.name_taken': (translate) => ({
    name: [translate('unique', { model: 'Mail domain', label: 'name' })],
  }),
  'mail_domain.refused': refused,
  'mail_domain.check_too_soon': throttled,
  'mail_domain.disabled': (translate) => [translate('domain_disabled')],
  'outgoing_mail.not_found': noMatch('OutgoingMail'),
  'outgoing_mail.action_forbidden': detail('forbidden'),
  'outgoing_mail.not_ended': detail('changed_meanwhile'),
  'outgoing_mail.content_erased': detail('changed_meanwhile'),
  'outgoing_mail.content_unreadable': detail('secret_unreadable'),
  'outgoing_mail.outdated': detail('changed_meanwhile'),
  'drift.not_found': noMatch('DriftLine'),
  'drift.resolution_not_applicable': detail('invalid_value'),
  'drift.stale': detail('changed_meanwhile'),
  'mail_domain_access.not_found': noMatch('MailDomainAccess'),
  'mail_domain_access.owner_grant_forbidden': detail('only_domain_owners_name_owners'),
  'mail_domain_access.role_change_forbidden': detail('role_change_not_allowed'),
  'mail_domain_access.role_forbidden': (translate, { allowed = '' }) => ({
    detail: translate('role_not_allowed', { allowed }),
  }),
  'mail_domain_access.last_owner': (translate) => ({ role: translate('last_domain_owner') }),
  'mail_domain_access.last_owner_stays': detail('last_domain_owner_stays'),
  'mail_domain_access.unknown_user': unknownKey('user'),
  'mail_domain_access.already_exists': uniqueTogether('User/mail domain relation', 'User', 'Domain'),
  'mail_domain_invitation.not_found': noMatch('MailDomainInvitation'),
  'mail_domain_invitation.role_too_high': (translate) => ({ role: translate('role_too_high') }),
  'mail_domain_invitation.ambiguous_email': field('email', 'several_accounts'),
  'mail_domain_invitation.already_exists': uniqueTogether(
    'Mail domain invitation',
    'Email address',
    'Domain',
  ),
  'invitation.not_found': noMatch('Invitation'),
  'mailbox.not_found': noMatch('Mailbox'),
  'mailbox.invalid_local_part': field('local_part', 'invalid_value'),
  'mailbox.address_taken': uniqueTogether('Mailbox', 'Local_part', 'Domain'),
  'mailbox.name_taken': uniqueTogether('Mailbox', 'First name', 'Last name', 'Domain'),
  'mailbox.display_name_taken': (translate, { holder = '' }) => ({
    NON_FIELD_ERRORS: [translate('display_name_taken', { holder })],
  }),
  'mailbox.secondary_email_is_itself': field('secondary_email', 'secondary_email_needed'),
  'mailbox.changed_meanwhile': detail('changed_meanwhile'),
  'mailbox.refused': refused,
  'mailbox.action_forbidden': detail('forbidden'),
  'mailbox.not_enabled': coded('mailbox_not_enabled', 'mailbox_not_enabled'),
  'mailbox.being_created': detail('mailbox_being_created'),
  'mailbox.already_provisioned': detail('mailbox_already_provisioned'),
  'mailbox.secondary_email_needed_for_reset': (translate) => [translate('secondary_email_needed_for_reset')],
  'mailbox.secondary_email_needed_for_link': (translate) => [translate('secondary_email_needed')],
  'mailbox_bulk_change.not_found': noMatch('MailboxBulkChange'),
  'mailbox_bulk_change.id_taken': detail('invalid_value'),
  'alias.not_found': noMatch('Alias'),
  'alias.invalid_local_part': field('local_part', 'invalid_value'),
  'alias.invalid_destination': field('destination', 'invalid_email'),
  'alias.already_exists': field('non_field_errors', 'alias_unique'),
  'alias.loop': field('destination', 'alias_loop'),
  'alias.repeated_destination': (translate, { destinations = '' }) => ({
    destination: [translate('alias_repeated_destination', { destinations })],
  }),
  'alias.domain_not_enabled': field('non_field_errors', 'alias_domain_not_enabled'),
  'alias.refused': refused,
  'alias.superseded': field('non_field_errors', 'alias_superseded'),
  'alias.withdrawn': field('non_field_errors', 'alias_withdrawn'),
  'mail_link.not_found': noMatch('MailLink'),
  'mail_link.expired': noMatch('MailLink'),
  'mail_link.used_up': detail('changed_meanwhile'),
  'password_link.not_found': noMatch('PasswordLink'),
  'password_link.expired': noMatch('PasswordLink'),
  'password_link.used': detail('changed_meanwhile'),
  'password_link.replaced': detail('changed_meanwhile'),
  'password_link.not_offered': detail('forbidden'),
  'mailbox.secondary_email_present': detail('forbidden'),
  'enrolment_link.not_found': noMatch('EnrolmentLink'),
  'enrolment_link.expired': noMatch('EnrolmentLink'),
  'enrolment_link.used': detail('changed_meanwhile'),
  'enrolment_link.replaced': detail('changed_meanwhile'),
  'second_factor.not_offered': detail('forbidden'),
  'second_factor.date_out_of_range': detail('invalid_value'),
  'enrolment_link.already_enrolled': detail('changed_meanwhile'),
  'factor_reset.not_found': noMatch('FactorReset'),
  'factor_reset.expired': detail('changed_meanwhile'),
  'factor_reset.lapsed': detail('changed_meanwhile'),
  'factor_reset.already_requested': detail('changed_meanwhile'),
  'factor_reset.nothing_to_reset': detail('changed_meanwhile'),
  'factor_reset.own_mailbox': detail('forbidden'),
  'factor_reset.second_person_needed': detail('forbidden'),
  'mail_link.password_unreadable': detail('secret_unreadable'),
  'mail_change.not_found': noMatch('MailChange'),
  'mail_change.withdrawn': detail('mail_change_withdrawn'),
  'team.not_found': noMatch('Team'),
  'team.action_forbidden': detail('forbidden'),
  'team.cannot_move_below_itself': field('parent', 'team_below_itself'),
  'team.unknown_service_provider': unknownKey('service_providers'),
  'team_access.not_found': noMatch('TeamAccess'),
  'team_access.action_forbidden': detail('forbidden'),
  'team_access.management_forbidden': detail('team_accesses_not_allowed'),
  'team_access.owner_grant_forbidden': detail('only_owners_name_owners'),
  'team_access.role_forbidden': (translate, { allowed = '' }) => ({
    detail: translate('role_not_allowed', { allowed }),
  }),
  'team_access.unknown_user': unknownKey('user'),
  'team_access.already_exists': field('__all__', 'already_in_team'),
  'team_invitation.not_found': noMatch('Invitation'),
  'team_invitation.action_forbidden': detail('forbidden'),
  'team_invitation.management_forbidden': detail('team_invitations_not_allowed'),
  'team_invitation.role_too_high': (translate) => ({ role: translate('role_too_high') }),
  'team_invitation.ambiguous_email': field('email', 'several_accounts'),
  'team_invitation.team_not_linked': field('team', 'team_not_found'),
  'team_invitation.already_exists': uniqueTogether('Team invitation', 'Email address', 'Team'),
  'account_service.not_found': noMatch('AccountService'),
  'account_service.action_forbidden': detail('forbidden'),
  'account_service.unknown_scope': (translate, { value = '' }) => ({
    scopes: [translate('invalid_choice', { value })],
  }),
  'account_service.expiry_passed': field('expires_at', 'expiry_passed'),
  'openid_client.not_found': noMatch('OpenidClient'),
  'openid_client.action_forbidden': detail('forbidden'),
  'openid_client.invalid': (translate, { field: name = '__all__' }) => ({
    [name]: [translate('invalid_value')],
  }),
  'openid_client.id_taken': field('client_id', 'invalid_value'),
  'openid_client.has_no_secret': field('client_type', 'invalid_value'),
  'openid_client.overlap_impossible': field('overlap_seconds', 'invalid_value'),
  'api_key.required': detail('not_authenticated'),
  'api_key.malformed': detail('api_key_malformed'),
  'api_key.invalid': detail('api_key_invalid'),
  'api_key.insufficient_scope': detail('forbidden'),
  'group.version_mismatch': detail('version_mismatch'),
  'group.too_many_changes': detail('too_many_changes'),
  'team_webhook.not_found': noMatch('TeamWebhook'),
  'team_webhook.action_forbidden': detail('forbidden'),
  'team_webhook.unusable_url': field('url', 'webhook_url_unusable'),
  'team_webhook.delivery_not_found': noMatch('WebhookDelivery'),
  'mail_provisioner.unavailable': codedWhereKept(
    'dimail_unavailable',
    'provisioner_unavailable',
    'provisioner_unavailable_kept',
  ),
  'mail_provisioner.forbidden': codedWhereKept(
    'dimail_forbidden',
    'provisioner_forbidden',
    'provisioner_forbidden_kept',
  ),
  'mail_provisioner.not_found': coded('dimail_not_found', 'provisioner_not_found'),
  'mail_provisioner.unexpected': codedWhereKept(
    'dimail_unexpected',
    'provisioner_unexpected',
    'provisioner_unexpected_kept',
  ),
  'mailer.unavailable': coded('mailer_unavailable', 'upstream_unavailable'),
  'mailer.refused': coded('mailer_refused', 'upstream_unavailable'),
  'organization_directory.unavailable': coded('directory_unavailable', 'upstream_unavailable'),
  'organization_directory.unexpected': coded('directory_unexpected', 'upstream_unavailable'),
  'identity_provider.unavailable': coded('idp_unavailable', 'identity_provider_unavailable'),
  'sign_out_notice.unavailable': coded('sign_out_notice_unavailable', 'upstream_unavailable'),
  'identity_provider.unexpected': coded('idp_unexpected', 'identity_provider_unexpected'),
  'identity_provider.refused': detail('sign_in_refused'),
};

/** The body of a refusal, in the contract's form and the caller's language. */
export const domainErrorBody = ({ code, params, isKept }: DomainError, translate: Translate): unknown =>
  BODIES[code](translate, params, isKept);
