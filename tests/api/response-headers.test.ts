import { afterAll, beforeAll, expect, it } from 'vitest';
import { securityHeaders } from '../../src/infrastructure/http/edge/security-headers.ts';
import type { ApiClient } from '../support/api-client.ts';
import { type Evry, openEvry } from './evry.ts';

let evry: Evry;
let alice: ApiClient;
beforeAll(async () => {
  evry = await openEvry({ before: [securityHeaders({ strictTransport: undefined })] });
  alice = evry.alice;
});
afterAll(() => evry.world.close());

it.each(['users/me/', 'teams/', 'contacts/', 'mail-domains/', 'unknown/'])(
  'the answer of %s is not to be kept, framed or embedded',
  async (path) => {
    const { headers } = await alice.rest('GET', path);
    expect(headers).toMatchObject({
      'cache-control': 'no-store',
      'content-security-policy': "default-src 'none'; frame-ancestors 'none'",
      'cross-origin-resource-policy': 'same-origin',
    });
  },
);

it.each([
  ['an answer', 'users.me', 200],
  ['a refusal', 'users.gone', 404],
])(
  '%s of tRPC depends on all that others do, and on what the library looks at',
  async (_what, path, status) => {
    const answer = await fetch(`${evry.world.url}/trpc/${path}`, {
      headers: {
        origin: 'http://localhost:3000',
        cookie: `sessionid=${await evry.world.openSession(evry.people.alice)}`,
      },
    });
    expect(answer.status).toBe(status);
    const varies = answer.headers
      .get('vary')
      ?.split(',')
      .map((name) => name.trim().toLowerCase());
    expect(varies).toEqual(
      expect.arrayContaining([
        'trpc-accept',
        'accept',
        'origin',
        'cookie',
        'authorization',
        'accept-language',
      ]),
    );
    expect(answer.headers.get('cache-control')).toBe('no-store');
  },
);
