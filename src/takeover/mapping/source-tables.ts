import type { Columns, RowOf } from './table-shape.ts';

/**
 * One column a table is read by. `folded`: letter case does not count, so that rows which will collide in lower case
 * come one after the other. `presence`: only whether there is a value counts, rows without come first.
 */
export type SortKey = Readonly<{ column: string; folded?: true; presence?: true; descending?: true }>;
export type SourceTable = Readonly<{ columns: Columns; order: readonly SortKey[] }>;

const TIMES = { created_at: 'timestamp', updated_at: 'timestamp' } as const;
const OLDEST_FIRST = [{ column: 'created_at' }, { column: 'id' }] as const;

/** The reference's tables and columns that are taken over (contract/people-schema.sql), and the order they are read in. */
export const SOURCE_TABLES = {
  people_organization: {
    columns: {
      id: 'uuid',
      ...TIMES,
      name: 'text',
      registration_id_list: 'text[]',
      domain_list: 'text[]',
      metadata: 'json',
      is_active: 'boolean',
    },
    order: OLDEST_FIRST,
  },
  people_service_provider: {
    columns: { id: 'uuid', ...TIMES, name: 'text', audience_id: 'text' },
    order: OLDEST_FIRST,
  },
  people_organization_service_providers: {
    columns: { organization_id: 'uuid', serviceprovider_id: 'uuid' },
    order: [{ column: 'organization_id' }, { column: 'serviceprovider_id' }],
  },
  people_user: {
    columns: {
      id: 'uuid',
      ...TIMES,
      last_login: 'timestamp?',
      is_superuser: 'boolean',
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
    order: OLDEST_FIRST,
  },
  people_organization_access: {
    columns: { id: 'uuid', ...TIMES, role: 'text', organization_id: 'uuid', user_id: 'uuid' },
    order: OLDEST_FIRST,
  },
  people_contact: {
    columns: {
      id: 'uuid',
      ...TIMES,
      full_name: 'text',
      short_name: 'text?',
      data: 'json',
      owner_id: 'uuid?',
      notes: 'text',
      override_id: 'uuid?',
      user_id: 'uuid?',
    },
    // What overrides comes after what may be overridden: nothing refers to a row that has not been read yet.
    order: [{ column: 'override_id', presence: true }, ...OLDEST_FIRST],
  },
  people_team: {
    columns: {
      id: 'uuid',
      ...TIMES,
      name: 'text',
      organization_id: 'uuid?',
      depth: 'integer',
      numchild: 'integer',
      path: 'text',
      is_visible_all_services: 'boolean',
      external_id: 'uuid',
    },
    // Children before their parent, which by then can be told how many it has.
    order: [{ column: 'path', descending: true }],
  },
  people_team_access: {
    columns: { id: 'uuid', ...TIMES, role: 'text', team_id: 'uuid', user_id: 'uuid' },
    order: OLDEST_FIRST,
  },
  people_team_service_providers: {
    columns: { team_id: 'uuid', serviceprovider_id: 'uuid' },
    order: [{ column: 'team_id' }, { column: 'serviceprovider_id' }],
  },
  people_team_webhook: {
    columns: {
      id: 'uuid',
      ...TIMES,
      url: 'text',
      secret: 'text?',
      status: 'text',
      team_id: 'uuid',
      protocol: 'text',
    },
    order: OLDEST_FIRST,
  },
  people_invitation: {
    columns: { id: 'uuid', ...TIMES, email: 'text', role: 'text', issuer_id: 'uuid', team_id: 'uuid' },
    order: [
      { column: 'team_id' },
      { column: 'email', folded: true },
      { column: 'updated_at', descending: true },
      { column: 'id' },
    ],
  },
  people_mail_domain: {
    columns: {
      id: 'uuid',
      ...TIMES,
      name: 'text',
      slug: 'text',
      status: 'text',
      support_email: 'text',
      last_check_details: 'json?',
      expected_config: 'json?',
      organization_id: 'uuid?',
    },
    order: [{ column: 'name', folded: true }, ...OLDEST_FIRST],
  },
  people_mail_domain_accesses: {
    columns: { id: 'uuid', ...TIMES, role: 'text', domain_id: 'uuid', user_id: 'uuid' },
    order: OLDEST_FIRST,
  },
  people_mail_domain_invitation: {
    columns: { id: 'uuid', ...TIMES, email: 'text', role: 'text', domain_id: 'uuid', issuer_id: 'uuid' },
    order: [
      { column: 'domain_id' },
      { column: 'email', folded: true },
      { column: 'updated_at', descending: true },
      { column: 'id' },
    ],
  },
  people_mail_box: {
    columns: {
      id: 'uuid',
      ...TIMES,
      local_part: 'text',
      secondary_email: 'text?',
      domain_id: 'uuid',
      first_name: 'text',
      last_name: 'text',
      status: 'text',
      last_login: 'timestamp?',
      password: 'text',
    },
    order: [{ column: 'domain_id' }, { column: 'local_part', folded: true }, ...OLDEST_FIRST],
  },
  people_aliases: {
    columns: { id: 'uuid', ...TIMES, local_part: 'text', destination: 'text', domain_id: 'uuid' },
    order: OLDEST_FIRST,
  },
  people_account_service: {
    columns: { id: 'uuid', ...TIMES, name: 'text', api_key: 'text', scopes: 'text[]' },
    order: OLDEST_FIRST,
  },
  oauth2_provider_application: {
    columns: {
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
    order: [{ column: 'client_id' }],
  },
} as const satisfies Readonly<Record<string, SourceTable>>;

export type SourceTableName = keyof typeof SOURCE_TABLES;
export type SourceRow<Name extends SourceTableName> = RowOf<(typeof SOURCE_TABLES)[Name]['columns']>;
