import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { z } from 'zod';
import { makeServicePaths } from '../../src/infrastructure/resource-server/make-service-paths.ts';
import { makeResources } from '../../src/infrastructure/rest/make-resources.ts';
import { makeAppRouter } from '../../src/infrastructure/trpc/app-router.ts';
import { makeContact } from '../builders/make-contact.ts';
import { makeOrganizationAccess } from '../builders/make-organization-access.ts';
import type { ApiClient } from '../support/api-client.ts';
import { CSRF_TOKEN } from '../support/api-world.ts';
import { type Answer, exchange } from '../support/http-exchange.ts';
import { postgresStorageOn } from '../support/postgres-harness.ts';
import { rawExchange } from '../support/raw-exchange.ts';
import { largestInput, type Member, membersOf } from '../support/schema-bounds.ts';
import { seedPostgres } from '../support/seed-postgres.ts';
import { openTestDatabase, type TestDatabase } from '../support/test-database.ts';
import { type Evry, openEvry } from './evry.ts';
import { openServed, type Served } from './served.ts';

/** Texts that cannot be stored anywhere. */
const UNSTORABLE = ['a\0b', '\0', 'a\ud800b', '\udc00'];
/** Texts that are not a single line. */
const NO_LINE = ['a\nb', 'a\r\nb', 'a\tb', '\u0007bell', 'a\u007fb', 'a\u0085b', 'a\u2028b', 'a\u2029b'];
/** Texts without visible characters. */
const INVISIBLE = [
  '\u200b\u200b',
  '\u00ad',
  '\u2060\ufeff',
  '\u3164',
  '\u2800',
  ' \u00a0 ',
  '\u202e\u202c',
  '\u{e0041}',
];

/** Free texts and search texts: all storable characters are allowed in them. */
const isFree = (path: readonly string[]): boolean =>
  ['notes', 'reason', 'search', 'text'].includes(path.at(-1) ?? '');
/** Optional members, for which invisible text counts as empty. */
const MAY_BE_EMPTY = [
  'contacts_create.short_name',
  'contacts_update.short_name',
  'contacts_partial_update.short_name',
  'contacts.create.shortName',
  'contacts.update.shortName',
  'mailboxes_create.secondary_email',
  'mailboxes_update.secondary_email',
  'mailboxes_partial_update.secondary_email',
  'mailboxes.createFunctional.firstName',
  'mailboxes.createFunctional.lastName',
  'mailboxes.update.seen.firstName',
  'mailboxes.update.seen.lastName',
];

let database: TestDatabase;
let storage: ReturnType<typeof postgresStorageOn>;
let evry: Evry;
let served: Served;
let staff: ApiClient;
let cookie: string;
let parameters: Readonly<Record<string, string>>;
beforeAll(async () => {
  database = await openTestDatabase();
  storage = postgresStorageOn(database.pool);
  const seed = seedPostgres(database.pool);
  evry = await openEvry({ adapters: storage });
  served = await openServed();
  const { world, people, organization } = evry;
  const superuser = { ...people.alice, isStaff: true, isSuperuser: true };
  await world.unitOfWork.run(({ users }) => users.update(superuser));
  const sessionid = await world.openSession(superuser);
  cookie = `sessionid=${sessionid}; csrftoken=${CSRF_TOKEN}`;
  staff = world.client({ sessionid, csrftoken: CSRF_TOKEN });
  const contact = makeContact({ ownerId: people.alice.id });
  await world.unitOfWork.run(({ contacts }) => contacts.insert(contact));
  await seed.organizationAccess(
    makeOrganizationAccess({ organizationId: organization.id, userId: people.alice.id }),
  );
  const team = await staff.regie.teams.create.mutate({ name: 'A team' });
  parameters = {
    '/users/:id/': people.alice.id,
    '/organizations/:id/': organization.id,
    '/teams/:id/': team.id,
    '/contacts/:id/': contact.id,
    '/mail-domains/:slug/mailboxes/:id/': evry.jean.id,
    team: team.id,
  };
});
afterAll(async () => {
  await Promise.all([evry.world.close(), served.world.close()]);
  await storage.close();
  await database.close();
});

const restOperations = () =>
  makeResources(evry.world.useCases, evry.world.settings).flatMap(({ path, operations }) =>
    Object.entries(operations).map(([method, operation]) => ({ path, method, operation })),
  );
const procedures = () => {
  const declared: object = makeAppRouter(evry.world.useCases, evry.world.settings.publicConfig)._def
    .procedures;
  return Object.entries(declared).map(([name, procedure]) => ({
    name,
    isQuery: procedure._def.type !== 'mutation',
    inputs: procedure._def.inputs as readonly z.ZodType[],
  }));
};

const addressOf = (path: string): string =>
  path
    .replace(':slug', 'evryfr')
    .replace(':team', parameters['team'] ?? '')
    .replace(':id', parameters[path] ?? '7b0d2a3e-5a0c-4a64-9f3e-0d7a4f7b1c11')
    .slice(1);
const headers = () => ({ cookie, 'x-csrftoken': CSRF_TOKEN, 'content-type': 'application/json' });
const rest = (method: string, path: string, body?: unknown) =>
  exchange(`${evry.world.url}/api/v1.0/${path}`, {
    method,
    headers: headers(),
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  });
const call = (name: string, isQuery: boolean, input: unknown) => {
  const text = JSON.stringify(input);
  const url = `${evry.world.url}/trpc/${name}`;
  return isQuery
    ? exchange(`${url}?input=${encodeURIComponent(text)}`, { headers: headers() })
    : exchange(url, { method: 'POST', headers: headers(), body: text });
};

/** The input with another value at a path. */
function replaced(input: unknown, [step, ...below]: readonly string[], value: unknown): unknown {
  if (step === undefined) return value;
  if (step === '[]') return [value];
  const object = { ...(input as Record<string, unknown>) };
  return { ...object, [step]: replaced(object[step], below, value) };
}

/** Values of a member, short where its schema has no bound. */
const small = (path: readonly string[]): unknown => {
  const last = path.at(-1);
  if (last === 'data' || last === 'metadata') return {};
  if (last === 'override' || last === 'overrideId' || last === 'cursor') return null;
  if (last === 'notes') return 'n';
  if (last === 'domainSlug') return 'evryfr';
  return undefined;
};

const textsOf = (name: string, { path, kind }: Member): readonly string[] => {
  if (kind !== 'value') return [];
  if (isFree(path)) return UNSTORABLE;
  const isOptional = MAY_BE_EMPTY.includes(`${name}.${path.join('.')}`);
  return [...UNSTORABLE, ...NO_LINE, ...(isOptional ? [] : INVISIBLE)];
};

/** The texts to send: those that the schema accepts and a use case must refuse, and one of those that it refuses. */
const sentOf = (name: string, member: Member): readonly string[] => {
  const texts = textsOf(name, member);
  const taken = texts.filter((text) => member.schema.safeParse(text).success);
  return [...new Set([...taken, ...texts.slice(0, 1)])];
};

/** The refused members, by name; an invalid slug names no object. */
function expectRefused(what: string, { status, text, body }: Answer, field: string, isNamed: boolean): void {
  expect(status, `${what}: ${text.slice(0, 200)}`).toBeGreaterThanOrEqual(400);
  expect(status, `${what}: ${text.slice(0, 200)}`).toBeLessThan(500);
  if (!isNamed) return;
  expect(status, `${what}: ${text.slice(0, 200)}`).toBe(400);
  expect(JSON.stringify(body), what).toContain(field);
}

describe('k14-invisible k7-nul-name a text that is none', () => {
  it('is refused by the name of its field over REST', async () => {
    for (const { path, method, operation } of restOperations()) {
      if (!('body' in operation) || !operation.body) continue;
      const input = largestInput(operation.body, small);
      for (const member of membersOf(operation.body)) {
        for (const text of sentOf(operation.operationId, member)) {
          const what = `${operation.operationId} ${member.path.join('.')} ${JSON.stringify(text)}`;
          const answer = await rest(method, addressOf(path), replaced(input, member.path, text));
          // An invalid reference is reported for the body as a whole (contract/rest-api.md 3.10).
          const field = operation.operationId === 'mail_domain_accesses_create' ? '' : (member.path[0] ?? '');
          expectRefused(what, answer, field, !addressOf(path).includes('7b0d2a3e'));
        }
      }
    }
  });

  it('is refused by the name of its member over tRPC', async () => {
    for (const { name, isQuery, inputs } of procedures()) {
      for (const schema of inputs) {
        const input = largestInput(schema, small);
        for (const member of membersOf(schema)) {
          for (const text of sentOf(name, member)) {
            const what = `${name} ${member.path.join('.')} ${JSON.stringify(text)}`;
            const answer = await call(name, isQuery, replaced(input, member.path, text));
            const field = member.path.find((step) => step !== '[]') ?? '';
            const isJudged = ['registrationIds', 'domains'].includes(field);
            expectRefused(what, answer, field, !isJudged);
          }
        }
      }
    }
  });

  it('is refused of a service, too', async () => {
    const asAlice = served.through('drive', served.people.alice);
    for (const { path, operations } of makeServicePaths(served.world.useCases, '')) {
      for (const [method, operation] of Object.entries(operations)) {
        if (!operation.body || path.startsWith('/scim')) continue;
        const at = path.replace(/:team|:id/g, served.teams.own.id).slice(1);
        const input = largestInput(operation.body, small);
        for (const member of membersOf(operation.body)) {
          for (const text of sentOf(operation.operationId, member)) {
            const answer = await asAlice(method, at, replaced(input, member.path, text));
            expectRefused(`${operation.operationId} ${text}`, answer, member.path[0] ?? '', true);
          }
        }
      }
    }
  });

  it('is refused inside of what has any members', async () => {
    const { id } = evry.organization;
    for (const metadata of [{ a: 'x\0' }, { a: ['\ud800'] }, { 'k\0': 1 }, { a: { b: '\udfff' } }]) {
      const answer = await call('administration.setOrganizationMetadata', false, { id, metadata });
      expect(answer).toMatchObject({ status: 400 });
      expect(answer.text).toContain('organization.metadata_invalid');
    }
    for (const text of UNSTORABLE) {
      const answer = await rest('POST', 'contacts/', { full_name: 'A', data: { customFields: { a: text } } });
      expect(answer).toMatchObject({ status: 400, body: { data: [expect.any(String)] } });
    }
  });
});

describe('a text in an address', () => {
  const HOSTILE = ['%00', 'a%00b', '%ED%A0%80', '%FF', '%E2%80%8B', '%0A', '%C3', '%', '%zz', '%E2%80%AEx'];

  it('never makes a request fail', async () => {
    for (const { path, method } of restOperations()) {
      for (const text of HOSTILE) {
        const at = path.replace(/:\w+/g, text).slice(1);
        const answer = await rest(method, at, method === 'GET' || method === 'DELETE' ? undefined : {});
        expect(answer.status, `${method} ${at}: ${answer.text.slice(0, 200)}`).toBeLessThan(500);
      }
    }
  });

  it('never makes a search fail', async () => {
    for (const { path, method, operation } of restOperations()) {
      for (const name of Object.keys(operation.query ?? {})) {
        for (const text of HOSTILE) {
          const at = `${addressOf(path)}?${name}=${text}&${text}=1`;
          const answer = await rest(method, at);
          expect(answer.status, `${at}: ${answer.text.slice(0, 200)}`).toBeLessThan(500);
          if (text === '%00' && ['q', 'name', 'local_part', 'audience_id'].includes(name)) {
            expect(answer).toMatchObject({ status: 400, body: { [name]: [expect.any(String)] } });
          }
        }
      }
    }
  });

  it('never makes another route fail', async () => {
    const paths = [
      'authenticate/?next=/équipes/œuvre&login_hint=%00&silent=%00',
      'authenticate/?next=%00',
      'callback/?state=%00&code=%00',
      'callback/?error=%00&state=%ED%A0%80',
      'logout-callback/?state=%00',
      'audit-log/export/?actorId=%00',
      'audit-log/export/?action=%00&from=%00',
      'audit-log/export/?as=%00',
    ];
    for (const path of paths) {
      const answer = await exchange(`${evry.world.url}/api/v1.0/${encodeURI(path).replace(/%25/g, '%')}`, {
        headers: { cookie },
      });
      expect(answer.status, `${path}: ${answer.text.slice(0, 200)}`).toBeLessThan(500);
    }
    for (const text of HOSTILE) {
      for (const [method, body] of [
        ['GET', undefined],
        ['POST', `token=${text}&action=${text}`],
      ] as const) {
        const page = await exchange(`${evry.world.url}/mail-link/${text}?token=${text}&ui_locales=${text}`, {
          method,
          headers: { 'content-type': 'application/x-www-form-urlencoded' },
          ...(body === undefined ? {} : { body }),
        });
        expect(page.status, `${method} ${text}: ${page.text.slice(0, 200)}`).toBeLessThan(500);
      }
      for (const filter of [`displayName eq "${text}"`, `userName co "${text}" or id eq "${text}"`]) {
        const asAlice = served.through('drive', served.people.alice);
        const at = `scim/Groups?filter=${encodeURIComponent(filter)}&attributes=${text}&startIndex=${text}`;
        expect((await asAlice('GET', at)).status).toBeLessThan(500);
        expect((await asAlice('GET', `scim/Groups/${text}`)).status).toBeLessThan(500);
      }
    }
  });

  it('is no more in headers', async () => {
    const { host } = new URL(evry.world.url);
    for (const value of ['\u00ff\u00fe', 'Bearer \u00e9', 'Api-Key \u00e9', "' OR 1=1", '%00', '\u007f']) {
      for (const name of [
        'Accept-Language',
        'Authorization',
        'Cookie',
        'X-CSRFToken',
        'X-Request-Id',
        'Origin',
      ]) {
        const answer = await rawExchange(evry.world.url, [
          'GET /api/v1.0/users/me/ HTTP/1.1',
          `Host: ${host}`,
          `${name}: ${value}`,
        ]);
        expect(answer, `${name}: ${value}`).not.toMatch(/^HTTP\/1\.1 5/);
      }
    }
  });
});

describe('a name is stored composed, in whatever direction it is read', () => {
  const NAMES = [
    ['Jose\u0301', 'José'],
    ['👩🏽‍🚒 Sapeurs ❤️', '👩🏽‍🚒 Sapeurs ❤️'],
    ['\u200fأحمد', '\u200fأحمد'],
    ['שלום', 'שלום'],
    ["=cmd|' /C calc'!A0", "=cmd|' /C calc'!A0"],
  ] as const;

  it.each(NAMES)('%j', async (written, stored) => {
    const { regie } = staff;
    const { id } = evry.organization;
    const domainSlug = 'evryfr';
    const secondaryEmail = 'x@perso.fr';
    expect((await staff.rest('POST', 'teams/', { name: written })).body).toMatchObject({ name: stored });
    const team = await regie.teams.create.mutate({ name: written });
    expect(team.name).toBe(stored);
    expect((await regie.teams.update.mutate({ id: team.id, name: `${written} 2` })).name).toBe(`${stored} 2`);
    expect((await staff.rest('PATCH', `organizations/${id}/`, { name: written })).body).toMatchObject({
      name: stored,
    });
    expect((await regie.organizations.rename.mutate({ id, name: written })).name).toBe(stored);
    const contact = { full_name: written, short_name: written, notes: 'a\r\nb', data: {} };
    expect((await staff.rest('POST', 'contacts/', contact)).body).toMatchObject({
      full_name: stored,
      short_name: stored,
      notes: 'a\r\nb',
    });
    const names = NAMES.findIndex(([name]) => name === written);
    const rest = {
      first_name: written,
      last_name: 'R',
      local_part: `r${names}`,
      secondary_email: secondaryEmail,
    };
    expect((await staff.rest('POST', `mail-domains/${domainSlug}/mailboxes/`, rest)).body).toMatchObject({
      first_name: stored,
    });
    const again = { domainSlug, firstName: stored, lastName: 'R', localPart: `s${names}`, secondaryEmail };
    await expect(regie.mailboxes.create.mutate(again)).rejects.toMatchObject({
      data: { domainCode: 'mailbox.name_taken' },
    });
    const service = await regie.administration.createServiceProvider.mutate({
      name: written,
      audienceId: `a${names}`,
    });
    expect(service.name).toBe(stored);
  });
});
