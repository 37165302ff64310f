import { OpenidIdentityProvider } from '../../src/adapters/openid/openid-identity-provider.ts';
import type { OpenidOptions } from '../../src/adapters/openid/openid-options.ts';
import type { Answer, HandMadeProvider } from './hand-made-provider.ts';
import { openidOptions, REDIRECT_URI } from './openid-harness.ts';

export const ACCESS_TOKEN = 'access-token-that-nobody-may-read';
export const CODE = 'code-that-nobody-may-read';

export type SignInScript = {
  /** Claims of the id token that override the usual ones; a string replaces the whole token. */
  idToken?: Readonly<Record<string, unknown>> | string;
  signature?: Parameters<HandMadeProvider['sign']>[1];
  token?: Answer;
  userinfo?: Answer;
  jwks?: Answer;
};

/** The adapter in front of a hand-made provider. */
export const connectTo = (provider: HandMadeProvider, overrides: Partial<OpenidOptions> = {}) =>
  new OpenidIdentityProvider(openidOptions(provider.issuer, overrides));

/** One sign-in against a provider that answers as scripted, and rightly where nothing is scripted. */
export async function signInScripted(
  provider: HandMadeProvider,
  script: SignInScript,
  adapter = connectTo(provider),
) {
  const request = await adapter.startAuthorization({ silent: false });
  const idToken =
    typeof script.idToken === 'string'
      ? script.idToken
      : await provider.sign({ nonce: request.nonce, ...script.idToken }, script.signature);
  provider.script({
    token: {
      status: 200,
      body: { access_token: ACCESS_TOKEN, token_type: 'Bearer', id_token: idToken },
      ...script.token,
    },
    userinfo: { status: 200, body: { sub: 'somebody', email: 'somebody@example.org' }, ...script.userinfo },
    ...(script.jwks === undefined ? {} : { jwks: script.jwks }),
  });
  return adapter.completeAuthorization(
    `${REDIRECT_URI}?code=${CODE}&state=${request.state}&iss=${encodeURIComponent(provider.issuer)}`,
    request,
  );
}
