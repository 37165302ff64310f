import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { securityHeaders } from '../../src/infrastructure/http/edge/security-headers.ts';
import { type ApiWorld, openApiWorld } from '../support/api-world.ts';

let world: ApiWorld;
beforeAll(async () => {
  world = await openApiWorld({ openid: {}, before: [securityHeaders({ strictTransport: undefined })] });
});
afterAll(() => world.close());

const policiesOf = async (path: string) => {
  const { headers } = await fetch(`${world.url}${path}`, { redirect: 'manual' });
  return {
    opener: headers.get('cross-origin-opener-policy'),
    isFramed: !headers.get('content-security-policy')?.includes("frame-ancestors 'none'"),
  };
};

describe('a window in which a client has people sign in', () => {
  it.each([
    '/o/authorize/?client_id=unknown',
    '/o/authorize?client_id=unknown',
    '/o/authorize/unknown',
    '/o/interaction/unknown/',
  ])('stays that of the client that opened it, and in no frame, at %s', async (path) => {
    expect(await policiesOf(path)).toEqual({ opener: 'unsafe-none', isFramed: false });
  });

  it.each([
    '/o/account/',
    '/o/account/sign-in/',
    '/o/password/forgotten/',
    '/o/logout/',
    '/o/userinfo/',
    '/o/authorized_tokens/',
    '/interaction/unknown/',
    '/api/v1.0/users/me/',
  ])('is no other of ours: %s', async (path) => {
    expect(await policiesOf(path)).toEqual({ opener: 'same-origin', isFramed: false });
  });
});
