import type { Columns, RowOf } from './table-shape.ts';

/**
 * Columns of one of our tables that the takeover fills; others keep what they have. `key` tells rows apart, `parents` are
 * the tables that columns refer to, other than itself.
 */
export type TargetTable = Readonly<{
  columns: Columns;
  key: readonly string[];
  parents: Readonly<Record<string, string>>;
  /** The rows of an owner, a parent, are one list that is taken over as a whole. */
  owner?: string;
}>;

const TIMES = { created_at: 'timestamp', updated_at: 'timestamp' } as const;
const ID = ['id'] as const;
const LIST_OF_ORGANIZATION = {
  columns: { value: 'text', organization_id: 'uuid', position: 'integer' },
  key: ['value'],
  parents: { organization_id: 'organization' },
  owner: 'organization_id',
} as const;

/** Our tables in an order in which nothing refers to a later one. */
export const TARGET_TABLES = {
  organization: {
    columns: { id: 'uuid', name: 'text', metadata: 'json', is_active: 'boolean', ...TIMES },
    key: ID,
    parents: {},
  },
  organization_registration_id: LIST_OF_ORGANIZATION,
  organization_domain: LIST_OF_ORGANIZATION,
  service_provider: {
    columns: { id: 'uuid', name: 'text', audience_id: 'text', ...TIMES },
    key: ID,
    parents: {},
  },
  organization_service_provider: {
    columns: { organization_id: 'uuid', service_provider_id: 'uuid' },
    key: ['organization_id', 'service_provider_id'],
    parents: { organization_id: 'organization', service_provider_id: 'service_provider' },
  },
  user_account: {
    columns: {
      id: 'uuid',
      sub: 'text',
      email: 'text?',
      email_verified: 'boolean',
      name: 'text?',
      language: 'text',
      timezone: 'text',
      is_device: 'boolean',
      is_staff: 'boolean',
      is_superuser: 'boolean',
      is_active: 'boolean',
      organization_id: 'uuid?',
      last_login_at: 'timestamp?',
      ...TIMES,
    },
    key: ID,
    parents: { organization_id: 'organization' },
  },
  organization_access: {
    columns: { id: 'uuid', organization_id: 'uuid', user_id: 'uuid', role: 'text', ...TIMES },
    key: ID,
    parents: { organization_id: 'organization', user_id: 'user_account' },
  },
  contact: {
    columns: {
      id: 'uuid',
      full_name: 'text',
      short_name: 'text?',
      notes: 'text',
      data: 'json',
      owner_id: 'uuid?',
      override_id: 'uuid?',
      user_id: 'uuid?',
      ...TIMES,
    },
    key: ID,
    parents: { owner_id: 'user_account', user_id: 'user_account' },
  },
  team: {
    columns: {
      id: 'uuid',
      name: 'text',
      path: 'text',
      depth: 'integer',
      numchild: 'integer',
      external_id: 'uuid',
      organization_id: 'uuid?',
      is_visible_all_services: 'boolean',
      ...TIMES,
    },
    key: ID,
    parents: { organization_id: 'organization' },
  },
  team_access: {
    columns: { id: 'uuid', team_id: 'uuid', user_id: 'uuid', role: 'text', ...TIMES },
    key: ID,
    parents: { team_id: 'team', user_id: 'user_account' },
  },
  team_service_provider: {
    columns: { team_id: 'uuid', service_provider_id: 'uuid' },
    key: ['team_id', 'service_provider_id'],
    parents: { team_id: 'team', service_provider_id: 'service_provider' },
  },
  team_webhook: {
    columns: {
      id: 'uuid',
      team_id: 'uuid',
      url: 'text',
      sealed_secret: 'secret?',
      protocol: 'text',
      status: 'text',
      ...TIMES,
    },
    key: ID,
    parents: { team_id: 'team' },
  },
  team_invitation: {
    columns: {
      id: 'uuid',
      email: 'text',
      team_id: 'uuid',
      role: 'text',
      issuer_id: 'uuid',
      expires_at: 'timestamp',
      ...TIMES,
    },
    key: ID,
    parents: { team_id: 'team', issuer_id: 'user_account' },
  },
  mail_domain: {
    columns: {
      id: 'uuid',
      name: 'text',
      slug: 'text',
      status: 'text',
      registration: 'json',
      support_email: 'text',
      organization_id: 'uuid?',
      last_check_details: 'json?',
      last_checked_at: 'timestamp?',
      expected_config: 'json?',
      ...TIMES,
    },
    key: ID,
    parents: { organization_id: 'organization' },
  },
  mail_domain_access: {
    columns: { id: 'uuid', mail_domain_id: 'uuid', user_id: 'uuid', role: 'text', ...TIMES },
    key: ID,
    parents: { mail_domain_id: 'mail_domain', user_id: 'user_account' },
  },
  mail_domain_invitation: {
    columns: {
      id: 'uuid',
      email: 'text',
      mail_domain_id: 'uuid',
      role: 'text',
      issuer_id: 'uuid',
      expires_at: 'timestamp',
      ...TIMES,
    },
    key: ID,
    parents: { mail_domain_id: 'mail_domain', issuer_id: 'user_account' },
  },
  mailbox: {
    columns: {
      id: 'uuid',
      mail_domain_id: 'uuid',
      first_name: 'text',
      last_name: 'text',
      local_part: 'text',
      secondary_email: 'text?',
      status: 'text',
      password_hash: 'text?',
      last_login_at: 'timestamp?',
      provisioning_started_at: 'timestamp?',
      ...TIMES,
    },
    key: ID,
    parents: { mail_domain_id: 'mail_domain' },
  },
  mail_alias: {
    columns: { id: 'uuid', mail_domain_id: 'uuid', local_part: 'text', destination: 'text', ...TIMES },
    key: ID,
    parents: { mail_domain_id: 'mail_domain' },
  },
  account_service: {
    columns: { id: 'uuid', name: 'text', key_hash: 'bytes', key_prefix: 'text', scopes: 'text[]', ...TIMES },
    key: ID,
    parents: {},
  },
  openid_client: {
    columns: {
      client_id: 'text',
      name: 'text',
      client_type: 'text',
      grant_type: 'text',
      secret_hash: 'text?',
      sealed_secret: 'secret?',
      algorithm: 'text',
      redirect_uris: 'text[]',
      post_logout_redirect_uris: 'text[]',
      allowed_origins: 'text[]',
      skip_authorization: 'boolean',
      ...TIMES,
    },
    key: ['client_id'],
    parents: {},
  },
} as const satisfies Readonly<Record<string, TargetTable>>;

export type TargetTableName = keyof typeof TARGET_TABLES;
export type TargetRow<Name extends TargetTableName> = RowOf<(typeof TARGET_TABLES)[Name]['columns']>;
export type TargetRows = { readonly [Name in TargetTableName]?: readonly TargetRow<Name>[] };

export const TARGET_TABLE_NAMES = Object.keys(TARGET_TABLES) as readonly TargetTableName[];
