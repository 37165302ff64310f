import { CLIENT_IDS, DEVELOPMENT_CLIENT_SECRET } from '../../dev/openid-provider/development-clients.ts';
import { signInThroughProvider } from '../../dev/openid-provider/sign-in-through-provider.ts';

const REDIRECT_URI = 'http://localhost:8072/callback';

/** A person signs in at another service with a code flow, which gives that service an access token for them. */
export async function signInAtService(issuer: string, scope: string): Promise<string> {
  const start = new URL('/authorize', issuer);
  start.search = new URLSearchParams({
    client_id: CLIENT_IDS.serviceProvider,
    redirect_uri: REDIRECT_URI,
    response_type: 'code',
    scope,
    state: 'state',
  }).toString();
  const { url } = await signInThroughProvider({
    startUrl: start.href,
    username: 'people',
    password: 'people',
  });
  const response = await fetch(new URL('/token', issuer), {
    method: 'POST',
    body: new URLSearchParams({
      grant_type: 'authorization_code',
      code: new URL(url).searchParams.get('code') ?? '',
      redirect_uri: REDIRECT_URI,
      client_id: CLIENT_IDS.serviceProvider,
      client_secret: DEVELOPMENT_CLIENT_SECRET,
    }),
  });
  const { access_token: token } = (await response.json()) as { access_token: string };
  return token;
}
