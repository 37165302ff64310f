/** Tables whose `organization_id` a merge rewrites, in that order. */
export const MERGED_TABLES = [
  'organization_registration_id',
  'organization_domain',
  'organization_access',
  'organization_claim',
  'organization_service_provider',
  'user_account',
  'team',
  'mail_domain',
] as const;

/** Tables that keep the id of a removed organization. */
export const UNMERGED_TABLES = ['audit_entry'] as const;
