import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { makeLaSuiteResource } from '../../src/infrastructure/account-service/la-suite-resource.ts';
import { makeServicePaths } from '../../src/infrastructure/resource-server/make-service-paths.ts';
import { makeKeySetResource } from '../../src/infrastructure/rest/access/key-set-resource.ts';
import { makeResources } from '../../src/infrastructure/rest/make-resources.ts';
import { type ApiWorld, openApiWorld } from '../support/api-world.ts';
import { exchange } from '../support/http-exchange.ts';

type Operation = Readonly<{
  operationId: string;
  responses: object;
  security?: object[];
  parameters?: { name: string; in: string }[];
}>;
type Document = Readonly<{
  openapi: string;
  info: { title: string; version: string };
  servers: { url: string }[];
  paths: Readonly<Record<string, Readonly<Record<string, Operation>>>>;
  components: { securitySchemes: Readonly<Record<string, object>> };
}>;

let world: ApiWorld;
let document: Document;
beforeAll(async () => {
  world = await openApiWorld();
  const answer = await world.visitor.rest('GET', 'swagger.json');
  expect(answer).toMatchObject({ status: 200, headers: { 'content-type': 'application/json' } });
  document = answer.body as Document;
});
afterAll(() => world.close());

const operations = () =>
  Object.entries(document.paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, operation]) => ({ path, method, operation })),
  );

/** Every value under `node`, itself included. */
const descendants = (node: unknown): unknown[] =>
  typeof node === 'object' && node !== null
    ? [node, ...Object.values(node).flatMap((child) => descendants(child))]
    : [node];

it('is OpenAPI 3.1 for this server', () => {
  expect(document.openapi).toMatch(/^3\.1\./);
  expect(document.info).toMatchObject({ title: 'Régie', version: 'test' });
  expect(document.servers).toEqual([{ url: `${world.url}/api/v1.0` }]);
  expect(document.components.securitySchemes).toEqual({
    session: { type: 'apiKey', in: 'cookie', name: 'sessionid' },
  });
});

it('names every path and method that is served, and no other', () => {
  const served = [...makeResources(world.useCases, world.settings), ...makeKeySetResource([])].flatMap(
    ({ path, operations: declared }) =>
      Object.keys(declared).map((method) => `${method} ${path.replace(/:(\w+)/g, '{$1}')}`),
  );
  expect(served).not.toEqual([]);
  expect(
    operations()
      .map(({ method, path }) => `${method.toUpperCase()} ${path}`)
      .sort(),
  ).toEqual(served.sort());
});

it('what it names is there', async () => {
  for (const { method, path } of operations()) {
    const filled = path.replace('{slug}', 'a').replace('{id}', '11111111-2222-4333-8444-555555555555');
    const { headers } = await world.visitor.rest('OPTIONS', filled.slice(1));
    expect(headers.allow?.split(', ')).toContain(method.toUpperCase());
  }
});

it('calls each operation by a name of its own', () => {
  const names = operations().map(({ operation }) => operation.operationId);
  expect(new Set(names).size).toBe(names.length);
  expect(names).toContain('mail_domains_fetch');
});

it('declares the parameters of each path, and how each operation ends', () => {
  for (const { path, operation } of operations()) {
    const inPath = (operation.parameters ?? []).filter((parameter) => parameter.in === 'path');
    const names = [...path.matchAll(/\{(\w+)\}/g)].map(([, name]) => name);
    expect(inPath.map(({ name }) => name)).toEqual(names);
    const isPublic = operation.security?.length === 0;
    expect(isPublic).toBe(['/config/', '/stats/', '/jwks', '/login/'].includes(path));
    const refusals = isPublic ? [] : ['401', '403'];
    expect(Object.keys(operation.responses)).toEqual(expect.arrayContaining(refusals));
  }
});

it('refers only to what it holds', () => {
  const references = descendants(document).flatMap((node) =>
    typeof node === 'object' && node !== null && '$ref' in node ? [String(node.$ref)] : [],
  );
  expect(references.length).toBeGreaterThan(10);
  for (const reference of references) {
    const steps = reference.replace(/^#\//, '').split('/');
    const target = steps.reduce<unknown>(
      (node, step) => (node as Record<string, unknown> | undefined)?.[step],
      document,
    );
    expect([reference, typeof target]).toEqual([reference, 'object']);
  }
});

it('knows the session cookie by the name it has here', async () => {
  const other = await openApiWorld({ app: { cookies: { sessionName: 'people_sessionid', secure: false } } });
  try {
    const { body } = await other.visitor.rest('GET', 'swagger.json');
    expect(body).toMatchObject({
      components: { securitySchemes: { session: { name: 'people_sessionid' } } },
    });
  } finally {
    await other.close();
  }
});

it('is not there where it is switched off', async () => {
  const closed = await openApiWorld({ app: { servesApiDescription: false } });
  try {
    const answer = await closed.visitor.rest('GET', 'swagger.json');
    expect(answer).toMatchObject({ status: 404, body: { detail: 'Not found.' } });
  } finally {
    await closed.close();
  }
});

describe('what other services may call', () => {
  let services: Document;
  beforeAll(async () => {
    const { body } = await exchange(`${world.url}/resource-server/v1.0/swagger.json`);
    services = body as Document;
  });

  it('is described apart: every path and method, and no other', () => {
    const declared = [
      ...makeServicePaths(world.useCases, world.url),
      ...makeLaSuiteResource(world.useCases),
    ].flatMap(({ path, operations: methods }) =>
      Object.keys(methods).map((method) => `${method} ${path.replace(/:(\w+)/g, '{$1}')}`),
    );
    const named = Object.entries(services.paths).flatMap(([path, methods]) =>
      Object.keys(methods)
        .filter((name) => name !== 'servers')
        .map((method) => `${method.toUpperCase()} ${path}`),
    );
    expect(named.sort()).toEqual(declared.sort());
    expect(services.servers).toEqual([{ url: `${world.url}/resource-server/v1.0` }]);
  });

  it('says by what callers are known, and in what SCIM is written', () => {
    expect(services.paths['/teams/']?.['get']?.security).toEqual([{ accessToken: [] }]);
    expect(services.paths['/siret/']?.['get']?.security).toEqual([{ apiKey: [] }]);
    expect(services.paths['/siret/']?.['servers']).toEqual([{ url: `${world.url}/la-suite/v1.0` }]);
    expect(services.paths['/scim/Groups/{id}/']?.['patch']).toMatchObject({
      requestBody: { content: { 'application/scim+json': {} } },
      responses: { 200: { content: { 'application/scim+json': {} } } },
    });
  });
});
