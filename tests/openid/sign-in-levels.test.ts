import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { CookieJar } from '../../dev/openid-provider/cookie-jar.ts';
import { PlainBrowser } from '../../dev/openid-provider/plain-browser.ts';
import { signInThroughProvider } from '../../dev/openid-provider/sign-in-through-provider.ts';
import { type OpenidProvider, startOpenidProvider } from '../../dev/openid-provider/start-openid-provider.ts';
import { OpenidIdentityProvider } from '../../src/adapters/openid/openid-identity-provider.ts';
import type { OpenidOptions } from '../../src/adapters/openid/openid-options.ts';
import type { User } from '../../src/domain/people/user.ts';
import { BY_COMMAND_LINE } from '../../src/infrastructure/command-line/by-command-line.ts';
import { addUser } from '../api/evry.ts';
import { RecordingLogger } from '../plugins/recording-logger.ts';
import { ApiBrowser } from '../support/api-browser.ts';
import { type ApiWorld, openApiWorld } from '../support/api-world.ts';
import { type HandMadeProvider, startHandMadeProvider } from './hand-made-provider.ts';
import { connectTo, signInScripted } from './hand-made-sign-in.ts';
import { openidOptions, REDIRECT_URI } from './openid-harness.ts';

const PASSWORDS = { people: 'people', 'e2e.marie': 'password-e2e.marie' } as const;
type Name = keyof typeof PASSWORDS;

const queryOf = (url: string) => Object.fromEntries(new URL(url).searchParams);

describe('the application in front of a provider', () => {
  let provider: OpenidProvider;
  let world: ApiWorld;
  let staff: User;
  let browser: ApiBrowser;
  let jar: CookieJar;

  beforeAll(async () => {
    provider = await startOpenidProvider({ port: 0, redirectUris: [REDIRECT_URI] });
  });
  afterAll(() => provider.close());
  afterEach(() => world.close());

  /** The application as it is in production, against the running provider. */
  const open = async (options: Partial<OpenidOptions> = {}) => {
    const identityProvider = new OpenidIdentityProvider(openidOptions(provider.issuer, options));
    world = await openApiWorld({
      adapters: { identityProvider },
      useCases: { signInLevels: { staff: ['eidas2', 'eidas3'], administrators: [] } },
    });
    staff = await addUser(world, { sub: 'people', email: 'people@people.world', isStaff: true });
    browser = new ApiBrowser(world.url);
    jar = new CookieJar();
  };
  beforeEach(() => open());

  const start = async (query = '') => (await browser.open(`authenticate/${query}`)).location ?? '';

  /** The browser goes to the provider and signs in there; what the application answers when it comes back. */
  const throughProvider = async (startUrl: string, level?: string, name: Name = 'people') => {
    const chosen = level === undefined ? {} : { level };
    const { url } = await signInThroughProvider({
      startUrl,
      username: name,
      password: PASSWORDS[name],
      jar,
      ...chosen,
    });
    return browser.open(`callback/${new URL(url).search}`);
  };

  it('lets staff in with the level, and tells the log of it', async () => {
    const answer = await throughProvider(await start('?next=/teams/'), 'eidas2');
    expect(answer.location).toBe('/teams/');
    expect(await browser.whoAmI()).toBe(200);
    expect(world.audited().at(-1)).toMatchObject({ action: 'user.signed_in', details: { acr: 'eidas2' } });
  });

  it('leads staff of a lower level to the provider again, which steps them up in their session there', async () => {
    const again = await throughProvider(await start('?next=/teams/'), 'eidas1');
    const asked = queryOf(again.location ?? '');
    expect(JSON.parse(asked['claims'] ?? '')).toEqual({
      id_token: { acr: { essential: true, values: ['eidas2', 'eidas3'] }, amr: null },
    });
    expect(asked).not.toHaveProperty('acr_values');
    expect(asked).not.toHaveProperty('prompt');
    expect(await browser.whoAmI()).toBe(401);
    // A page, although the browser has a session at the provider: a session of a lower level.
    const { page } = await new PlainBrowser({ jar }).open(again.location ?? '');
    expect(page?.('#kc-form-login').length).toBe(1);
    expect(page?.('#acr option[selected]').text()).toBe('eidas2');
    const answer = await throughProvider(again.location ?? '', 'eidas3');
    expect(answer.location).toBe('/teams/');
    expect(await browser.whoAmI()).toBe(200);
    expect(world.audited().at(-1)).toMatchObject({ details: { acr: 'eidas3' } });
    // The provider knows the browser at that level by now: one trip, and no page.
    browser = new ApiBrowser(world.url);
    expect((await throughProvider(await start())).location).toBe('http://localhost:3000/');
  });

  it('is not misled by a wish for a lower level in every request', async () => {
    await world.close();
    await open({ extraAuthorizationParams: { acr_values: 'eidas1', ui_locales: 'fr' } });
    const url = await start();
    expect(queryOf(url)).toMatchObject({ acr_values: 'eidas1', ui_locales: 'fr' });
    const again = (await throughProvider(url, 'eidas1')).location ?? '';
    expect(queryOf(again)).toMatchObject({ ui_locales: 'fr' });
    expect((await throughProvider(again, 'eidas2')).location).toBe('http://localhost:3000/');
    expect(await browser.whoAmI()).toBe(200);
  });

  it('says what is missing when the provider answers that the level is not reached', async () => {
    const again = (await throughProvider(await start(), 'eidas1')).location ?? '';
    const answer = await throughProvider(again, 'eidas1');
    expect(answer).toMatchObject({ status: 403, text: expect.stringContaining('sign_in_level_missing') });
    expect(await browser.whoAmI()).toBe(401);
    expect(world.audited().at(-1)).toMatchObject({
      action: 'user.sign_in_refused',
      objectId: staff.id,
      details: { reason: 'level_missing', error: 'unmet_authentication_requirements' },
    });
  });

  it('signs neither in when somebody else comes back', async () => {
    const again = (await throughProvider(await start(), 'eidas1')).location ?? '';
    jar = new CookieJar();
    const answer = await throughProvider(again, 'eidas3', 'e2e.marie');
    expect(answer).toMatchObject({ status: 403, text: expect.stringContaining('sign_in_other_person') });
    expect(await browser.whoAmI()).toBe(401);
  });

  it('asks nothing of others', async () => {
    expect((await throughProvider(await start(), 'eidas1', 'e2e.marie')).location).toBe(
      'http://localhost:3000/',
    );
    expect(await browser.whoAmI()).toBe(200);
  });

  it('lets somebody in once whom an operator lets in', async () => {
    const operator = { ...BY_COMMAND_LINE, isStaff: true, isSuperuser: true };
    await world.useCases.waiveLevel(operator, { id: staff.id }, { seconds: 3600, reason: 'OTP is down' });
    expect((await throughProvider(await start(), 'eidas1')).location).toBe('http://localhost:3000/');
    expect(await browser.whoAmI()).toBe(200);
    browser = new ApiBrowser(world.url);
    const again = await throughProvider(await start());
    expect(again.location).toContain(provider.issuer);
  });

  it('finds nobody silently below the level, and staff at it', async () => {
    await throughProvider(await start(), 'eidas1');
    const silent = async () => {
      browser = new ApiBrowser(world.url);
      const { url } = await new PlainBrowser({ jar }).open(await start('?silent=true&next=/teams/'));
      return browser.open(`callback/${url.search}`);
    };
    expect((await silent()).location).toBe('/teams/');
    expect(await browser.whoAmI()).toBe(401);
    const again = (await throughProvider(await start(), 'eidas1')).location ?? '';
    await throughProvider(again, 'eidas2');
    expect((await silent()).location).toBe('/teams/');
    expect(await browser.whoAmI()).toBe(200);
  });

  it('where its endpoints are configured, asks it all the same what it reads', async () => {
    await world.close();
    const { issuer } = provider;
    await open({
      endpoints: {
        authorization: `${issuer}/authorize`,
        token: `${issuer}/token`,
        userinfo: `${issuer}/userinfo`,
        jwks: `${issuer}/jwks`,
      },
    });
    const again = (await throughProvider(await start(), 'eidas1')).location ?? '';
    expect(queryOf(again)).not.toHaveProperty('prompt');
    expect((await throughProvider(again, 'eidas2')).location).toBe('http://localhost:3000/');
    expect(await world.adapters.identityProvider.announcedLevels()).toEqual(['eidas1', 'eidas2', 'eidas3']);
  });
});

describe('what a provider says of itself and of a sign-in', () => {
  let provider: HandMadeProvider;
  beforeAll(async () => {
    provider = await startHandMadeProvider();
  });
  afterAll(() => provider.close());

  const metadata = (more: Readonly<Record<string, unknown>>) => ({
    discovery: {
      body: {
        issuer: provider.issuer,
        authorization_endpoint: provider.endpoints.authorization,
        token_endpoint: provider.endpoints.token,
        userinfo_endpoint: provider.endpoints.userinfo,
        jwks_uri: provider.endpoints.jwks,
        ...more,
      },
    },
  });
  const stepUp = async (adapter: OpenidIdentityProvider) => {
    const { url } = await adapter.startAuthorization({ silent: false, levels: ['eidas2', 'eidas3'] });
    const { acr_values, prompt, claims = '' } = queryOf(url);
    return { acr_values, prompt, claims: JSON.parse(claims) };
  };
  const claims = { id_token: { acr: { essential: true, values: ['eidas2', 'eidas3'] }, amr: null } };

  it.each([
    ['reads claims', { claims_parameter_supported: true }, {}],
    ['reads none', { claims_parameter_supported: false }, { acr_values: 'eidas2 eidas3', prompt: 'login' }],
    ['does not say', {}, { acr_values: 'eidas2 eidas3', prompt: 'login' }],
    [
      'says it as a text',
      { claims_parameter_supported: 'true' },
      { acr_values: 'eidas2 eidas3', prompt: 'login' },
    ],
  ])('a provider that %s is asked as it can be', async (_name, more, asked) => {
    provider.script(metadata(more));
    expect(await stepUp(connectTo(provider))).toEqual({ claims, ...asked });
  });

  it('a provider that cannot be asked signs people in anew', async () => {
    provider.script({ discovery: { status: 500 } });
    const adapter = connectTo(provider, { endpoints: provider.endpoints });
    expect(await stepUp(adapter)).toEqual({ claims, prompt: 'login' });
    expect(await adapter.announcedLevels()).toBeUndefined();
  });

  it.each([
    [
      ['eidas1', 'eidas2'],
      ['eidas1', 'eidas2'],
    ],
    [['eidas1', 2, null], ['eidas1']],
    ['eidas1', undefined],
    [[], undefined],
    [null, undefined],
    [undefined, undefined],
  ])('announces %j: %j', async (announced, levels) => {
    provider.script(metadata({ acr_values_supported: announced }));
    expect(await connectTo(provider).announcedLevels()).toEqual(levels);
  });

  it.each([
    ['eidas2', 'eidas2'],
    [2, undefined],
    [['eidas2'], undefined],
    [{ values: ['eidas2'] }, undefined],
    [null, undefined],
    ['', undefined],
    ['x'.repeat(256), undefined],
    ['a\0b', undefined],
  ])('tells the level %j: %j', async (acr, told) => {
    provider.script({});
    const result = await signInScripted(provider, { idToken: { acr } });
    expect(result.acr).toBe(told);
    expect(result.claims.sub).toBe('somebody');
  });

  it('tells no level by userinfo, which anybody with the access token reads, and not of this sign-in', async () => {
    provider.script({});
    const userinfo = { status: 200, body: { sub: 'somebody', acr: 'eidas3' } };
    expect(await signInScripted(provider, { userinfo })).not.toHaveProperty('acr');
  });

  it('keeps to the silence that is asked', async () => {
    provider.script({});
    const { url } = await connectTo(provider).startAuthorization({ silent: true, levels: [] });
    expect(queryOf(url)).toMatchObject({ prompt: 'none', claims: '{"id_token":{"acr":null}}' });
  });

  it('is not asked of levels where nobody has to have one', async () => {
    provider.script({});
    const logger = new RecordingLogger();
    const { url } = await connectTo(provider, { logger, extraAuthorizationParams: {} }).startAuthorization({
      silent: false,
    });
    for (const name of ['claims', 'acr_values', 'prompt']) expect(queryOf(url)).not.toHaveProperty(name);
  });
});
