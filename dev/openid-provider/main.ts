import { stopRequested } from '../companion/stop-requested.ts';
import { MAILBOX_CLIENT } from './mailbox-client.ts';
import { startOpenidProvider } from './start-openid-provider.ts';

const list = (text: string | undefined): readonly string[] | undefined =>
  text
    ?.split(',')
    .map((item) => item.trim())
    .filter((item) => item !== '');

const {
  OPENID_PROVIDER_PORT = '8083',
  OPENID_PROVIDER_HOST = 'localhost',
  OPENID_PROVIDER_REDIRECT_URIS,
  OPENID_PROVIDER_POST_LOGOUT_REDIRECT_URIS,
  OPENID_PROVIDER_BACKCHANNEL_LOGOUT_URI,
  OPENID_PROVIDER_USERINFO_FORMAT = 'json',
  OPENID_PROVIDER_RESOURCE_SERVER_JWKS_URI,
  OPENID_PROVIDER_MAILBOX_ISSUER,
} = process.env;

if (OPENID_PROVIDER_USERINFO_FORMAT !== 'json' && OPENID_PROVIDER_USERINFO_FORMAT !== 'jwt') {
  throw new Error('OPENID_PROVIDER_USERINFO_FORMAT must be json or jwt');
}

const requested = stopRequested();
const provider = await startOpenidProvider({
  port: Number(OPENID_PROVIDER_PORT),
  host: OPENID_PROVIDER_HOST,
  redirectUris: list(OPENID_PROVIDER_REDIRECT_URIS),
  postLogoutRedirectUris: list(OPENID_PROVIDER_POST_LOGOUT_REDIRECT_URIS),
  backchannelLogoutUri: OPENID_PROVIDER_BACKCHANNEL_LOGOUT_URI,
  userinfoFormat: OPENID_PROVIDER_USERINFO_FORMAT,
  ...(OPENID_PROVIDER_RESOURCE_SERVER_JWKS_URI === undefined
    ? {}
    : { resourceServerKeys: { jwks_uri: OPENID_PROVIDER_RESOURCE_SERVER_JWKS_URI } }),
  ...(OPENID_PROVIDER_MAILBOX_ISSUER === undefined
    ? {}
    : { mailboxProvider: { ...MAILBOX_CLIENT, issuer: OPENID_PROVIDER_MAILBOX_ISSUER } }),
  onError: (error) => console.error(`openid provider: ${error.message}`),
});

console.log(`OpenID provider: ${provider.issuer} (${provider.accounts.length} accounts)`);
process.send?.({ ready: true, url: provider.url });

await requested;
await provider.close();
process.exit(0);
