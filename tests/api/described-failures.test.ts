import { Ajv2020 } from 'ajv/dist/2020.js';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { ApiClient } from '../support/api-client.ts';
import { type Answer, exchange } from '../support/http-exchange.ts';
import { openServed, type Served } from './served.ts';

type Content = Readonly<Record<string, { readonly schema: object }>>;
type Operation = Readonly<{
  requestBody?: object;
  responses: Readonly<Record<string, { readonly content?: Content }>>;
}>;
type Document = Readonly<{
  paths: Readonly<Record<string, Readonly<Record<string, Operation>>>>;
  components: object;
}>;

const METHODS = ['get', 'post', 'put', 'patch', 'delete'] as const;
const SOME_ID = '11111111-2222-4333-8444-555555555555';
const filled = (path: string) =>
  path.replaceAll(/\{(\w+)\}/g, (_, name) => (name === 'slug' ? 'a' : SOME_ID));

let served: Served;
let client: ApiClient;
beforeAll(async () => {
  served = await openServed();
  client = await served.world.signIn(served.people.alice);
});
afterAll(() => served.world.close());

const operationsOf = (document: Document) =>
  Object.entries(document.paths).flatMap(([path, declared]) =>
    METHODS.flatMap((method) => {
      const operation = declared[method];
      return operation ? [{ path, method: method.toUpperCase(), operation }] : [];
    }),
  );

/** Whether an answer is one that the document has for the operation, with its media type and body. */
function checker(document: Document) {
  const ajv = new Ajv2020({ strict: false });
  return ({ responses }: Operation, { status, headers, body }: Answer): string | undefined => {
    const declared = responses[String(status)];
    if (!declared) return `${status} is not declared`;
    if (status < 400) return undefined;
    const [type = ''] = (headers['content-type'] ?? '').split(';');
    const schema = declared.content?.[type]?.schema;
    if (!schema) return `${status} has no body of type ${type}`;
    return ajv.validate({ ...schema, components: document.components }, body)
      ? undefined
      : `${status}: ${JSON.stringify(body)} ${ajv.errorsText()}`;
  };
}

const JSON_TYPE = { 'content-type': 'application/json' };
/** Requests with one thing wrong, as far as the operation reads it. */
const WRONG: readonly (readonly [string, { headers?: Record<string, string>; body?: string }])[] = [
  ['nothing', {}],
  ['an empty body', { headers: JSON_TYPE, body: '{}' }],
  [
    'fields of other types',
    { headers: JSON_TYPE, body: '{"name":[1],"email":{},"user":"x","data":{"emails":[{"type":1}]}}' },
  ],
  ['a body that is no JSON', { headers: JSON_TYPE, body: '{' }],
  ['a body that is no object', { headers: JSON_TYPE, body: '[]' }],
  ['a media type of its own', { headers: { 'content-type': 'text/csv' }, body: 'a,b' }],
  ['a body that is too large', { headers: JSON_TYPE, body: `{"name":"${'x'.repeat(6_000_000)}"}` }],
  ['no answer that it takes', { headers: { accept: 'text/html' } }],
];

describe.each([
  ['nobody', () => served.world.visitor],
  ['somebody', () => client],
] as const)('the client API, asked by %s', (_who, asking) => {
  it.each(WRONG)('with %s, answers as it is described', async (_what, request) => {
    const { body } = await served.world.visitor.rest('GET', 'swagger.json');
    const document = body as Document;
    const check = checker(document);
    const failures: number[] = [];
    for (const { path, method, operation } of operationsOf(document)) {
      if (request.body !== undefined && !operation.requestBody) continue;
      const answer = await asking().send(filled(path).slice(1), { method, ...request });
      if (answer.status >= 400) failures.push(answer.status);
      expect([method, path, check(operation, answer)]).toEqual([method, path, undefined]);
    }
    expect(failures.length).toBeGreaterThan(5);
  });
});

it.each(WRONG)(
  'the APIs for services, asked with %s, answer as they are described',
  async (_what, request) => {
    const { body } = await exchange(`${served.world.url}/resource-server/v1.0/swagger.json`);
    const document = body as Document;
    const check = checker(document);
    const authorization = `Bearer ${served.tokenOf(served.people.alice, 'drive')}`;
    for (const { path, method, operation } of operationsOf(document)) {
      if (request.body !== undefined && !operation.requestBody) continue;
      const base = path === '/siret/' ? '/la-suite/v1.0' : '/resource-server/v1.0';
      for (const credentials of [{}, { authorization }, { authorization: 'Bearer unknown' }]) {
        const headers = { ...request.headers, ...credentials };
        const answer = await exchange(`${served.world.url}${base}${filled(path)}`, {
          method,
          ...request,
          headers,
        });
        expect([method, path, check(operation, answer)]).toEqual([method, path, undefined]);
      }
    }
  },
);

it('has a body for every failure, and the kinds of failure that every operation has', async () => {
  for (const address of ['/api/v1.0', '/resource-server/v1.0']) {
    const { body } = await exchange(`${served.world.url}${address}/swagger.json`);
    for (const { operation } of operationsOf(body as Document)) {
      const failures = Object.entries(operation.responses).filter(([status]) => Number(status) >= 400);
      expect(failures.map(([status]) => status)).toEqual(
        expect.arrayContaining(['400', '406', '500', '503']),
      );
      for (const [, { content }] of failures) expect(Object.keys(content ?? {})).toHaveLength(1);
    }
  }
});
