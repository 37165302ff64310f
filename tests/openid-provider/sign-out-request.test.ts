import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type OpenidWorld, openOpenidWorld } from '../support/openid-world.ts';

const TARGET = 'https://rp.example/api/v2/client/logout-callback';

let world: OpenidWorld;
beforeEach(async () => {
  world = await openOpenidWorld();
});
afterEach(() => world.close());

/** A browser that has just signed in, and the id token that its client got. */
async function signedIn() {
  const browser = world.browser();
  const { body } = await world.signIn({}, browser);
  return { browser, hint: String(body['id_token']) };
}

describe('a request to sign out', () => {
  it.each(['GET', 'POST'])(
    'by %s brings the browser back to the client that shows its id token',
    async (method) => {
      const { browser, hint } = await signedIn();
      const parameters = new URLSearchParams({
        id_token_hint: hint,
        post_logout_redirect_uri: TARGET,
        state: 'a b&c',
      });
      const { landed } =
        method === 'GET'
          ? await browser.open(`${world.issuer}/logout/?${parameters}`)
          : await browser.open(`${world.issuer}/logout/`, { method, body: parameters });
      expect(landed?.href).toBe(`${TARGET}?state=a+b%26c`);
      const silent = await browser.open(world.authorizeUrl({ prompt: 'none' }));
      expect(silent.landed?.searchParams.get('error')).toBe('login_required');
    },
  );

  it.each(['GET', 'POST'])('by %s that says a thing twice is refused', async (method) => {
    const { browser, hint } = await signedIn();
    const parameters = new URLSearchParams([
      ['id_token_hint', hint],
      ['post_logout_redirect_uri', TARGET],
      ['post_logout_redirect_uri', 'https://elsewhere.example/'],
    ]);
    const { landed, response } =
      method === 'GET'
        ? await browser.open(`${world.issuer}/logout/?${parameters}`)
        : await browser.open(`${world.issuer}/logout/`, { method, body: parameters });
    expect(landed).toBeUndefined();
    expect(response.status).toBe(400);
    const silent = await browser.open(world.authorizeUrl({ prompt: 'none' }));
    expect(silent.landed?.searchParams.has('code')).toBe(true);
  });
});
