import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { makeProConnect, type OpenidWorld, openOpenidWorld, REDIRECT_URI } from '../support/openid-world.ts';

const QUERY_URI = 'https://rp.example/cb?dummy1=lorem%20x&dummy2=ipsum';
const LOGOUT = 'https://rp.example/api/v2/client/logout-callback';

let world: OpenidWorld;
beforeEach(async () => {
  world = await openOpenidWorld({
    clients: [makeProConnect({ redirectUris: [REDIRECT_URI, QUERY_URI], postLogoutRedirectUris: [LOGOUT] })],
  });
});
afterEach(() => world.close());

const claims = (acr: object) => JSON.stringify({ id_token: { amr: null, acr } });

/** Rows of contract/identity-provider.md 1. */
describe('ProConnect', () => {
  it('essential acr: fails with an error redirect where none of the values can be reached', async () => {
    const values = ['eidas0-mfa', 'eidas1-mfa', 'eidas2', 'eidas3'];
    const { searchParams } = await world.authorize({ claims: claims({ essential: true, values }) });
    expect(searchParams.get('error')).toBe('unmet_authentication_requirements');
    expect(searchParams.get('state')).toBe('st4te');
  });

  it('acr whenever asked, amr as an array', async () => {
    const { body } = await world.signIn({ acr_values: 'eidas1' });
    expect(await world.verified(body['id_token'])).toMatchObject({ acr: 'eidas1', amr: ['pwd'] });
  });

  it('claims: an organization without SIRET gets an error redirect', async () => {
    await world.useCases.editOrganization(
      { isStaff: true, userId: null, origin: { address: null, requestId: null, via: 'job', client: null } },
      world.organization.id,
      { registrationIds: [], domains: ['varzy.example'] },
    );
    const { searchParams } = await world.authorize();
    expect(searchParams.get('error')).toBe('invalid_scope');
  });

  it('redirect URIs: a query is kept letter by letter', async () => {
    const landed = await world.authorize({ redirect_uri: QUERY_URI });
    expect(landed.href.startsWith(`${QUERY_URI}&code=`)).toBe(true);
  });

  it('other parameters: a request object is refused', async () => {
    const { searchParams } = await world.authorize({ request: 'eyJhbGciOiJub25lIn0.e30.' });
    expect(searchParams.get('error')).toBe('request_not_supported');
  });

  it('sign-out: without client_id and state it comes back, and nobody is signed in', async () => {
    const browser = world.browser();
    const { body } = await world.signIn({}, browser);
    const url = new URL(`${world.url}/o/logout/`);
    url.searchParams.set('id_token_hint', String(body['id_token']));
    url.searchParams.set('post_logout_redirect_uri', LOGOUT);
    expect((await browser.open(url)).landed?.href).toBe(LOGOUT);
    expect((await world.userinfo(body['access_token'])).status).toBe(401);
    const again = await browser.open(world.authorizeUrl({ prompt: 'none' }));
    expect(again.landed?.searchParams.get('error')).toBe('login_required');
  });

  it('sign-out: without a hint it asks, and sends nobody back', async () => {
    const browser = world.browser();
    await world.signIn({}, browser);
    const { response, landed } = await browser.open(`/o/logout/?post_logout_redirect_uri=${LOGOUT}`);
    expect({ status: response.status, landed }).toEqual({ status: 200, landed: undefined });
    const again = await browser.open(world.authorizeUrl({ prompt: 'none' }));
    expect(again.landed?.searchParams.get('error')).toBeNull();
  });
});
