import type { Columns, RowOf } from './table-shape.ts';

const ROW = { id: 'uuid', created_at: 'timestamp', updated_at: 'timestamp' } as const;

/** The reference's tables and columns that are taken over (contract/people-schema.sql). */
const COLUMNS = {
  people_organization: {
    ...ROW,
    name: 'text',
    registration_id_list: 'text[]',
    domain_list: 'text[]',
    metadata: 'json',
    is_active: 'boolean',
  },
  people_service_provider: { ...ROW, name: 'text', audience_id: 'text' },
  people_organization_service_providers: { organization_id: 'uuid', serviceprovider_id: 'uuid' },
  people_user: {
    ...ROW,
    last_login: 'timestamp?',
    is_superuser: 'boolean',
    password: 'text',
    sub: 'text',
    email: 'text?',
    name: 'text?',
    language: 'text',
    timezone: 'text',
    is_device: 'boolean',
    is_staff: 'boolean',
    is_active: 'boolean',
    organization_id: 'uuid?',
  },
  people_organization_access: { ...ROW, role: 'text', organization_id: 'uuid', user_id: 'uuid' },
  people_contact: {
    ...ROW,
    full_name: 'text',
    short_name: 'text?',
    data: 'json',
    owner_id: 'uuid?',
    notes: 'text',
    override_id: 'uuid?',
    user_id: 'uuid?',
  },
  people_team: {
    ...ROW,
    name: 'text',
    organization_id: 'uuid?',
    depth: 'integer',
    numchild: 'integer',
    path: 'text',
    is_visible_all_services: 'boolean',
    external_id: 'uuid',
  },
  people_team_access: { ...ROW, role: 'text', team_id: 'uuid', user_id: 'uuid' },
  people_team_service_providers: { team_id: 'uuid', serviceprovider_id: 'uuid' },
  people_team_webhook: {
    ...ROW,
    url: 'text',
    secret: 'text?',
    status: 'text',
    team_id: 'uuid',
    protocol: 'text',
  },
  people_invitation: { ...ROW, email: 'text', role: 'text', issuer_id: 'uuid', team_id: 'uuid' },
  people_mail_domain: {
    ...ROW,
    name: 'text',
    slug: 'text',
    status: 'text',
    support_email: 'text',
    last_check_details: 'json?',
    expected_config: 'json?',
    organization_id: 'uuid?',
  },
  people_mail_domain_accesses: { ...ROW, role: 'text', domain_id: 'uuid', user_id: 'uuid' },
  people_mail_domain_invitation: {
    ...ROW,
    email: 'text',
    role: 'text',
    domain_id: 'uuid',
    issuer_id: 'uuid',
  },
  people_mail_box: {
    ...ROW,
    local_part: 'text',
    secondary_email: 'text?',
    domain_id: 'uuid',
    first_name: 'text',
    last_name: 'text',
    status: 'text',
    last_login: 'timestamp?',
    password: 'text',
  },
  people_aliases: { ...ROW, local_part: 'text', destination: 'text', domain_id: 'uuid' },
  people_account_service: { ...ROW, name: 'text', api_key: 'text', scopes: 'text[]' },
  oauth2_provider_application: {
    client_id: 'text',
    name: 'text',
    client_type: 'text',
    authorization_grant_type: 'text',
    client_secret: 'text',
    hash_client_secret: 'boolean',
    algorithm: 'text',
    redirect_uris: 'text',
    post_logout_redirect_uris: 'text',
    allowed_origins: 'text',
    skip_authorization: 'boolean',
    user_id: 'uuid?',
    created: 'timestamp',
    updated: 'timestamp',
  },
} as const satisfies Readonly<Record<string, Columns>>;

export type SourceTableName = keyof typeof COLUMNS;
export type SourceRow<Name extends SourceTableName> = RowOf<(typeof COLUMNS)[Name]>;

/**
 * One column that a table is sorted by. `folded`: ignoring letter case, so that rows that will collide in lower case are
 * read one after the other. `presence`: rows without a value come first, the value itself does not count.
 */
export type SortKey = Readonly<{ column: string; folded?: true; presence?: true; descending?: true }>;

const OLDEST_FIRST: readonly SortKey[] = [{ column: 'created_at' }, { column: 'id' }];
/** Of invitations of one address to one team or domain, the one that expires last comes first. */
const invitationsOf = (invitedTo: string): readonly SortKey[] => [
  { column: invitedTo },
  { column: 'email', folded: true },
  { column: 'updated_at', descending: true },
  { column: 'id' },
];

/** The order in which a table is read, where it is not the oldest first. */
const ORDERS: Readonly<Partial<Record<SourceTableName, readonly SortKey[]>>> = {
  people_user: [{ column: 'email', folded: true }, ...OLDEST_FIRST],
  people_organization_service_providers: [{ column: 'organization_id' }, { column: 'serviceprovider_id' }],
  // Contacts that override others come after those, so that every reference is to a row read before.
  people_contact: [{ column: 'override_id', presence: true }, ...OLDEST_FIRST],
  // Children come before their parent, which then gets their number.
  people_team: [{ column: 'path', descending: true }],
  people_team_service_providers: [{ column: 'team_id' }, { column: 'serviceprovider_id' }],
  people_invitation: invitationsOf('team_id'),
  people_mail_domain: [{ column: 'name', folded: true }, ...OLDEST_FIRST],
  people_mail_domain_invitation: invitationsOf('domain_id'),
  people_mail_box: [{ column: 'domain_id' }, { column: 'local_part', folded: true }, ...OLDEST_FIRST],
  people_aliases: [
    { column: 'domain_id' },
    { column: 'local_part' },
    { column: 'destination', folded: true },
    ...OLDEST_FIRST,
  ],
  oauth2_provider_application: [{ column: 'client_id' }],
};

export type SourceTable = Readonly<{ columns: Columns; order: readonly SortKey[] }>;

export const SOURCE_TABLE_NAMES = Object.keys(COLUMNS) as readonly SourceTableName[];

export const SOURCE_TABLES = Object.fromEntries(
  SOURCE_TABLE_NAMES.map((name): [SourceTableName, SourceTable] => [
    name,
    { columns: COLUMNS[name], order: ORDERS[name] ?? OLDEST_FIRST },
  ]),
) as Readonly<Record<SourceTableName, SourceTable>>;
