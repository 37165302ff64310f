import fc from 'fast-check';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { ConnectedTokenIntrospector } from '../../src/adapters/introspection/connected-token-introspector.ts';
import { compactJws, encode, JWT_TYPE, signerOf } from '../openid/hand-made-answers.ts';
import { type Answer, type HandMadeProvider, startHandMadeProvider } from '../openid/hand-made-provider.ts';
import { introspectionOptions } from '../openid/introspection-options.ts';
import { type ApiWorld, openApiWorld } from '../support/api-world.ts';
import { exchange } from '../support/http-exchange.ts';
import { rawExchange } from '../support/raw-exchange.ts';
import { addUser } from './evry.ts';

const PATH = '/resource-server/v1.0/teams/';
const CLIENT_ID = 'resource-server';
const SUB = 'ana';

let world: ApiWorld;
let server: HandMadeProvider;
let introspector: ConnectedTokenIntrospector;
const unhandled: unknown[] = [];
const remember = (reason: unknown) => unhandled.push(reason);

beforeAll(async () => {
  process.on('unhandledRejection', remember);
  server = await startHandMadeProvider();
  world = await openApiWorld({
    adapters: { tokenIntrospector: { introspect: (token) => introspector.introspect(token) } },
  });
  introspector = new ConnectedTokenIntrospector({
    options: introspectionOptions(server.issuer, { clientId: CLIENT_ID, format: 'auto' }),
    clock: world.clock,
  });
  await addUser(world, { sub: SUB });
});
afterAll(async () => {
  await introspector.close();
  await server.close();
  await world.close();
  process.off('unhandledRejection', remember);
  expect(unhandled).toEqual([]);
});

/** The possible answers for every answer of the authorization server. */
const DECLARED: Readonly<Record<number, readonly unknown[]>> = {
  200: [undefined],
  401: ['invalid_token', undefined],
  403: ['insufficient_scope'],
  502: ['idp_unexpected'],
  503: ['idp_unavailable'],
};

/** Calls the resource server while the authorization server answers this; only declared answers may result. */
async function outcomeOf(answer: Answer): Promise<number> {
  server.script({ introspection: { status: 200, ...answer } });
  const { status, body } = await exchange(`${world.url}${PATH}`, {
    headers: { authorization: 'Bearer token' },
  });
  expect(DECLARED[status]).toContain((body as { code?: string }).code);
  return status;
}

const about = () => ({
  active: true,
  sub: SUB,
  client_id: 'drive',
  scope: 'openid groups',
  iss: server.issuer,
  exp: Math.floor(world.clock.now().getTime() / 1000) + 3600,
});

const odd = fc.oneof(
  fc.jsonValue(),
  fc.string({ unit: 'binary' }),
  fc.constantFrom('', ' ', '\0', SUB, 'groups', '__proto__', 1e308, -1, 0, Number.MAX_SAFE_INTEGER, '\ud800'),
  fc.double(),
);
const memberNames = fc.constantFrom(
  'active',
  'sub',
  'client_id',
  'azp',
  'scope',
  'iss',
  'exp',
  'iat',
  'nbf',
  'aud',
  'token_type',
  'cnf',
  '__proto__',
  'constructor',
);
/** Members that replace right ones, or are added to them. */
const changes = fc.array(fc.tuple(memberNames, odd), { maxLength: 3 });
const changed = (members: object, changedMembers: readonly (readonly [string, unknown])[]): string => {
  const rest = Object.entries(members).filter(([name]) => !changedMembers.some(([other]) => other === name));
  // Written by hand, for members that an object would not keep.
  return `{${[...rest, ...changedMembers]
    .map(([name, value]) => `${JSON.stringify(name)}:${JSON.stringify(value) ?? 'null'}`)
    .join(',')}}`;
};

const jwt = (claims: string, header: string): string => {
  const data = `${encode(header)}.${encode(claims)}`;
  return `${data}.${signerOf(server.keys.es256)(Buffer.from(data)).toString('base64url')}`;
};
const usualHeader = () => ({ alg: 'ES256', typ: 'token-introspection+jwt', kid: server.keys.es256.kid });
const claimsAbout = (told: unknown) => ({
  iss: server.issuer,
  aud: CLIENT_ID,
  iat: Math.floor(world.clock.now().getTime() / 1000),
  token_introspection: told,
});

it('the right answers are let in', async () => {
  expect(await outcomeOf({ body: about() })).toBe(200);
  const body = compactJws(usualHeader(), claimsAbout(about()), signerOf(server.keys.es256));
  expect(await outcomeOf({ type: JWT_TYPE, body })).toBe(200);
});

it('JSON with any members is answered as declared', async () => {
  const seen = new Set<number>();
  await fc.assert(
    fc.asyncProperty(changes, async (members) => {
      seen.add(await outcomeOf({ body: changed(about(), members) }));
    }),
    { numRuns: 250 },
  );
  expect([...seen]).toEqual(expect.arrayContaining([200, 401]));
  // An object is an answer: with any members, the server itself is not in trouble.
  expect([...seen].filter((status) => status > 403)).toEqual([]);
});

it('any text of any type and status is answered as declared', async () => {
  const types = fc.constantFrom(
    'application/json',
    JWT_TYPE,
    'text/html',
    'application/json; charset=utf-16',
    ';',
  );
  const texts = fc.oneof(fc.json(), fc.string({ unit: 'binary', maxLength: 200 }), fc.base64String());
  await fc.assert(
    fc.asyncProperty(
      texts,
      types,
      fc.constantFrom(200, 200, 200, 204, 400, 401, 404, 302),
      async (body, type, status) => {
        expect(await outcomeOf({ body, type, status })).not.toBe(200);
      },
    ),
    { numRuns: 150 },
  );
});

it('a JWT with any claims and header is answered as declared', async () => {
  const claimNames = fc.constantFrom(
    'iss',
    'aud',
    'iat',
    'exp',
    'nbf',
    'token_introspection',
    'sub',
    '__proto__',
  );
  const headerNames = fc.constantFrom(
    'alg',
    'typ',
    'kid',
    'crit',
    'b64',
    'zip',
    'enc',
    'cty',
    'jwk',
    'jku',
    'x5c',
    '__proto__',
  );
  const some = (names: fc.Arbitrary<string>) => fc.array(fc.tuple(names, odd), { maxLength: 2 });
  await fc.assert(
    fc.asyncProperty(some(claimNames), some(headerNames), changes, async (claims, header, members) => {
      const told = JSON.parse(changed(about(), members));
      const body = jwt(changed(claimsAbout(told), claims), changed(usualHeader(), header));
      await outcomeOf({ type: JWT_TYPE, body });
    }),
    { numRuns: 200 },
  );
});

const bytesOf = (compact: string): string =>
  compact
    .split('.')
    .map((part) => Buffer.from(part, 'base64url').toString('hex'))
    .join('.');

it('a JWT broken anywhere is not let in', async () => {
  const good = () => compactJws(usualHeader(), claimsAbout(about()), signerOf(server.keys.es256));
  const cuts = fc.tuple(
    fc.double({ min: 0, max: 1, noNaN: true }),
    fc.double({ min: 0, max: 1, noNaN: true }),
    fc.string({ maxLength: 8 }),
  );
  await fc.assert(
    fc.asyncProperty(cuts, async ([one, other, inserted]) => {
      const text = good();
      const [from, to] = [one, other].map((part) => Math.floor(part * text.length)).sort((a, b) => a - b);
      const broken = `${text.slice(0, from)}${inserted}${text.slice(to)}`;
      // The last bits of base64url may say nothing: such an answer is the same answer.
      fc.pre(bytesOf(broken) !== bytesOf(text));
      expect(await outcomeOf({ type: JWT_TYPE, body: broken })).toBe(502);
    }),
    { numRuns: 150 },
  );
});

it('any Authorization header is answered without a failure of ours', async () => {
  server.script({ introspection: { status: 200, body: { active: false } } });
  const scheme = fc.constantFrom('Bearer', 'bearer', 'BEARER', 'Basic', 'ApiKey', '');
  const space = fc.stringMatching(/^[ \t]{0,12}$/);
  const printable = fc.stringMatching(/^[\x20-\x7e\x80-\xff]{0,80}$/);
  const token = fc.oneof(
    printable,
    fc.base64String({ maxLength: 200 }),
    fc.stringMatching(/^[A-Za-z0-9._~+/-]{1,40}=*$/),
  );
  await fc.assert(
    fc.asyncProperty(scheme, space, token, space, async (name, before, value, after) => {
      const answer = await rawExchange(world.url, [
        `GET ${PATH} HTTP/1.1`,
        'Host: localhost',
        `Authorization: ${name}${before}${value}${after}`,
      ]);
      expect(answer).toMatch(/^HTTP\/1\.1 (400|401) /);
      expect(answer).toMatch(/\r\nWWW-Authenticate: Bearer realm="api"/i);
    }),
    { numRuns: 250 },
  );
});
