import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { exchange } from '../support/http-exchange.ts';
import { type Evry, openEvry } from './evry.ts';

let evry: Evry;
beforeAll(async () => {
  evry = await openEvry();
});
afterAll(() => evry.world.close());

const ID = '11111111-2222-4333-8444-555555555555';
/** Every path and its allowed methods. */
const PATHS = [
  ['users/me', 'GET, HEAD, OPTIONS'],
  ['users', 'GET, HEAD, OPTIONS'],
  [`users/${ID}`, 'PUT, PATCH, OPTIONS'],
  [`organizations/${ID}`, 'GET, PUT, PATCH, HEAD, OPTIONS'],
  ['service-providers', 'GET, HEAD, OPTIONS'],
  [`service-providers/${ID}`, 'GET, HEAD, OPTIONS'],
  ['contacts', 'GET, POST, HEAD, OPTIONS'],
  ['mail-domains', 'GET, POST, HEAD, OPTIONS'],
  ['mail-domains/evryfr', 'GET, HEAD, OPTIONS'],
  ['mail-domains/evryfr/fetch', 'POST, OPTIONS'],
  ['mail-domains/evryfr/mailboxes', 'GET, POST, HEAD, OPTIONS'],
  [`mail-domains/evryfr/mailboxes/${ID}`, 'GET, PUT, PATCH, HEAD, OPTIONS'],
  [`mail-domains/evryfr/mailboxes/${ID}/enable`, 'POST, OPTIONS'],
  ['mail-domains/evryfr/accesses', 'GET, POST, HEAD, OPTIONS'],
  ['mail-domains/evryfr/accesses/users', 'GET, HEAD, OPTIONS'],
  [`mail-domains/evryfr/accesses/${ID}`, 'GET, PUT, PATCH, DELETE, HEAD, OPTIONS'],
  ['mail-domains/evryfr/invitations', 'GET, POST, HEAD, OPTIONS'],
  [`mail-domains/evryfr/invitations/${ID}`, 'GET, DELETE, HEAD, OPTIONS'],
  [`mail-domains/evryfr/invitations/${ID}/refresh`, 'POST, OPTIONS'],
  ['mail-domains/evryfr/aliases', 'GET, POST, DELETE, HEAD, OPTIONS'],
  ['mail-domains/evryfr/aliases/delete', 'DELETE, OPTIONS'],
  [`mail-domains/evryfr/aliases/${ID}`, 'DELETE, OPTIONS'],
] as const;
const METHODS = ['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE'];

describe.each(PATHS)('%s', (path, allow) => {
  it('answers alike with and without final slash (D47)', async () => {
    for (const method of METHODS) {
      const [slashed, bare] = [
        await evry.carol.rest(method, `${path}/`),
        await evry.carol.rest(method, path),
      ];
      expect([method, bare.status, bare.text]).toEqual([method, slashed.status, slashed.text]);
      expect(bare.headers['allow']).toBe(allow);
      expect(slashed.headers['allow']).toBe(allow);
    }
  });

  it('tells everybody which methods it has, without a body (D50)', async () => {
    for (const client of [evry.world.visitor, evry.dave]) {
      const answer = await client.rest('OPTIONS', `${path}/`);
      expect(answer).toMatchObject({ status: 204, text: '', headers: { allow } });
    }
  });

  it('asks who one is before anything about the method', async () => {
    for (const method of METHODS) {
      const { status, headers } = await evry.world.visitor.rest(method, `${path}/`);
      expect([method, status, headers['allow']]).toEqual([method, 401, allow]);
    }
  });

  it('answers 405 to other methods', async () => {
    for (const method of METHODS.filter((name) => !allow.split(', ').includes(name))) {
      const answer = await evry.alice.rest(method, `${path}/`);
      expect(answer).toMatchObject({ status: 405, headers: { allow } });
      if (method !== 'HEAD') expect(answer.body).toEqual({ detail: `Method "${method}" not allowed.` });
    }
  });
});

it('asks for the role on a domain before the method', async () => {
  const path = `mail-domains/evryfr/mailboxes/${evry.jean.id}/`;
  expect((await evry.dave.rest('DELETE', path)).status).toBe(404);
  expect((await evry.carol.rest('DELETE', path)).status).toBe(403);
  expect((await evry.alice.rest('DELETE', path)).status).toBe(405);
});

it('says 405 in French', async () => {
  const answer = await evry.alice.rest('DELETE', 'users/me/', undefined, { 'accept-language': 'fr' });
  expect(answer).toMatchObject({ status: 405, body: { detail: 'Méthode « DELETE » non autorisée.' } });
});

it.each(['users/me/', 'mail-domains/?page=1', 'mail-domains/evryfr/'])(
  'HEAD %s is GET without body',
  async (path) => {
    const [get, head] = [await evry.alice.rest('GET', path), await evry.alice.rest('HEAD', path)];
    expect(head).toMatchObject({ status: 200, text: '' });
    expect(head.headers['content-length']).toBe(get.headers['content-length']);
    expect(head.headers['content-type']).toBe('application/json');
  },
);

describe('unknown routes', () => {
  it.each([
    '/',
    '/nope',
    '/api/',
    '/api/v1/users/me/',
    '/api/v2.0/users/me/',
    '/API/v1.0/users/me/',
    '/api/v1.0/Users/me/',
    '/api/v1.0/organizations/',
    '/api/v1.0//users/me/',
    '/api/v1.0/users//me/',
    '/api/v1.0/users/me//',
    '/api/v1.0/users/me/x/',
    '/api/v1.0/users/me.json',
    '/api/v1.0/mail-domains.json',
    '/api/v1.0/mail-domains/evryfr.json',
    '/api/v1.0/mail-domains/a.b/',
    '/api/v1.0/mail-domains/a%00b/',
    '/api/v1.0/mail-domains/a%00b/mailboxes/',
    '/__error__',
  ])('%s is 404 in JSON, for any caller (D46, D48)', async (path) => {
    const key = await evry.world.openSession(evry.people.alice);
    for (const headers of [{}, { cookie: `sessionid=${key}` }]) {
      const answer = await exchange(`${evry.world.url}${path}`, { headers });
      expect(answer).toMatchObject({
        status: 404,
        body: { detail: 'Not found.' },
        headers: { 'content-type': 'application/json' },
      });
    }
  });

  it('are so for every method, and in French', async () => {
    for (const method of ['POST', 'DELETE', 'OPTIONS']) {
      const headers = { 'accept-language': 'fr' };
      const answer = await exchange(`${evry.world.url}/nope`, { method, headers });
      expect(answer).toMatchObject({ status: 404, body: { detail: 'Pas trouvé.' } });
    }
  });

  it('a path that cannot be decoded is the caller’s fault', async () => {
    const answer = await exchange(`${evry.world.url}/api/v1.0/mail-domains/%E0%A4%A/`);
    expect(answer).toMatchObject({ status: 400, headers: { 'content-type': 'application/json' } });
  });
});

it('ignores ?format= (D48)', async () => {
  for (const format of ['json', 'xml', 'api']) {
    expect((await evry.alice.rest('GET', `users/me/?format=${format}`)).status).toBe(200);
  }
});

describe('Accept', () => {
  it.each([
    undefined,
    '*/*',
    'application/*',
    'application/json',
    'application/json; charset=utf-8; indent=4',
    'text/html, application/json;q=0.1',
    'text/html;q=0.9, */*;q=0.8',
  ])('%s is fine', async (accept) => {
    const headers = accept === undefined ? {} : { accept };
    expect((await evry.alice.rest('GET', 'users/me/', undefined, headers)).status).toBe(200);
  });

  it.each(['text/html', 'bogus', 'application/xml, text/*', 'application/json;q=0'])(
    '%s is 406',
    async (accept) => {
      for (const client of [evry.alice, evry.world.visitor]) {
        const answer = await client.rest('GET', 'users/me/', undefined, { accept });
        expect(answer).toMatchObject({
          status: 406,
          body: { detail: 'Could not satisfy the request Accept header.' },
          headers: { 'content-type': 'application/json' },
        });
      }
      const french = await evry.alice.rest('GET', 'users/me/', undefined, {
        accept,
        'accept-language': 'fr-FR',
      });
      expect(french.body).toEqual({ detail: "L'en-tête « Accept » n'a pas pu être satisfaite." });
    },
  );
});
