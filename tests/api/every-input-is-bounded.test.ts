import { monitorEventLoopDelay } from 'node:perf_hooks';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { z } from 'zod';
import { makeServicePaths } from '../../src/infrastructure/resource-server/make-service-paths.ts';
import { makeResources } from '../../src/infrastructure/rest/make-resources.ts';
import { makeAppRouter } from '../../src/infrastructure/trpc/app-router.ts';
import { makeContact } from '../builders/make-contact.ts';
import { makeOrganizationAccess } from '../builders/make-organization-access.ts';
import { CSRF_TOKEN } from '../support/api-world.ts';
import { type Answer, exchange } from '../support/http-exchange.ts';
import { isBounded, largest, largestInput, type Member, membersOf } from '../support/schema-bounds.ts';
import { type Evry, openEvry } from './evry.ts';
import { openServed, type Served } from './served.ts';

/** Largest answer to anything a test sends here: a page of the longest rows there are. */
const LARGEST_ANSWER_BYTES = 1_000_000;

/**
 * Members that no schema bounds, since use cases check them by stored data or by their meaning; each with a value just
 * above the bound, and its name in the refusal.
 */
const JUDGED: Readonly<Record<string, { readonly above: unknown; readonly names: string }>> = {
  'contacts_create.data': { above: { customFields: { a: 'x'.repeat(64_000) } }, names: 'data' },
  'contacts_update.data': { above: { customFields: { a: 'x'.repeat(64_000) } }, names: 'data' },
  'contacts_partial_update.data': { above: { customFields: { a: 'x'.repeat(64_000) } }, names: 'data' },
  'contacts_update.notes': { above: 'n'.repeat(10_001), names: 'notes' },
  'contacts_partial_update.notes': { above: 'n'.repeat(10_001), names: 'notes' },
  'contacts.create.data': {
    above: { customFields: { a: 'x'.repeat(64_000) } },
    names: 'contact.data_too_large',
  },
  'contacts.update.data': {
    above: { customFields: { a: 'x'.repeat(64_000) } },
    names: 'contact.data_too_large',
  },
  'contacts.update.notes': { above: 'n'.repeat(10_001), names: 'contact.notes_too_long' },
  'administration.setOrganizationMetadata.metadata': {
    above: { is_commune: true, filler: 'x'.repeat(64_000) },
    names: 'organization.metadata_invalid',
  },
  // An invalid reference is reported for the body as a whole (contract/rest-api.md 3.10).
  'mail_domain_accesses_create.user': { above: 'u'.repeat(10_000), names: 'non_field_errors' },
  'scim_groups_partial_update.': { above: undefined, names: '' },
  'scim_groups_partial_update.schemas': { above: undefined, names: '' },
  'scim_groups_partial_update.Operations': { above: undefined, names: '' },
  ...Object.fromEntries(
    ['scim_users_search', 'scim_groups_search', 'scim_search'].flatMap((name) =>
      ['', 'schemas', 'filter', 'startIndex', 'count', 'attributes', 'excludedAttributes'].map(
        (member) => [`${name}.${member}`, { above: undefined, names: '' }] as const,
      ),
    ),
  ),
};

type Input = Readonly<{ name: string; schema: z.ZodType }>;

let evry: Evry;
let served: Served;
let cookie: string;
let parameters: Readonly<Record<string, string>>;
beforeAll(async () => {
  evry = await openEvry();
  served = await openServed();
  const { world, people } = evry;
  const superuser = { ...people.alice, isStaff: true, isSuperuser: true };
  await world.unitOfWork.run(({ users }) => users.update(superuser));
  cookie = `sessionid=${await world.openSession(superuser)}; csrftoken=${CSRF_TOKEN}`;
  const contact = makeContact({ ownerId: people.alice.id });
  await world.unitOfWork.run(({ contacts }) => contacts.insert(contact));
  await world.seed.organizationAccess(
    makeOrganizationAccess({ organizationId: evry.organization.id, userId: people.alice.id }),
  );
  const team = await evry.alice.regie.teams.create.mutate({ name: 'A team' });
  const access = await evry.alice.regie.teamAccesses.create.mutate({
    teamId: team.id,
    userId: people.bob.id,
  });
  const { items } = await evry.alice.regie.mailDomainAccesses.list.query({ domainSlug: 'evryfr' });
  parameters = {
    '/users/:id/': people.alice.id,
    '/organizations/:id/': evry.organization.id,
    '/teams/:id/': team.id,
    '/teams/:team/accesses/': team.id,
    '/teams/:team/accesses/:id/': access.id,
    '/teams/:team/invitations/': team.id,
    '/contacts/:id/': contact.id,
    '/mail-domains/:slug/accesses/:id/': items.find(({ user }) => user.id === people.carol.id)?.id ?? '',
    '/mail-domains/:slug/mailboxes/:id/': evry.jean.id,
    team: team.id,
  };
});
afterAll(() => Promise.all([evry.world.close(), served.world.close()]));

const restPaths = () => makeResources(evry.world.useCases, evry.world.settings);
const restOperations = () =>
  restPaths().flatMap((path) =>
    Object.entries(path.operations).map(([method, operation]) => ({ path: path.path, method, operation })),
  );
const serviceOperations = () =>
  makeServicePaths(served.world.useCases, served.world.settings.publicUrl).flatMap(({ path, operations }) =>
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
const inputs = (): Input[] => [
  ...[...restOperations(), ...serviceOperations()].flatMap(({ operation }) =>
    'body' in operation && operation.body ? [{ name: operation.operationId, schema: operation.body }] : [],
  ),
  ...procedures().flatMap(({ name, inputs: schemas }) => schemas.map((schema) => ({ name, schema }))),
];
const nameOf = (name: string, { path }: Member) => `${name}.${path.join('.')}`;

/** The real address of a path, for the people and things of these tests. */
const addressOf = (path: string): string =>
  path
    .replace(':slug', 'evryfr')
    .replace(':team', parameters['team'] ?? '')
    .replace(':id', parameters[path] ?? '7b0d2a3e-5a0c-4a64-9f3e-0d7a4f7b1c11')
    .slice(1);

const rest = (method: string, path: string, body?: unknown) =>
  exchange(`${evry.world.url}/api/v1.0/${path}`, {
    method,
    headers: { cookie, 'x-csrftoken': CSRF_TOKEN, 'content-type': 'application/json' },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  });
const call = (name: string, isQuery: boolean, input: unknown) => {
  const headers = { cookie, 'x-csrftoken': CSRF_TOKEN, 'content-type': 'application/json' };
  const text = JSON.stringify(input);
  const url = `${evry.world.url}/trpc/${name}`;
  return isQuery
    ? exchange(`${url}?input=${encodeURIComponent(text)}`, { headers })
    : exchange(url, { method: 'POST', headers, body: text });
};

/** The input with another value at a path. */
function replaced(input: unknown, [step, ...below]: readonly string[], value: unknown): unknown {
  if (step === undefined) return value;
  if (step === '[]') return Array.isArray(input) ? input.map((item) => replaced(item, below, value)) : input;
  const object = { ...(input as Record<string, unknown>) };
  return { ...object, [step]: replaced(object[step], below, value) };
}

function expectSound(name: string, { status, text }: Answer): void {
  expect([name, status], text.slice(0, 300)).toEqual([name, expect.any(Number)]);
  expect(status, `${name}: ${text.slice(0, 300)}`).toBeLessThan(500);
  expect(status, name).not.toBe(413);
  expect(Buffer.byteLength(text), name).toBeLessThan(LARGEST_ANSWER_BYTES);
}

/** Runs it, and prints how long the event loop was blocked and how much memory is used. */
async function measured(what: string, run: () => Promise<number>): Promise<void> {
  const delay = monitorEventLoopDelay({ resolution: 10 });
  delay.enable();
  const count = await run();
  delay.disable();
  const { heapUsed, rss } = process.memoryUsage();
  const [p99, max] = [delay.percentile(99), delay.max].map((ns) => Math.round(ns / 1e6));
  process.stdout.write(
    `${what}: ${count} requests; event loop delayed ${p99} ms (p99), ${max} ms (max); heap ${Math.round(heapUsed / 1e6)} MB, rss ${Math.round(rss / 1e6)} MB\n`,
  );
}

describe('every input', () => {
  it('has a bound at each text, list and object of any keys', () => {
    const unbounded = inputs().flatMap(({ name, schema }) =>
      membersOf(schema)
        .filter((member) => !isBounded(member))
        .map((member) => nameOf(name, member)),
    );
    expect([...new Set(unbounded)].toSorted()).toEqual(Object.keys(JUDGED).toSorted());
  });

  it('of a REST operation is taken at its largest, and refused by the name of its field above', async () => {
    await measured('REST', async () => {
      let count = 0;
      for (const { path, method, operation } of restOperations()) {
        if (!('body' in operation) || !operation.body) continue;
        const { operationId, body } = operation;
        const judged = (at: readonly string[]) =>
          at.at(-1) === 'notes'
            ? '🦆'.repeat(10_000)
            : at.at(-1) === 'data'
              ? {}
              : at.at(-1) === 'override'
                ? null
                : undefined;
        const input = largestInput(body, judged);
        expectSound(operationId, await rest(method, addressOf(path), input));
        count += 1;
        for (const member of membersOf(body)) {
          const above = JUDGED[nameOf(operationId, member)]?.above ?? largest(member.schema)?.above;
          if (above === undefined) continue;
          const answer = await rest(method, addressOf(path), replaced(input, member.path, above));
          const field = JUDGED[nameOf(operationId, member)]?.names ?? member.path[0] ?? '';
          expect(answer, `${operationId} ${member.path}`).toMatchObject({ status: 400 });
          expect(Object.keys(answer.body as object), `${operationId} ${member.path}`).toContain(field);
          count += 1;
        }
      }
      return count;
    });
  });

  it('of a procedure is taken at its largest, and refused by the name of its member above', async () => {
    await measured('tRPC', async () => {
      let count = 0;
      for (const { name, isQuery, inputs: schemas } of procedures()) {
        for (const schema of schemas) {
          const judged = (at: readonly string[]) => {
            const last = at.at(-1);
            if (last === 'domainSlug') return 'evryfr';
            if (name.startsWith('contacts.') && last === 'id') return parameters['/contacts/:id/'];
            if (last === 'notes') return '🦆'.repeat(10_000);
            if (last === 'data') return {};
            if (last === 'metadata') return { is_commune: true };
            if (last === 'overrideId' || last === 'cursor') return null;
            if (name.endsWith('setOrganizationMetadata') && last === 'id') return evry.organization.id;
            return undefined;
          };
          const input = largestInput(schema, judged);
          expectSound(name, await call(name, isQuery, input));
          count += 1;
          for (const member of membersOf(schema)) {
            const known = JUDGED[nameOf(name, member)];
            const list =
              member.kind === 'list' ? largestInput(member.schema, judged, member.path) : undefined;
            const above =
              known?.above ?? (Array.isArray(list) ? [...list, list[0]] : largest(member.schema)?.above);
            if (above === undefined) continue;
            const answer = await call(name, isQuery, replaced(input, member.path, above));
            const said = known?.names ?? member.path.find((step) => step !== '[]') ?? '';
            expect(answer, `${name} ${member.path}`).toMatchObject({ status: 400 });
            expect(answer.text, `${name} ${member.path}`).toContain(said);
            count += 1;
          }
        }
      }
      return count;
    });
  });

  it('of a service is taken at its largest, and refused by the name of its field above', async () => {
    const asAlice = served.through('drive', served.people.alice);
    const { id, externalId } = served.teams.own;
    const at = (path: string) =>
      path
        .replace(':team', id)
        .replace(':id', path.startsWith('/scim') ? externalId : id)
        .slice(1);
    for (const { path, method, operation } of serviceOperations()) {
      if (!operation.body || path.startsWith('/scim')) continue;
      const input = largestInput(operation.body, () => undefined);
      expectSound(operation.operationId, await asAlice(method, at(path), input));
      for (const member of membersOf(operation.body)) {
        const above = largest(member.schema)?.above;
        if (above === undefined) continue;
        const answer = await asAlice(method, at(path), replaced(input, member.path, above));
        expect(answer, operation.operationId).toMatchObject({ status: 400 });
        expect(Object.keys(answer.body as object)).toContain(member.path[0]);
      }
    }
  });

  it('of a change of members over SCIM is judged by what reads it', async () => {
    const asAlice = served.through('drive', served.people.alice);
    const path = `scim/Groups/${served.teams.own.externalId}`;
    const value = { value: served.people.bob.id };
    const patch = (operations: number, values: number) =>
      asAlice(
        'PATCH',
        path,
        {
          schemas: ['urn:ietf:params:scim:api:messages:2.0:PatchOp'],
          Operations: Array.from({ length: operations }, () => ({
            op: 'add',
            path: 'members',
            value: Array.from({ length: values }, () => value),
          })),
        },
        { 'content-type': 'application/scim+json' },
      );
    expect((await patch(100, 1)).status).toBe(200);
    expect(await patch(101, 1)).toMatchObject({ status: 400, body: { scimType: 'invalidSyntax' } });
    expect((await patch(1, 1000)).status).toBe(200);
    expect(await patch(1, 1001)).toMatchObject({ status: 400, body: { scimType: 'invalidValue' } });
    expect(await patch(100, 1000)).toMatchObject({ status: 413 });
  });

  it('in the address of a REST operation is bounded too', async () => {
    await measured('parameters', async () => {
      let count = 0;
      for (const { path, method, operation } of restOperations()) {
        for (const name of Object.keys(operation.query ?? {})) {
          for (const length of [1_000, 1_001, 14_000]) {
            const text = 'x,'.repeat(length / 2) + 'x'.repeat(length % 2);
            const answer = await rest(method, `${addressOf(path)}?${name}=${text}`);
            expectSound(`${operation.operationId} ${name}`, answer);
            const isText = ['q', 'name', 'audience_id', 'local_part'].includes(name);
            if (isText && length > 1_000) {
              expect(answer).toMatchObject({ status: 400, body: { [name]: [expect.any(String)] } });
            }
            count += 1;
          }
        }
      }
      return count;
    });
  });
});
