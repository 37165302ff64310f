import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { MOST_NEEDS } from '../../src/application/overview/overview-queries.ts';
import {
  makeServicePaths,
  RESOURCE_SERVER_BASE,
} from '../../src/infrastructure/resource-server/make-service-paths.ts';
import { makeResources } from '../../src/infrastructure/rest/make-resources.ts';
import { makeAppRouter } from '../../src/infrastructure/trpc/app-router.ts';
import type { ApiClient } from '../support/api-client.ts';
import { type ApiWorld, openApiWorld, START } from '../support/api-world.ts';
import { countStatements } from '../support/count-statements.ts';
import { type Exchange, exchange } from '../support/http-exchange.ts';
import { listedRows } from '../support/listed-rows.ts';
import { postgresStorageOn } from '../support/postgres-harness.ts';
import { openTestDatabase, type TestDatabase } from '../support/test-database.ts';

/** Session, user and throttling included, and the BEGIN and COMMIT of transactions. */
const MOST_STATEMENTS = 4;
const TOTALS = [1, 10, 100];
/** Rows of a page where the contract has no `page_size` (contract/rest-api.md 1.11). */
const FIXED_PAGE = 20;

type Rows = ReturnType<typeof listedRows>;
type List = Readonly<{
  /** Asks for as many rows as the list gives, and returns them. */
  read: (client: ApiClient, rows: Rows, world: ApiWorld) => Promise<readonly unknown[]>;
  /** Rows it gives at most; 100 by default. */
  most?: number;
  /** Whom it leaves out of those of a kind. */
  leftOut?: number;
}>;

const rest =
  (path: (rows: Rows) => string): List['read'] =>
  async (client, rows) => {
    const { status, body } = await client.rest('GET', path(rows));
    expect(status).toBe(200);
    return Array.isArray(body) ? body : (body as { results: unknown[] }).results;
  };

const SERVICE_TOKEN = 'service-token';
type Bodies = Partial<Record<'results' | 'Resources', readonly unknown[]>>;

/** As a service on behalf of the person. */
const service =
  (path: (rows: Rows) => string, request: Pick<Exchange, 'method' | 'body'> = {}): List['read'] =>
  async (_client, rows, { url }) => {
    const { status, body } = await exchange(`${url}${RESOURCE_SERVER_BASE}/${path(rows)}`, {
      ...request,
      headers: { authorization: `Bearer ${SERVICE_TOKEN}`, 'content-type': 'application/scim+json' },
    });
    expect(status).toBe(200);
    const { results, Resources } = body as Bodies;
    return results ?? Resources ?? [];
  };

/** A search as a service (RFC 7644 section 3.4.3). */
const search = (path: string, wanted: Readonly<Record<string, string>> = {}): List['read'] => {
  const schemas = ['urn:ietf:params:scim:api:messages:2.0:SearchRequest'];
  const body = JSON.stringify({ schemas, count: 100, ...wanted });
  return service(() => path, { method: 'POST', body });
};

/** Every list of the application, by operation or procedure. */
const LISTS: Readonly<Record<string, List>> = {
  users_list: { read: rest(() => 'users/?page_size=100') },
  'users_list, searching': { read: rest(() => 'users/?page_size=100&q=camille') },
  service_providers_list: { read: rest(() => 'service-providers/?page_size=100') },
  teams_list: { read: rest(() => 'teams/') },
  'teams_list, ordered': { read: rest(() => 'teams/?ordering=-path') },
  'team_accesses_list, searching': {
    read: rest(({ team }) => `teams/${team.id}/accesses/?page_size=100&q=e`),
  },
  team_accesses_list: { read: rest(({ team }) => `teams/${team.id}/accesses/?page_size=100`) },
  team_invitations_list: {
    read: rest(({ team }) => `teams/${team.id}/invitations/`),
    most: FIXED_PAGE,
  },
  contacts_list: { read: rest(() => 'contacts/') },
  'contacts_list, searching': { read: rest(() => 'contacts/?q=dominique') },
  mail_domains_list: { read: rest(() => 'mail-domains/'), most: FIXED_PAGE },
  mail_domain_accesses_list: {
    read: rest(({ mailDomain }) => `mail-domains/${mailDomain.slug}/accesses/`),
    most: FIXED_PAGE,
  },
  mail_domain_accesses_users: {
    read: rest(({ mailDomain }) => `mail-domains/${mailDomain.slug}/accesses/users/`),
    leftOut: 1,
  },
  mail_domain_invitations_list: {
    read: rest(({ mailDomain }) => `mail-domains/${mailDomain.slug}/invitations/`),
    most: FIXED_PAGE,
  },
  mailboxes_list: {
    read: rest(({ mailDomain }) => `mail-domains/${mailDomain.slug}/mailboxes/`),
    most: FIXED_PAGE,
  },
  aliases_list: {
    read: rest(({ mailDomain }) => `mail-domains/${mailDomain.slug}/aliases/`),
    most: FIXED_PAGE,
  },
  resource_server_teams_list: { read: service(() => 'teams/?page_size=100') },
  resource_server_team_invitations_list: {
    read: service(({ team }) => `teams/${team.id}/invitations/?page_size=100`),
  },
  scim_users_list: { read: service(() => 'scim/Users/?count=100') },
  scim_groups_list: { read: service(() => 'scim/Groups/?count=100') },
  scim_users_search: { read: search('scim/Users/.search') },
  scim_groups_search: { read: search('scim/Groups/.search') },
  scim_search: { read: search('scim/.search', { filter: 'meta.resourceType eq "User"' }) },
  'accountServices.list': {
    read: async ({ regie }) => (await regie.accountServices.list.query({ page: { pageSize: 100 } })).items,
  },
  'administration.organizations.list': {
    read: async ({ regie }) =>
      (await regie.administration.organizations.list.query({ page: { pageSize: 100 } })).items,
  },
  'administration.organizations.list, searching': {
    read: async ({ regie }) =>
      (await regie.administration.organizations.list.query({ search: 'varzy', page: { pageSize: 100 } }))
        .items,
  },
  'administration.organizations.list, of shared domains': {
    read: async ({ regie }) =>
      (
        await regie.administration.organizations.list.query({
          hasSharedDomain: true,
          page: { pageSize: 100 },
        })
      ).items,
    // No organization of these has one.
    most: 0,
  },
  'administration.organizations.listDiscrepancies': {
    read: async ({ regie }) =>
      (await regie.administration.organizations.listDiscrepancies.query({ page: { pageSize: 100 } })).items,
  },
  'administration.mailDomains.list': {
    read: async ({ regie }) =>
      (await regie.administration.mailDomains.list.query({ page: { pageSize: 100 } })).items,
  },
  'administration.mailDomains.list, searching': {
    read: async ({ regie }, { organization }) =>
      (
        await regie.administration.mailDomains.list.query({
          search: 'EXAMPLE',
          organizationId: organization.id,
          statuses: ['pending', 'enabled'],
          page: { pageSize: 100 },
        })
      ).items,
  },
  'administration.mails.list': {
    read: async ({ regie }) =>
      (await regie.administration.mails.list.query({ page: { pageSize: 100 } })).items,
  },
  'administration.mails.list, searching': {
    read: async ({ regie }) =>
      (
        await regie.administration.mails.list.query({
          search: 'SUPPORT',
          statuses: ['refused'],
          page: { pageSize: 100 },
        })
      ).items,
  },
  'administration.accounts.list': {
    read: async ({ regie }, { organization }) =>
      (
        await regie.administration.accounts.list.query({
          organizationId: organization.id,
          page: { pageSize: 100 },
        })
      ).items,
  },
  'administration.accounts.list, searching': {
    read: async ({ regie }, { organization }) =>
      (
        await regie.administration.accounts.list.query({
          search: 'camille',
          organizationId: organization.id,
          page: { pageSize: 100 },
        })
      ).items,
  },
  'administration.listServices': {
    read: async ({ regie }) =>
      (await regie.administration.listServices.query({ page: { pageSize: 100 } })).items,
  },
  'administration.listServicesOf': {
    read: async ({ regie }, { organization }) =>
      (
        await regie.administration.listServicesOf.query({
          organizationId: organization.id,
          page: { pageSize: 100 },
        })
      ).items,
  },
  'auditLog.list': { read: async ({ regie }) => (await regie.auditLog.list.query({ limit: 100 })).items },
  'mailboxes.sessions': {
    read: ({ regie }, { mailDomain, mailbox }) =>
      regie.mailboxes.sessions.query({ domainSlug: mailDomain.slug, id: mailbox.id }),
  },
  'openidClients.list': {
    read: async ({ regie }) => (await regie.openidClients.list.query({ page: { pageSize: 100 } })).items,
  },
  'organizationAccesses.list': {
    read: async ({ regie }, { organization }) =>
      (
        await regie.organizationAccesses.list.query({
          organizationId: organization.id,
          page: { pageSize: 100 },
        })
      ).items,
  },
  'organizationClaims.list': {
    read: async ({ regie }) => (await regie.organizationClaims.list.query({ page: { pageSize: 100 } })).items,
  },
  'mailChanges.list': {
    read: async ({ regie }, { mailDomain }) =>
      (await regie.mailChanges.list.query({ domainSlug: mailDomain.slug, page: { pageSize: 100 } })).items,
  },
  'mailDrift.list': {
    read: async ({ regie }, { mailDomain }) =>
      (await regie.mailDrift.list.query({ domainSlug: mailDomain.slug, page: { pageSize: 100 } })).items,
  },
  'overview.needs': {
    read: async ({ regie }) => (await regie.overview.needs.query()).invitations.items,
    most: MOST_NEEDS,
  },
  'users.list': {
    read: async ({ regie }) => (await regie.users.list.query({ page: { pageSize: 100 } })).items,
  },
  'users.roles': {
    read: async ({ regie }) =>
      (await regie.users.roles.query({ kind: 'mail_domain', page: { pageSize: 100 } })).items,
  },
  'users.roles, searching': {
    read: async ({ regie }) =>
      (await regie.users.roles.query({ kind: 'mail_domain', search: 'EXAMPLE', page: { pageSize: 100 } }))
        .items,
  },
  'serviceProviders.list': {
    read: async ({ regie }) => (await regie.serviceProviders.list.query({ page: { pageSize: 100 } })).items,
  },
  'teams.list': { read: async ({ regie }) => await regie.teams.list.query({}) },
  'teamAccesses.list': {
    read: async ({ regie }, { team }) =>
      (await regie.teamAccesses.list.query({ teamId: team.id, page: { pageSize: 100 } })).items,
  },
  'teamInvitations.list': {
    read: async ({ regie }, { team }) =>
      (await regie.teamInvitations.list.query({ teamId: team.id, page: { pageSize: 100 } })).items,
  },
  'invitations.own': { read: ({ regie }) => regie.invitations.own.query() },
  'sessions.list': { read: ({ regie }) => regie.sessions.list.query() },
  'teamWebhooks.list': {
    read: async ({ regie }, { team }) =>
      (await regie.teamWebhooks.list.query({ teamId: team.id, page: { pageSize: 100 } })).items,
  },
  'teamWebhooks.deliveries': {
    read: async ({ regie }, { team, webhook }) =>
      (
        await regie.teamWebhooks.deliveries.query({
          teamId: team.id,
          id: webhook.id,
          page: { pageSize: 100 },
        })
      ).items,
  },
  'contacts.list': { read: async ({ regie }) => (await regie.contacts.list.query({})).items },
  'mailDomains.list': {
    read: async ({ regie }) => (await regie.mailDomains.list.query({ pageSize: 100 })).items,
  },
  'mailDomains.list, searching': {
    read: async ({ regie }) =>
      (await regie.mailDomains.list.query({ pageSize: 100, search: 'EXAMPLE' })).items,
  },
  'mailDomains.withoutSecondFactor': {
    read: async ({ regie }, { mailDomain: { slug } }) =>
      (await regie.mailDomains.withoutSecondFactor.query({ slug, page: { pageSize: 100 } })).items,
  },
  'mailDomains.withoutSecondFactor, searching': {
    read: async ({ regie }, { mailDomain: { slug } }) =>
      (await regie.mailDomains.withoutSecondFactor.query({ slug, search: 'SACHA', page: { pageSize: 100 } }))
        .items,
  },
  'administration.secondFactors.listWithout': {
    read: async ({ regie }, { mailDomain: { id: mailDomainId } }) => {
      const { listWithout } = regie.administration.secondFactors;
      return (await listWithout.query({ mailDomainId, page: { pageSize: 100 } })).items;
    },
  },
  'mailDomainAccesses.list': {
    read: async ({ regie }, { mailDomain }) =>
      (await regie.mailDomainAccesses.list.query({ domainSlug: mailDomain.slug, page: { pageSize: 100 } }))
        .items,
  },
  'mailDomainAccesses.list, searching': {
    read: async ({ regie }, { mailDomain }) =>
      (
        await regie.mailDomainAccesses.list.query({
          domainSlug: mailDomain.slug,
          search: '@',
          roles: ['viewer', 'administrator', 'owner'],
          page: { pageSize: 100 },
        })
      ).items,
  },
  'mailDomainAccesses.availableUsers': {
    read: ({ regie }, { mailDomain }) =>
      regie.mailDomainAccesses.availableUsers.query({ domainSlug: mailDomain.slug }),
    leftOut: 1,
  },
  'mailDomainInvitations.list': {
    read: async ({ regie }, { mailDomain }) =>
      (await regie.mailDomainInvitations.list.query({ domainSlug: mailDomain.slug, page: { pageSize: 100 } }))
        .items,
  },
  'aliases.list': {
    read: async ({ regie }, { mailDomain }) =>
      (await regie.aliases.list.query({ domainSlug: mailDomain.slug, page: { pageSize: 100 } })).items,
  },
  'aliases.list, searching': {
    read: async ({ regie }, { mailDomain }) =>
      (
        await regie.aliases.list.query({
          domainSlug: mailDomain.slug,
          search: '@',
          page: { pageSize: 100 },
        })
      ).items,
  },
  'aliases.byLocalPart': {
    read: async ({ regie }, { mailDomain }) =>
      (await regie.aliases.byLocalPart.query({ domainSlug: mailDomain.slug, page: { pageSize: 100 } })).items,
  },
  'aliases.history': {
    read: async ({ regie }, { mailDomain }) =>
      (await regie.aliases.history.query({ domainSlug: mailDomain.slug, localPart: 'contact', limit: 100 }))
        .items,
  },
  'aliases.byLocalPart, searching': {
    read: async ({ regie }, { mailDomain }) =>
      (
        await regie.aliases.byLocalPart.query({
          domainSlug: mailDomain.slug,
          search: '@',
          page: { pageSize: 100 },
        })
      ).items,
  },
  'mailboxes.list': {
    read: async ({ regie }, { mailDomain }) =>
      (await regie.mailboxes.list.query({ domainSlug: mailDomain.slug, page: { pageSize: 100 } })).items,
  },
  'mailboxes.select': {
    read: async ({ regie }, { mailDomain }) =>
      (await regie.mailboxes.select.query({ domainSlug: mailDomain.slug })).items,
  },
  'mailboxes.list, searching': {
    read: async ({ regie }, { mailDomain }) =>
      (
        await regie.mailboxes.list.query({
          domainSlug: mailDomain.slug,
          search: 'SACHA',
          statuses: ['enabled'],
          page: { pageSize: 100 },
        })
      ).items,
  },
};

/** How procedures are called that read one thing. */
const READS_ONE = /\.(?:check|get|getBulkChange|latestBulkChange|me|mailbox|run|secondFactor|factors)$/;

/** Lists of what the program itself is, which are in no table. */
const WITHOUT_ROWS = /^scim_(?:schemas|resource_types)_list$/;

/** A page of results, a SCIM list, or a plain array. */
const isList = (schema: z.ZodType | undefined): boolean =>
  schema instanceof z.ZodArray ||
  (schema instanceof z.ZodObject && ('results' in schema.shape || 'Resources' in schema.shape));

describe('a list costs the same number of statements whatever its length', () => {
  let database: TestDatabase;
  let storage: ReturnType<typeof postgresStorageOn>;
  let statements: ReturnType<typeof countStatements>;
  let world: ApiWorld;
  let client: ApiClient;
  let rows: Rows;

  beforeAll(async () => {
    database = await openTestDatabase();
    statements = countStatements(database.pool);
    storage = postgresStorageOn(database.pool);
    world = await openApiWorld({ adapters: storage });
    rows = listedRows(database.pool, storage.unitOfWork);
    await rows.fill(1);
    client = await world.signIn(rows.viewer);
    world.tokenIntrospector.issue(SERVICE_TOKEN, {
      sub: rows.viewer.sub,
      clientId: rows.service.audienceId,
      scopes: ['groups'],
      expiresAt: new Date(START.getTime() + 3_600_000),
    });
  });
  afterAll(async () => {
    await world.close();
    await storage.close();
    await database.close();
  });

  it('every list is measured', () => {
    const measured = new Set(Object.keys(LISTS).map((name) => name.split(',')[0]));
    const { publicConfig } = world.settings;
    const paths = [
      ...makeResources(world.useCases, world.settings),
      ...makeServicePaths(world.useCases, world.settings.publicUrl),
    ];
    const operations = paths.flatMap(({ operations }) =>
      Object.values(operations).filter(
        ({ operationId, success }) => isList(success.schema) && !WITHOUT_ROWS.test(operationId),
      ),
    );
    const queries = Object.entries(makeAppRouter(world.useCases, publicConfig)._def.procedures as object)
      .filter(([, procedure]) => procedure._def.type === 'query')
      .map(([name]) => name);
    expect([...measured].toSorted()).toEqual(
      [...operations.map(({ operationId }) => operationId), ...queries]
        .filter((name) => !READS_ONE.test(name))
        .toSorted(),
    );
  });

  it('with 1, 10 and 100 rows', async () => {
    const counts: Record<string, number[]> = {};
    for (const total of TOTALS) {
      await rows.fill(total);
      for (const [name, { read, most = 100, leftOut = 0 }] of Object.entries(LISTS)) {
        const sent = await statements.during(async () => {
          expect(await read(client, rows, world), name).toHaveLength(Math.min(total - leftOut, most));
        });
        counts[name] = [...(counts[name] ?? []), sent.length];
      }
    }
    for (const [name, [first = 0, ...others]] of Object.entries(counts)) {
      expect(first, name).toBeLessThanOrEqual(MOST_STATEMENTS);
      expect(others, name).toEqual([first, first]);
    }
  });

  it.each([
    ['people', 'user_account', 't.organization_id = gen_random_uuid() AND t.found_by', 'user_account_search'],
    ['people everywhere', 'user_account', 't.found_by', 'user_account_search'],
    [
      'services',
      'service_provider',
      "search_text(t.name || E'\\x01' || t.audience_id)",
      'service_provider_found',
    ],
    ['mailboxes', 'mailbox', 't.mail_domain_id = gen_random_uuid() AND t.found_by', 'mailbox_search'],
    ['aliases', 'mail_alias', 't.mail_domain_id = gen_random_uuid() AND t.found_by', 'mail_alias_search'],
    ['mail domains', 'mail_domain', 'search_text(t.name)', 'mail_domain_found'],
    ['organizations by name', 'organization', 'search_text(t.name)', 'organization_found'],
    [
      'organizations by registration id',
      'organization_registration_id',
      'search_text(t.value)',
      'organization_registration_id_search',
    ],
    ['organizations by domain', 'organization_domain', 'search_text(t.value)', 'organization_domain_found'],
  ])('searches through the index where there are many %s', async (_what, table, text, index) => {
    const connection = await database.pool.connect();
    try {
      await connection.query('SET enable_seqscan = off');
      await connection.query('SET enable_indexscan = off');
      const { rows: plan } = await connection.query<{ 'QUERY PLAN': string }>(
        `EXPLAIN SELECT FROM ${table} t WHERE ${text} LIKE search_pattern('Zoé')`,
      );
      expect(plan.map((row) => row['QUERY PLAN']).join('\n')).toContain(index);
    } finally {
      connection.release(true);
    }
  });
});
