import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { ApiBrowser } from '../support/api-browser.ts';
import { type ApiWorld, openApiWorld } from '../support/api-world.ts';
import { addUser } from './evry.ts';

let world: ApiWorld;
let browser: ApiBrowser;
beforeEach(async () => {
  world = await openApiWorld();
  browser = new ApiBrowser(world.url);
});
afterEach(() => world.close());

const FAILURE = 'http://localhost:3000/failure';
const CLAIMS = { sub: 's1', email: 'ana@massy.fr' };
const start = async (query = '') => (await browser.open(`authenticate/${query}`)).location ?? '';
const expectFailure = (answer: unknown, location = FAILURE) =>
  expect(answer).toMatchObject({ status: 302, location, text: '' });

describe('callback/ without a sign-in under way', () => {
  it.each([
    '',
    '?code=x&state=y',
    '?error=access_denied&state=y',
    '?error=access_denied',
    '?code=x',
    '?state=y',
  ])('%s leads to the failure page', async (query) => {
    expectFailure(await browser.open(`callback/${query}`));
    expect(browser.cookies.size).toBe(0);
  });
});

describe('callback/ of a browser that started a sign-in', () => {
  it('refuses a state it did not get (D33), and can still end the one it started', async () => {
    const providerUrl = await start();
    expectFailure(await browser.open('callback/?code=x&state=forged'), `${FAILURE}?error=invalid_state`);
    const arrival = await browser.open(world.identityProvider.signIn(providerUrl, CLAIMS));
    expect(arrival.location).toBe('http://localhost:3000/');
  });

  it('refuses the state of another browser', async () => {
    const providerUrl = await start();
    const other = new ApiBrowser(world.url);
    await other.open('authenticate/');
    const stolen = await other.open(world.identityProvider.signIn(providerUrl, CLAIMS));
    expectFailure(stolen, `${FAILURE}?error=invalid_state`);
    expect(await other.whoAmI()).toBe(401);
  });

  it('refuses a state twice', async () => {
    await start();
    const providerUrl = await start();
    const callbackUrl = world.identityProvider.signIn(providerUrl, { sub: '' });
    expectFailure(await browser.open(callbackUrl));
    expectFailure(await browser.open(callbackUrl), `${FAILURE}?error=invalid_state`);
  });

  it('refuses a code that the provider does not know', async () => {
    const state = new URL(await start()).searchParams.get('state');
    const answer = await browser.open(`callback/?code=made-up&state=${state}`);
    expectFailure(answer, `${FAILURE}?error=identity_provider_refused`);
  });

  it.each([
    ['access_denied', ''],
    ['login_required', ''],
    ['consent_required', ''],
    ['server_error', '?error=identity_provider_unavailable'],
    ['temporarily_unavailable', '?error=identity_provider_unavailable'],
    ['invalid_scope', '?error=identity_provider_unexpected'],
    ['unauthorized_client', '?error=identity_provider_unexpected'],
    ['invalid_request', '?error=identity_provider_unexpected'],
    ['<script>', '?error=identity_provider_unexpected'],
  ])('tells and logs what is behind error=%s: %j', async (error, query) => {
    const callbackUrl = world.identityProvider.deny(await start(), error);
    const answer = await browser.open(`${callbackUrl}&error_description=Invalid+scopes:+openid+siret`);
    expectFailure(answer, `${FAILURE}${query}`);
    expect(browser.cookies.has('sessionid')).toBe(false);
    expectFailure(await browser.open(callbackUrl));
    const code = error === '<script>' ? 'unknown' : error;
    expect(world.logger.entries).toEqual([
      {
        level: 'warn',
        message: 'the identity provider denied a sign-in',
        fields: { error: code, started: true, description: 'Invalid scopes: openid siret' },
        error: undefined,
      },
      expect.objectContaining({ fields: { error: code, started: false } }),
    ]);
  });

  it('signs out whoever was signed in when the provider reports an error', async () => {
    const key = await world.openSession(await addUser(world));
    browser.cookies.set('sessionid', key);
    await browser.open(world.identityProvider.deny(await start(), 'access_denied'));
    expect(await world.sessions.find(key, world.clock.now())).toBeUndefined();
    expect(await browser.whoAmI()).toBe(401);
  });

  it('lets no link from elsewhere sign somebody out', async () => {
    browser.cookies.set('sessionid', await world.openSession(await addUser(world)));
    expectFailure(await browser.open('callback/?error=access_denied&state=forged'));
    expect(await browser.whoAmI()).toBe(200);
  });
});

describe('silent sign-in', () => {
  it.each(['login_required', 'interaction_required', 'consent_required', 'account_selection_required'])(
    'finds nobody when the provider would have to show a page: %s',
    async (error) => {
      const callbackUrl = world.identityProvider.deny(await start('?silent=true&next=/teams/'), error);
      expect((await browser.open(callbackUrl)).location).toBe('/teams/');
      expect(world.logger.entries).toEqual([]);
    },
  );

  it('that finds nobody leads to where the browser wanted to go', async () => {
    const providerUrl = await start('?silent=true&next=/teams/');
    const answer = await browser.open(world.identityProvider.deny(providerUrl, 'login_required'));
    expect(answer).toMatchObject({ status: 302, location: '/teams/' });
    expect(await browser.whoAmI()).toBe(401);
    const again = await start('?silent=true');
    const usual = await browser.open(world.identityProvider.deny(again, 'login_required'));
    expect(usual.location).toBe('http://localhost:3000/');
  });

  it('keeps whoever is signed in', async () => {
    browser.cookies.set('sessionid', await world.openSession(await addUser(world)));
    await browser.open(world.identityProvider.deny(await start('?silent=true'), 'login_required'));
    expect(await browser.whoAmI()).toBe(200);
  });

  it('that fails otherwise leads to the failure page', async () => {
    expectFailure(
      await browser.open(world.identityProvider.deny(await start('?silent=true'), 'access_denied')),
    );
  });
});

describe('trouble at the provider', () => {
  it.each(['unavailable', 'unexpected', 'refused'] as const)('%s is named (D33)', async (trouble) => {
    const callbackUrl = world.identityProvider.signIn(await start(), CLAIMS);
    world.identityProvider.failWith(`identity_provider.${trouble}`);
    expectFailure(await browser.open(callbackUrl), `${FAILURE}?error=identity_provider_${trouble}`);
    expect(await browser.whoAmI()).toBe(401);
    expect(world.logger.entries).toMatchObject([{ level: 'warn', message: 'sign-in failed' }]);
  });
});

describe('people who may not come in', () => {
  const refuse = async (claims: Record<string, unknown> & { sub: string }, target = world) => {
    browser = new ApiBrowser(target.url);
    const callbackUrl = target.identityProvider.signIn(await start(), claims);
    expectFailure(await browser.open(callbackUrl));
    expect(await browser.whoAmI()).toBe(401);
    return target.logger.entries.map(({ fields }) => fields['reason']);
  };

  it('a deactivated user', async () => {
    await addUser(world, { sub: 's1', isActive: false });
    expect(await refuse(CLAIMS)).toEqual(['inactive']);
  });

  it('an e-mail that two accounts have (D34)', async () => {
    await addUser(world, { email: 'ana@massy.fr' });
    await addUser(world, { email: 'ANA@massy.fr' });
    expect(await refuse(CLAIMS)).toEqual(['ambiguous_email']);
  });

  it('nobody in particular', async () => {
    expect(await refuse({ ...CLAIMS, sub: ' ' })).toEqual(['sub']);
    expect(await refuse({ ...CLAIMS, sub: 'x'.repeat(256) })).toEqual(['sub', 'sub']);
  });

  it('somebody from no organization', async () => {
    expect(await refuse({ sub: 's1' })).toEqual(['no_organization']);
  });

  it('somebody new where no accounts are created (D34)', async () => {
    const closed = await openApiWorld({
      useCases: {
        signInSettings: {
          claims: {
            fullNameClaims: [],
            registrationIdClaim: null,
            essentialClaims: [],
            registrationIdPattern: null,
            emailVerifiedRequired: false,
            registrationIdChecksum: false,
          },
          createsUsers: false,
          fallsBackToEmail: false,
          defaultLanguage: 'en-us',
          sharedMailDomains: { listed: new Set(), exempt: new Set() },
        },
      },
    });
    try {
      expect(await refuse(CLAIMS, closed)).toEqual(['unknown_user']);
    } finally {
      await closed.close();
    }
  });
});
