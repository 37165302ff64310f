import { randomUUID } from 'node:crypto';

type Values = Readonly<Record<string, unknown>>;

/** Makes complete rows of the reference, of which a test says only what matters to it. */
const row =
  (defaults: Values) =>
  (values: Values = {}): Values & { id: string } => ({
    id: randomUUID(),
    created_at: '2025-03-04T05:06:07.123456+00:00',
    updated_at: '2025-03-05T05:06:07.654321+00:00',
    ...defaults,
    ...values,
  });

export const organizationRow = row({
  name: 'Évry',
  registration_id_list: [],
  domain_list: [],
  metadata: {},
  is_active: true,
});
export const userRow = row({
  last_login: '2025-04-05T06:07:08.000001+00:00',
  is_superuser: false,
  sub: 'sub',
  email: 'Alice@evry.fr',
  name: 'Alice',
  language: 'fr-fr',
  timezone: 'Europe/Paris',
  is_device: false,
  is_staff: true,
  is_active: true,
  organization_id: null,
});
export const teamRow = row({
  name: 'Élus',
  organization_id: null,
  depth: 1,
  numchild: 0,
  path: '00001',
  is_visible_all_services: true,
  external_id: '7b0ff2f6-0a5c-4e0c-a2ff-5d2e0f6c0b01',
});
export const mailDomainRow = row({
  name: 'evry.fr',
  slug: 'evryfr',
  status: 'enabled',
  support_email: 'support@evry.fr',
  last_check_details: { state: 'ok', valid: true, count: 1.0 },
  expected_config: [{ target: '', type: 'mx', value: 'mx.fr.' }],
  organization_id: null,
});
export const mailboxRow = row({
  local_part: 'jean',
  secondary_email: null,
  first_name: 'Jean',
  last_name: 'Valjean',
  status: 'enabled',
  last_login: null,
  password: 'pbkdf2_sha256$1$salt$hash',
});
export const contactRow = row({
  full_name: 'Jean',
  short_name: null,
  data: { emails: [{ type: 'Work', value: 'jean@evry.fr' }] },
  owner_id: null,
  notes: '',
  override_id: null,
  user_id: null,
});
export const roleRow = row({ role: 'owner' });
export const invitationRow = row({ email: 'New@evry.fr', role: 'owner' });
export const aliasRow = row({ local_part: 'accueil', destination: 'a@evry.fr' });
export const serviceProviderRow = row({ name: 'Drive', audience_id: 'aud-drive' });
export const webhookRow = row({
  url: 'https://scim.example/Groups',
  secret: 's3cret',
  status: 'success',
  protocol: 'scim',
});
export const accountServiceRow = row({
  name: 'La Suite',
  api_key: 'gq1Zc8mY-VdJ5pXkJQ9o2yH7sBfA0rT3uW6xE4nLiCw',
  scopes: ['la-suite-list-organizations-siret'],
});
export const openidClientRow = (values: Values = {}): Values & { client_id: string } => ({
  client_id: 'rp',
  name: 'RP',
  client_type: 'confidential',
  authorization_grant_type: 'authorization-code',
  client_secret: 'pbkdf2_sha256$1$salt$hash',
  hash_client_secret: true,
  algorithm: 'RS256',
  redirect_uris: 'https://rp.example/cb',
  post_logout_redirect_uris: 'https://rp.example/ https://rp.example/bye',
  allowed_origins: '',
  skip_authorization: true,
  user_id: null,
  created: '2025-03-04T05:06:07.123456+00:00',
  updated: '2025-03-05T05:06:07.654321+00:00',
  ...values,
});
