import type { CookieJar } from '../../dev/openid-provider/cookie-jar.ts';
import { DEVELOPMENT_ACCOUNTS } from '../../dev/openid-provider/development-accounts.ts';
import { CLIENT_IDS, DEVELOPMENT_CLIENT_SECRET } from '../../dev/openid-provider/development-clients.ts';
import { PlainBrowser } from '../../dev/openid-provider/plain-browser.ts';
import {
  signInThroughProvider,
  signOutThroughProvider,
} from '../../dev/openid-provider/sign-in-through-provider.ts';
import {
  type OpenidProvider,
  type OpenidProviderOptions,
  startOpenidProvider,
} from '../../dev/openid-provider/start-openid-provider.ts';
import { OpenidIdentityProvider } from '../../src/adapters/openid/openid-identity-provider.ts';
import { type OpenidOptions, SIGNING_ALGORITHMS } from '../../src/adapters/openid/openid-options.ts';
import { systemClock } from '../../src/adapters/system/system.ts';
import type { IdentityProviderHarness } from '../contracts/identity-provider.contract.ts';
import { RecordingLogger } from '../plugins/recording-logger.ts';
import { startLogoutListener } from './logout-listener.ts';

/** No server listens there: browsers of these tests stop at it. */
export const REDIRECT_URI = 'http://application.test/api/v1.0/callback/';
const POST_LOGOUT_REDIRECT_URI = 'http://application.test/api/v1.0/logout-callback/';

/** The application's options towards the provider with this issuer. */
export const openidOptions = (issuer: string, overrides: Partial<OpenidOptions> = {}): OpenidOptions => ({
  issuer,
  clientId: CLIENT_IDS.application,
  clientSecret: DEVELOPMENT_CLIENT_SECRET,
  redirectUri: REDIRECT_URI,
  postLogoutRedirectUri: POST_LOGOUT_REDIRECT_URI,
  scopes: 'openid email',
  clientAuthentication: 'auto',
  signingAlgorithm: 'RS256',
  userinfoSigningAlgorithms: SIGNING_ALGORITHMS,
  userinfoDecryption: undefined,
  extraAuthorizationParams: { acr_values: 'eidas1' },
  timeoutMs: 5000,
  useNonce: true,
  allowInsecureHttp: true,
  clock: systemClock,
  logger: new RecordingLogger(),
  ...overrides,
});

const PERSON = DEVELOPMENT_ACCOUNTS.find(({ username }) => username === 'e2e.marie');

export type OpenidHarness = IdentityProviderHarness & { readonly provider: OpenidProvider };

/** The adapter in front of a running development provider. */
export async function openOpenidHarness(
  options: Partial<OpenidProviderOptions> = {},
): Promise<OpenidHarness> {
  if (PERSON === undefined) throw new Error('the account of these tests is gone');
  const { sub, username, password, email, firstName, lastName, siret } = PERSON;
  const listener = await startLogoutListener();
  const provider = await startOpenidProvider({
    port: 0,
    redirectUris: [REDIRECT_URI],
    postLogoutRedirectUris: [POST_LOGOUT_REDIRECT_URI],
    backchannelLogoutUri: listener.url,
    ...options,
  });
  let jar: CookieJar | undefined;
  return {
    provider,
    identityProvider: new OpenidIdentityProvider(openidOptions(provider.issuer)),
    person: { sub, email, email_verified: true, first_name: firstName, last_name: lastName, siret },
    async signIn(startUrl, level) {
      const chosen = level === undefined ? {} : { level };
      const outcome = await signInThroughProvider({ startUrl, username, password, ...chosen });
      jar = outcome.jar;
      return outcome.url;
    },
    async trySilently(authorizationUrl) {
      return (await new PlainBrowser().open(authorizationUrl)).url.href;
    },
    async signOut(startUrl) {
      const { url } = await signOutThroughProvider({ startUrl, ...(jar === undefined ? {} : { jar }) });
      return { url, logoutToken: listener.tokens.at(-1) ?? '' };
    },
    goDown: () => provider.faults.takeDown(),
    comeBack: () => provider.faults.restore(),
    async close() {
      await provider.close();
      await listener.close();
    },
  };
}
