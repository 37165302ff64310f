import type { PeopleTables } from '../support/people-database.ts';
import {
  accountServiceRow,
  aliasRow,
  contactRow,
  invitationRow,
  mailboxRow,
  mailDomainRow,
  openidClientRow,
  organizationRow,
  roleRow,
  serviceProviderRow,
  teamRow,
  userRow,
  webhookRow,
} from './people-rows.ts';

const evry = organizationRow({
  registration_id_list: ['11111111111111'],
  domain_list: ['evry.fr', 'Massy.fr'],
});
const brest = organizationRow({
  name: 'Brest',
  domain_list: ['brest.fr'],
  metadata: { siren: '1', n: [1.5] },
});
const alice = userRow({ sub: 'alice', organization_id: evry.id });
const bob = userRow({ sub: 'bob', email: null, name: null, last_login: null, organization_id: brest.id });
const eve = userRow({ sub: 'eve', is_active: false, is_staff: false, language: 'en-us' });
const services = ['drive', 'docs', 'visio'].map((name) =>
  serviceProviderRow({ name, audience_id: `aud-${name}` }),
);
const [drive] = services;
const domain = mailDomainRow({ organization_id: evry.id });
const pending = mailDomainRow({
  name: 'massy.fr',
  slug: 'massyfr',
  status: 'pending',
  last_check_details: null,
  expected_config: null,
});

/** What every area begins with: two organizations, three people, three services. */
const BASE: PeopleTables = {
  people_organization: [evry, brest],
  people_service_provider: services,
  people_organization_service_providers: services.map(({ id }) => ({
    organization_id: evry.id,
    serviceprovider_id: id,
  })),
  people_user: [alice, bob, eve],
};
const DOMAINS: PeopleTables = {
  ...BASE,
  people_mail_domain: [domain, pending],
  people_mail_domain_accesses: [
    roleRow({ domain_id: domain.id, user_id: alice.id }),
    roleRow({ domain_id: domain.id, user_id: bob.id, role: 'viewer' }),
    roleRow({ domain_id: pending.id, user_id: alice.id, role: 'administrator' }),
  ],
};

const root = teamRow({ numchild: 2, organization_id: evry.id });
const child = (place: number) =>
  teamRow({
    path: `000010000${place}`,
    depth: 2,
    external_id: `7b0ff2f6-0a5c-4e0c-a2ff-5d2e0f6c0b1${place}`,
    organization_id: evry.id,
    is_visible_all_services: false,
  });
const TEAMS: PeopleTables = {
  ...BASE,
  people_team: [root, child(1), child(2)],
  people_team_access: [
    roleRow({ team_id: root.id, user_id: alice.id }),
    roleRow({ team_id: root.id, user_id: bob.id, role: 'member' }),
  ],
};

/** Text that a copy in bulk has to escape. */
const AWKWARD = 'tab\there, line\nhere, "quotes", \\backslash, \\N, {braces}, l’été 🌻';

/** A small state of the reference for each of its areas that has rows of its own. */
export const AREA_STATES: Readonly<Record<string, PeopleTables>> = {
  users: {
    ...BASE,
    people_user: [alice, bob, eve, userRow({ sub: 'tab', name: 'É\tB\\N', timezone: 'UTC' })],
  },
  organizations: {
    ...BASE,
    people_organization_access: [
      roleRow({ role: 'administrator', organization_id: evry.id, user_id: alice.id }),
    ],
    people_organization: [
      evry,
      brest,
      // Younger, with an identifier of Évry's and a domain that differs from one of Brest's in letter case only.
      organizationRow({
        registration_id_list: ['11111111111111', '3'],
        domain_list: ['BREST.fr'],
        created_at: '2026-01-01T00:00:00+00:00',
      }),
    ],
  },
  contacts: {
    ...BASE,
    people_contact: [
      contactRow({ full_name: AWKWARD, notes: AWKWARD, data: { custom: AWKWARD, emails: [] } }),
      contactRow({ owner_id: alice.id, user_id: alice.id, short_name: 'Al' }),
      contactRow({ owner_id: bob.id, data: 'not an object' }),
    ],
  },
  teams: {
    ...TEAMS,
    people_team_service_providers: [{ team_id: root.id, serviceprovider_id: drive?.id }],
  },
  resource_server: {
    ...TEAMS,
    people_team_service_providers: services.map(({ id }) => ({ team_id: root.id, serviceprovider_id: id })),
    people_invitation: [invitationRow({ team_id: root.id, issuer_id: alice.id })],
  },
  team_accesses: {
    ...TEAMS,
    people_team_webhook: [
      webhookRow({ team_id: root.id, secret: AWKWARD }),
      webhookRow({ team_id: root.id, secret: null, protocol: 'matrix', status: 'failure' }),
    ],
  },
  team_invitations: {
    ...TEAMS,
    people_invitation: [
      invitationRow({ team_id: root.id, issuer_id: alice.id }),
      invitationRow({
        team_id: root.id,
        issuer_id: bob.id,
        email: 'NEW@evry.fr',
        updated_at: '2025-01-01T00:00:00+00:00',
      }),
    ],
  },
  domain_accesses: DOMAINS,
  domain_invitations: {
    ...DOMAINS,
    people_mail_domain_invitation: [
      invitationRow({ domain_id: domain.id, issuer_id: alice.id, role: 'viewer' }),
      invitationRow({ domain_id: pending.id, issuer_id: alice.id, role: 'owner' }),
    ],
  },
  mailboxes: {
    ...DOMAINS,
    people_mail_box: [
      mailboxRow({ domain_id: domain.id }),
      mailboxRow({ domain_id: domain.id, local_part: 'Functional', first_name: '', last_name: '' }),
      mailboxRow({ domain_id: pending.id, status: 'pending', password: '!unusable' }),
    ],
  },
  aliases: {
    ...DOMAINS,
    people_aliases: [
      aliasRow({ domain_id: domain.id }),
      aliasRow({ domain_id: domain.id, local_part: 'contact', destination: 'devnull@devnull' }),
    ],
  },
  la_suite: { ...BASE, people_account_service: [accountServiceRow(), accountServiceRow({ api_key: '' })] },
  oidc_login: {
    ...DOMAINS,
    people_contact: [contactRow({ owner_id: alice.id, user_id: alice.id })],
    people_mail_box: [mailboxRow({ domain_id: domain.id, last_login: '2026-02-03T04:05:06.000007+00:00' })],
  },
  oidc_provider: {
    ...DOMAINS,
    people_mail_box: [mailboxRow({ domain_id: domain.id })],
    oauth2_provider_application: [
      openidClientRow(),
      openidClientRow({
        client_id: 'none',
        algorithm: '',
        redirect_uris: 'https://a.fr/"q" https://b.fr/{x},y',
      }),
      openidClientRow({ client_id: 'public', client_type: 'public' }),
      openidClientRow({ client_id: 'evil', user_id: eve.id }),
    ],
  },
  side_effects: {
    ...TEAMS,
    ...DOMAINS,
    people_invitation: [invitationRow({ team_id: root.id, issuer_id: alice.id })],
    people_mail_domain_invitation: [invitationRow({ domain_id: domain.id, issuer_id: alice.id })],
  },
  misc: {
    ...TEAMS,
    ...DOMAINS,
    people_contact: [contactRow()],
    people_mail_box: [mailboxRow({ domain_id: domain.id })],
    people_aliases: [aliasRow({ domain_id: domain.id })],
  },
};
