import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { SERVICE_FILTERS } from '../../src/application/access/resource-server/service-scope.ts';
import { LA_SUITE_BASE } from '../../src/infrastructure/account-service/la-suite-resource.ts';
import { API_BASE } from '../../src/infrastructure/create-app.ts';
import {
  makeServicePaths,
  RESOURCE_SERVER_BASE,
} from '../../src/infrastructure/resource-server/make-service-paths.ts';
import {
  type ServicePath,
  serviceOperation,
} from '../../src/infrastructure/resource-server/serving/service-path.ts';
import { makeAppRouter } from '../../src/infrastructure/trpc/app-router.ts';
import { exchange } from '../support/http-exchange.ts';
import { walkRoutes } from '../support/walk-routes.ts';
import { openServed, type Served } from './served.ts';

const METHODS = ['GET', 'POST', 'PUT', 'PATCH', 'DELETE'] as const;
/** Under one of them every route is. */
const BASES = ['', API_BASE, RESOURCE_SERVER_BASE, `${RESOURCE_SERVER_BASE}/scim`, LA_SUITE_BASE];

const fill = (path: string, id: string): string => path.replace(/:\w+/g, id);
/** Values that servers make up for each answer. */
const comparable = (text: string): string =>
  text
    .replace(/(state|nonce|code_challenge)=[^&"]+/g, '$1=')
    .replace(/(name="form_token" value=)"[^"]+"/g, '$1""');

describe.each([
  ['where the client API takes no tokens', false],
  ['where the client API takes tokens of its own clients', true],
])('%s', (_case, acceptsBearer) => {
  let served: Served;
  let declared: readonly ServicePath[];
  let authorization: string;
  beforeAll(async () => {
    served = await openServed({ app: { acceptsBearer } });
    declared = makeServicePaths(served.world.useCases, served.world.url);
    authorization = `Bearer ${served.tokenOf(served.people.alice, 'drive')}`;
  });
  afterAll(() => served.world.close());

  /** The answer to a service's token, beside the answer without a token. */
  const both = async (method: string, path: string) => {
    const url = `${served.world.url}${path}`;
    const headers: Record<string, string> = method === 'GET' ? {} : { 'content-type': 'application/json' };
    const body = method === 'GET' ? {} : { body: '{}' };
    const nobody = await exchange(url, { method, headers, ...body });
    const service = await exchange(url, { method, headers: { ...headers, authorization }, ...body });
    return { nobody, service };
  };

  it('no route but the declared ones takes the token of a service', async () => {
    const routes = walkRoutes(served.world.app);
    const isDeclared = (base: string, path: string) =>
      base === RESOURCE_SERVER_BASE && declared.some((candidate) => candidate.path === path);
    const reached = new Set<string>();
    let refused = 0;
    /** A page may say, on its own behalf, that what a link leads to is gone. */
    const isAnswered = ({ status, headers }: Awaited<ReturnType<typeof both>>['nobody']) =>
      status !== 404 || String(headers['content-type']).startsWith('text/html');
    const isThere = async (path: string) =>
      isAnswered((await both('GET', path)).nobody) || isAnswered((await both('POST', path)).nobody);
    for (const path of routes) {
      for (const base of BASES) {
        if (isDeclared(base, path)) reached.add(path);
        const filled = fill(`${base}${path}`, served.teams.own.id);
        if (isDeclared(base, path) || !(await isThere(filled))) continue;
        reached.add(path);
        for (const method of METHODS) {
          const { nobody, service } = await both(method, filled);
          // Refused as without a token, or public: the token makes no difference.
          const told = ({ status, text }: typeof nobody) => [status, status === 401 ? '' : comparable(text)];
          expect([method, filled, ...told(service)]).toEqual([method, filled, ...told(nobody)]);
          if (service.status === 401) refused += 1;
        }
      }
    }
    expect(routes.filter((path) => !reached.has(path))).toEqual([]);
    expect(declared.map(({ path }) => path).filter((path) => !reached.has(path))).toEqual([]);
    expect(refused).toBeGreaterThan(100);
  });

  it('no procedure takes the token of a service', async () => {
    const { procedures } = makeAppRouter(served.world.useCases, served.world.settings.publicConfig)._def;
    const names = Object.keys(procedures);
    expect(names.length).toBeGreaterThan(50);
    const open: string[] = [];
    for (const name of names) {
      for (const method of ['GET', 'POST']) {
        const { nobody, service } = await both(method, `/trpc/${name}`);
        expect([name, method, service.status]).toEqual([name, method, nobody.status]);
        if (service.status !== 200) continue;
        open.push(name);
        expect(service.text).toBe(nobody.text);
      }
    }
    expect(open.sort()).toEqual(['config.get', 'stats.get']);
  });
});

describe('what is declared', () => {
  let served: Served;
  let declared: readonly ServicePath[];
  beforeAll(async () => {
    served = await openServed();
    declared = makeServicePaths(served.world.useCases, served.world.url);
  });
  afterAll(() => served.world.close());

  /** Ids and names of what Drive may not see for Alice. */
  const hidden = (): readonly string[] => {
    const { teams, people, visio } = served;
    return [
      ...[teams.visio, teams.unlinked, teams.foreign].flatMap(({ id, externalId }) => [id, externalId]),
      ...[people.carol, people.eve].flatMap(({ id, sub, email }) => [id, sub, email ?? '']),
      visio.id,
    ];
  };
  const state = () =>
    Promise.all(
      Object.values(served.teams).map(async (team) => ({
        team: await served.world.unitOfWork.run(({ teams }) => teams.find(team.id)),
        members: await served.members(team),
      })),
    );

  it('shows nothing that another service, or none, may see', async () => {
    const call = served.through('drive', served.people.alice);
    const { own, above } = served.teams;
    let answers = 0;
    for (const { path, operations } of declared) {
      if (!('GET' in operations)) continue;
      const ids = path.includes(':') ? [own.id, own.externalId, above.id, served.people.alice.id] : [''];
      for (const id of ids) {
        const { status, text } = await call('GET', fill(path.slice(1), id));
        if (status === 200) answers += 1;
        for (const secret of hidden()) expect(text).not.toContain(secret);
      }
    }
    expect(answers).toBeGreaterThan(9);
  });

  it('finds nothing that another service, or none, may see, and changes none of it', async () => {
    const call = served.through('drive', served.people.alice);
    const before = await state();
    for (const { path, operations } of declared) {
      if (!path.includes(':')) continue;
      for (const method of Object.keys(operations)) {
        for (const id of hidden().filter((text) => /^[0-9a-f-]{36}$/.test(text))) {
          const { status, body } = await call(
            method,
            fill(path.slice(1), id),
            method === 'GET'
              ? undefined
              : {
                  name: 'taken over',
                  email: 'x@evry.fr',
                  schemas: ['urn:ietf:params:scim:api:messages:2.0:PatchOp'],
                  Operations: [{ op: 'remove', path: 'members' }],
                },
          );
          const isEmpty = (body as { results?: readonly unknown[] } | undefined)?.results?.length === 0;
          expect([method, path, status, isEmpty || status >= 400]).toEqual([method, path, status, true]);
          expect(status).toBeLessThan(500);
        }
      }
    }
    expect(await state()).toEqual(before);
  });

  it('does not compile without its filter, nor with a handler that asks for more than the filter gives', () => {
    const described = { operationId: 'x', summary: 'x', success: { status: 204 } } as const;
    // @ts-expect-error there is no filter
    serviceOperation({ ...described, handle: async () => ({ status: 204 }) });
    serviceOperation({
      ...described,
      filter: SERVICE_FILTERS.noData,
      handle: async ({ scope }) => ({
        status: 200,
        // @ts-expect-error the filter gives nothing to ask for teams with
        body: await served.world.useCases.getServiceTeam(scope, served.teams.own.id),
      }),
    });
    serviceOperation({
      ...described,
      filter: SERVICE_FILTERS.seenTeams,
      // @ts-expect-error nobody is told who calls
      handle: async ({ actor }) => ({ status: 200, body: actor }),
    });
    const handmade = { ...described, filter: SERVICE_FILTERS.noData, handle: async () => ({ status: 204 }) };
    const path: ServicePath = {
      path: '/x/',
      tag: 'x',
      dialect: 'contract',
      // @ts-expect-error only `serviceOperation` makes operations
      operations: { GET: handmade },
    };
    expect(path.path).toBe('/x/');
  });
});
