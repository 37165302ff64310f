import type { NotReplayed } from './rule.ts';
import { TEST_KEY } from './test-key.ts';

/** Why some recordings are not replayed. */
export const NOT_REPLAYED: readonly NotReplayed[] = [
  {
    why: 'the key of the OpenID provider is not among the recordings',
    when: ({ request }) => request.path === '/o/.well-known/jwks.json' && request.method === 'GET',
  },
  {
    why: 'clients are data that superusers manage, not pages for everybody (D40)',
    when: ({ request }) => /^\/o\/(applications|authorized_tokens)\//.test(request.path),
  },
  {
    why: 'the key of the resource server is not among the recordings',
    when: ({ request, settings, response }) =>
      /\/jwks$/.test(request.path) && response.status === 200 && !(TEST_KEY in settings),
    isUnrecorded: true,
  },
  {
    why: 'the back office is made of pages, and no part of the contract',
    when: ({ request }) => /^\/admin(\/|$)/.test(request.path),
  },
];
