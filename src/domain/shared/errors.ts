/** The kind of a failure; one table maps each kind to the status of each transport. */
export type ErrorKind =
  | 'invalid'
  | 'unauthenticated'
  | 'forbidden'
  | 'not_found'
  | 'conflict'
  | 'precondition_failed'
  | 'throttled'
  | 'unavailable'
  | 'bad_upstream';

/** Every failure a caller may react to. Codes are public and never change meaning. */
const KIND_BY_CODE = {
  'request.invalid': 'invalid',
  'list.full': 'invalid',
  'list.too_long': 'invalid',
  'session.required': 'unauthenticated',
  'session.not_found': 'not_found',
  'csrf.failed': 'forbidden',
  'bearer.malformed': 'unauthenticated',
  'bearer.request_invalid': 'invalid',
  'bearer.invalid': 'unauthenticated',
  'bearer.insufficient_scope': 'forbidden',
  'bearer.subject_missing': 'unauthenticated',
  'bearer.unknown_user': 'unauthenticated',
  'resource_server.not_configured': 'unauthenticated',
  'sign_in.refused': 'unauthenticated',
  'sign_in.level_missing': 'unauthenticated',
  'sign_in.other_person': 'unauthenticated',
  'request.throttled': 'throttled',
  'live.too_many': 'throttled',
  'live.unavailable': 'unavailable',
  'installation.quarantined': 'unavailable',
  'user.not_found': 'not_found',
  'user.action_forbidden': 'forbidden',
  'user.unknown_timezone': 'invalid',
  'organization.not_found': 'not_found',
  'organization.action_forbidden': 'forbidden',
  'organization.metadata_invalid': 'invalid',
  'organization.registration_id_invalid': 'invalid',
  'organization.registration_id_check_digits': 'invalid',
  'organization.registration_id_taken': 'conflict',
  'organization.domain_invalid': 'invalid',
  'organization.domain_shared': 'invalid',
  'organization.domain_taken': 'conflict',
  'organization.merge_with_itself': 'invalid',
  'organization.identifier_required': 'invalid',
  'service_provider.action_forbidden': 'forbidden',
  'service_provider.name_taken': 'conflict',
  'service_provider.audience_taken': 'conflict',
  'organization_access.not_found': 'not_found',
  'organization_access.unknown_user': 'invalid',
  'organization_access.already_exists': 'conflict',
  'organization_access.last_administrator': 'conflict',
  'organization_discrepancy.not_found': 'not_found',
  'organization_claim.not_found': 'not_found',
  'organization_claim.has_administrator': 'conflict',
  'organization_claim.already_filed': 'conflict',
  'organization_claim.already_decided': 'conflict',
  'audit_log.action_forbidden': 'forbidden',
  'service_provider.not_found': 'not_found',
  'contact.not_found': 'not_found',
  'contact.action_forbidden': 'forbidden',
  'contact.data_required': 'invalid',
  'contact.data_invalid': 'invalid',
  'contact.notes_too_long': 'invalid',
  'contact.data_too_large': 'invalid',
  'contact.override_unknown': 'invalid',
  'contact.override_unowned': 'invalid',
  'contact.overrides_itself': 'invalid',
  'contact.overrides_override': 'invalid',
  'contact.profile_not_owned': 'invalid',
  'contact.already_overridden': 'conflict',
  'mail_domain.not_found': 'not_found',
  'mail_domain.action_forbidden': 'forbidden',
  'mail_domain.invalid_name': 'invalid',
  'mail_domain.name_taken': 'conflict',
  'mail_domain.refused': 'invalid',
  'mail_domain.disabled': 'invalid',
  'mail_domain.check_too_soon': 'throttled',
  'mail_domain_access.not_found': 'not_found',
  'mail_domain_access.owner_grant_forbidden': 'forbidden',
  'mail_domain_access.role_change_forbidden': 'forbidden',
  'mail_domain_access.role_forbidden': 'forbidden',
  'mail_domain_access.last_owner': 'forbidden',
  'mail_domain_access.last_owner_stays': 'forbidden',
  'mail_domain_access.unknown_user': 'invalid',
  'mail_domain_access.already_exists': 'conflict',
  'mail_domain_invitation.not_found': 'not_found',
  'mail_domain_invitation.role_too_high': 'forbidden',
  'mail_domain_invitation.ambiguous_email': 'invalid',
  'mail_domain_invitation.already_exists': 'conflict',
  'invitation.not_found': 'not_found',
  'mailbox.not_found': 'not_found',
  'mailbox.invalid_local_part': 'invalid',
  'mailbox.address_taken': 'conflict',
  'mailbox.name_taken': 'conflict',
  'mailbox.display_name_taken': 'conflict',
  'mailbox.secondary_email_is_itself': 'invalid',
  'mailbox.changed_meanwhile': 'conflict',
  'mailbox.refused': 'invalid',
  'mailbox.action_forbidden': 'forbidden',
  'mailbox.not_enabled': 'invalid',
  'mailbox.being_created': 'conflict',
  'mailbox.already_provisioned': 'conflict',
  'mailbox.secondary_email_needed_for_reset': 'invalid',
  'mailbox.secondary_email_needed_for_link': 'invalid',
  'mailbox_bulk_change.not_found': 'not_found',
  'mailbox_bulk_change.id_taken': 'conflict',
  'alias.not_found': 'not_found',
  'alias.invalid_local_part': 'invalid',
  'alias.invalid_destination': 'invalid',
  'alias.already_exists': 'conflict',
  'alias.loop': 'invalid',
  'alias.repeated_destination': 'invalid',
  'alias.domain_not_enabled': 'invalid',
  'alias.refused': 'invalid',
  'alias.superseded': 'conflict',
  'alias.withdrawn': 'conflict',
  'mail_link.not_found': 'not_found',
  'mail_link.expired': 'not_found',
  'mail_link.used_up': 'conflict',
  'password_link.not_found': 'not_found',
  'password_link.expired': 'not_found',
  'password_link.used': 'conflict',
  'password_link.replaced': 'conflict',
  'password_link.not_offered': 'precondition_failed',
  'mailbox.secondary_email_present': 'precondition_failed',
  'enrolment_link.not_found': 'not_found',
  'enrolment_link.expired': 'not_found',
  'enrolment_link.used': 'conflict',
  'enrolment_link.replaced': 'conflict',
  'second_factor.not_offered': 'precondition_failed',
  'second_factor.date_out_of_range': 'invalid',
  'enrolment_link.already_enrolled': 'conflict',
  'factor_reset.not_found': 'not_found',
  'factor_reset.expired': 'conflict',
  'factor_reset.lapsed': 'conflict',
  'factor_reset.already_requested': 'conflict',
  'factor_reset.nothing_to_reset': 'conflict',
  'factor_reset.own_mailbox': 'forbidden',
  'factor_reset.second_person_needed': 'forbidden',
  'mail_link.password_unreadable': 'conflict',
  'mail_change.not_found': 'not_found',
  'mail_change.withdrawn': 'conflict',
  'drift.not_found': 'not_found',
  'drift.resolution_not_applicable': 'invalid',
  'drift.stale': 'conflict',
  'team.not_found': 'not_found',
  'team.action_forbidden': 'forbidden',
  'team.cannot_move_below_itself': 'invalid',
  'team.unknown_service_provider': 'invalid',
  'team_access.not_found': 'not_found',
  'team_access.action_forbidden': 'forbidden',
  'team_access.management_forbidden': 'forbidden',
  'team_access.owner_grant_forbidden': 'forbidden',
  'team_access.role_forbidden': 'forbidden',
  'team_access.unknown_user': 'invalid',
  'team_access.already_exists': 'conflict',
  'team_invitation.not_found': 'not_found',
  'team_invitation.action_forbidden': 'forbidden',
  'team_invitation.management_forbidden': 'forbidden',
  'team_invitation.role_too_high': 'forbidden',
  'team_invitation.ambiguous_email': 'invalid',
  'team_invitation.already_exists': 'conflict',
  'team_invitation.team_not_linked': 'invalid',
  'account_service.not_found': 'not_found',
  'account_service.action_forbidden': 'forbidden',
  'account_service.unknown_scope': 'invalid',
  'account_service.expiry_passed': 'invalid',
  'openid_client.not_found': 'not_found',
  'openid_client.action_forbidden': 'forbidden',
  'openid_client.invalid': 'invalid',
  'openid_client.id_taken': 'conflict',
  'openid_client.has_no_secret': 'invalid',
  'openid_client.overlap_impossible': 'invalid',
  'api_key.required': 'unauthenticated',
  'api_key.malformed': 'unauthenticated',
  'api_key.invalid': 'unauthenticated',
  'api_key.insufficient_scope': 'forbidden',
  'group.version_mismatch': 'precondition_failed',
  'group.too_many_changes': 'invalid',
  'team_webhook.not_found': 'not_found',
  'team_webhook.action_forbidden': 'forbidden',
  'team_webhook.unusable_url': 'invalid',
  'team_webhook.delivery_not_found': 'not_found',
  'mail_provisioner.unavailable': 'unavailable',
  'mail_provisioner.forbidden': 'bad_upstream',
  'mail_provisioner.not_found': 'bad_upstream',
  'mail_provisioner.unexpected': 'bad_upstream',
  'outgoing_mail.not_found': 'not_found',
  'outgoing_mail.action_forbidden': 'forbidden',
  'outgoing_mail.not_ended': 'conflict',
  'outgoing_mail.content_erased': 'conflict',
  'outgoing_mail.content_unreadable': 'conflict',
  'outgoing_mail.outdated': 'conflict',
  'mailer.unavailable': 'unavailable',
  'mailer.refused': 'bad_upstream',
  'organization_directory.unavailable': 'unavailable',
  'organization_directory.unexpected': 'bad_upstream',
  'identity_provider.unavailable': 'unavailable',
  'sign_out_notice.unavailable': 'unavailable',
  'identity_provider.unexpected': 'bad_upstream',
  'identity_provider.refused': 'unauthenticated',
} as const satisfies Record<string, ErrorKind>;
export type ErrorCode = keyof typeof KIND_BY_CODE;

type Details = {
  /** The underlying failure, for the log only; it never reaches a caller. */
  readonly cause?: unknown;
  /** Values that a message may quote, such as the address of the mailbox with that name. Never a secret. */
  readonly params?: Readonly<Record<string, string>>;
  /** The delay that the other system asked for, in seconds (only for `unavailable` and `throttled`). */
  readonly retryAfterSeconds?: number;
  /** Whether the request is stored and will be carried out as soon as possible: a repeated request joins it. */
  readonly isKept?: boolean;
};

/** A refusal or an outage that a caller may react to; anything else that is thrown is a bug. */
export class DomainError extends Error {
  override readonly name = 'DomainError';
  readonly kind: ErrorKind;
  readonly params: Readonly<Record<string, string>>;
  readonly retryAfterSeconds: number | undefined;
  readonly isKept: boolean;

  constructor(
    readonly code: ErrorCode,
    message: string,
    { cause, params = {}, retryAfterSeconds, isKept = false }: Details = {},
  ) {
    super(message, cause === undefined ? undefined : { cause });
    this.kind = KIND_BY_CODE[code];
    this.params = params;
    this.retryAfterSeconds = retryAfterSeconds;
    this.isKept = isKept;
  }
}

/** Whether repeating the call later may succeed. */
export const isOutage = (error: unknown): error is DomainError =>
  error instanceof DomainError && error.kind === 'unavailable';
