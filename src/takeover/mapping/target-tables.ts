import type { Columns, RowOf } from './table-shape.ts';

const TIMES = { created_at: 'timestamp', updated_at: 'timestamp' } as const;
const LISTED = { value: 'text', organization_id: 'uuid', position: 'integer' } as const;
const INVITED = { role: 'text', issuer_id: 'uuid', expires_at: 'timestamp', ...TIMES } as const;

/**
 * The columns of our tables that the takeover fills; others keep their values. No table refers to a later one. A row's
 * record is a hash of these columns in this order.
 */
const COLUMNS = {
  organization: { id: 'uuid', name: 'text', metadata: 'json', is_active: 'boolean', ...TIMES },
  organization_registration_id: LISTED,
  organization_domain: LISTED,
  service_provider: { id: 'uuid', name: 'text', audience_id: 'text', ...TIMES },
  organization_service_provider: { organization_id: 'uuid', service_provider_id: 'uuid' },
  user_account: {
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
  organization_access: { id: 'uuid', organization_id: 'uuid', user_id: 'uuid', role: 'text', ...TIMES },
  contact: {
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
  team: {
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
  team_access: { id: 'uuid', team_id: 'uuid', user_id: 'uuid', role: 'text', ...TIMES },
  team_service_provider: { team_id: 'uuid', service_provider_id: 'uuid' },
  team_webhook: {
    id: 'uuid',
    team_id: 'uuid',
    url: 'text',
    sealed_secret: 'secret?',
    protocol: 'text',
    status: 'text',
    ...TIMES,
  },
  team_invitation: { id: 'uuid', email: 'text', team_id: 'uuid', ...INVITED },
  mail_domain: {
    id: 'uuid',
    name: 'text',
    slug: 'text',
    status: 'text',
    registration: 'json',
    support_email: 'text',
    organization_id: 'uuid?',
    last_check_details: 'json?',
    last_check_tests: 'json?',
    last_checked_at: 'timestamp?',
    expected_config: 'json?',
    ...TIMES,
  },
  mail_domain_access: { id: 'uuid', mail_domain_id: 'uuid', user_id: 'uuid', role: 'text', ...TIMES },
  mail_domain_invitation: { id: 'uuid', email: 'text', mail_domain_id: 'uuid', ...INVITED },
  mailbox: {
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
  mail_alias: { id: 'uuid', mail_domain_id: 'uuid', local_part: 'text', destination: 'text', ...TIMES },
  account_service: {
    id: 'uuid',
    name: 'text',
    key_hash: 'bytes',
    key_prefix: 'text',
    scopes: 'text[]',
    ...TIMES,
  },
  openid_client: {
    client_id: 'text',
    name: 'text',
    client_type: 'text',
    grant_type: 'text',
    token_endpoint_auth_method: 'text',
    secret_hash: 'text?',
    sealed_secret: 'secret?',
    algorithm: 'text',
    userinfo_algorithm: 'text?',
    requires_pkce: 'boolean',
    redirect_uris: 'text[]',
    post_logout_redirect_uris: 'text[]',
    allowed_origins: 'text[]',
    skip_authorization: 'boolean',
    ...TIMES,
  },
} as const satisfies Readonly<Record<string, Columns>>;

export type TargetTableName = keyof typeof COLUMNS;
export type TargetRow<Name extends TargetTableName> = RowOf<(typeof COLUMNS)[Name]>;
export type TargetRows = { readonly [Name in TargetTableName]?: readonly TargetRow<Name>[] };

/** Keys of tables without an `id`. */
const KEYS: Readonly<Partial<Record<TargetTableName, readonly string[]>>> = {
  organization_registration_id: ['value'],
  organization_domain: ['value'],
  organization_service_provider: ['organization_id', 'service_provider_id'],
  team_service_provider: ['team_id', 'service_provider_id'],
  openid_client: ['client_id'],
};

/**
 * Columns that the takeover of release 0.1.0 did not fill, with what their migrations gave to the rows that were there, in
 * SQL. The records of those rows are hashes without these columns.
 */
const ADDED: Readonly<Partial<Record<TargetTableName, Readonly<Record<string, string>>>>> = {
  openid_client: {
    token_endpoint_auth_method: `'client_secret_basic_or_post'`,
    userinfo_algorithm: 'NULL',
    requires_pkce: 'true',
  },
};

/** The owner column of tables whose rows form one list per owner, which is taken over as a whole. */
const OWNERS: Readonly<Partial<Record<TargetTableName, string>>> = {
  organization_registration_id: 'organization_id',
  organization_domain: 'organization_id',
};

/** The tables that columns of these names refer to, in any table, without references of a table to itself. */
const REFERENCES: Readonly<Record<string, TargetTableName>> = {
  organization_id: 'organization',
  service_provider_id: 'service_provider',
  user_id: 'user_account',
  owner_id: 'user_account',
  issuer_id: 'user_account',
  team_id: 'team',
  mail_domain_id: 'mail_domain',
};

/**
 * One of our tables: `key` identifies its rows, `parents` are the tables its columns refer to, `owner` is the column
 * with the owner of a row's list, `added` are columns that came after the first release, each with what it was at first.
 */
export type TargetTable = Readonly<{
  columns: Columns;
  added: Readonly<Record<string, string>>;
  key: readonly string[];
  parents: Readonly<Record<string, TargetTableName>>;
  owner: string | undefined;
}>;

export const TARGET_TABLE_NAMES = Object.keys(COLUMNS) as readonly TargetTableName[];

export const TARGET_TABLES = Object.fromEntries(
  TARGET_TABLE_NAMES.map((name): [TargetTableName, TargetTable] => [
    name,
    {
      columns: COLUMNS[name],
      added: ADDED[name] ?? {},
      key: KEYS[name] ?? ['id'],
      parents: Object.fromEntries(Object.entries(REFERENCES).filter(([column]) => column in COLUMNS[name])),
      owner: OWNERS[name],
    },
  ]),
) as Readonly<Record<TargetTableName, TargetTable>>;
