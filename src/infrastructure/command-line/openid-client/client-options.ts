import { type Command, Option } from 'commander';
import type { OpenidClientChanges } from '../../../application/identity/client/update-openid-client.ts';
import type {
  ClientAuthMethod,
  IdTokenAlgorithm,
  UserinfoAlgorithm,
} from '../../../domain/identity/openid-client.ts';
import {
  CLIENT_AUTH_METHODS,
  ID_TOKEN_ALGORITHMS,
  USERINFO_ALGORITHMS,
} from '../../../domain/identity/openid-client.ts';
import { CLIENT_NAME_MAX_LENGTH } from '../../../domain/identity/openid-client-rules.ts';
import { readName } from '../read-name.ts';

/** What commander makes of the options; those that were not given are absent. */
export type ClientOptions = Readonly<{
  name?: string;
  redirectUri?: string[];
  postLogoutRedirectUri?: string[] | false;
  allowedOrigin?: string[] | false;
  authMethod?: ClientAuthMethod;
  idTokenAlgorithm?: IdTokenAlgorithm;
  userinfo?: UserinfoAlgorithm | 'JSON';
  pkce?: boolean;
  consent?: boolean;
  backchannelLogoutUri?: string | false;
  backchannelLogoutSession?: boolean;
}>;

/** The settings of a client that both `create` and `edit` take. */
export const addClientOptions = (command: Command): Command =>
  command
    .option('--redirect-uri <address...>', 'where people are sent back to, exactly; replaces the list')
    .option('--post-logout-redirect-uri <address...>', 'where people are sent after signing out, exactly')
    .option('--no-post-logout-redirect-uri', 'nowhere')
    .option('--allowed-origin <origin...>', 'whose pages may call from a browser')
    .option('--no-allowed-origin', 'no origin')
    .addOption(
      new Option('--auth-method <method>', 'how it authenticates at the token endpoint').choices(
        CLIENT_AUTH_METHODS,
      ),
    )
    .addOption(
      new Option('--id-token-algorithm <algorithm>', 'what id tokens are signed by').choices(
        ID_TOKEN_ALGORITHMS,
      ),
    )
    .addOption(
      new Option('--userinfo <form>', 'JSON, or signed by an algorithm').choices([
        'JSON',
        ...USERINFO_ALGORITHMS,
      ]),
    )
    .option('--pkce', 'demand a code challenge by S256 (the default of a new client)')
    .option('--no-pkce', 'do without: only for clients that send none, such as ProConnect')
    .option('--consent', 'ask people before they are sent back (the default of a new client)')
    .option('--no-consent', 'do not ask them')
    .option('--backchannel-logout-uri <address>', 'where sign-outs are told')
    .option('--no-backchannel-logout-uri', 'nowhere')
    .option('--backchannel-logout-session', 'name the session in each notice')
    .option('--no-backchannel-logout-session', 'name the person alone');

/** `--name`, as a text of both APIs. */
export const nameOption = (): Option =>
  new Option('--name <name>', 'how people who sign in see it').argParser(readName(CLIENT_NAME_MAX_LENGTH));

const listOf = (given: string[] | false): readonly string[] => given || [];

/** The settings that were named. */
export function readClientOptions(options: ClientOptions): OpenidClientChanges {
  const { redirectUri, postLogoutRedirectUri, allowedOrigin, userinfo, backchannelLogoutUri } = options;
  // Nobody is told of a session where nobody is told.
  const namesSession =
    options.backchannelLogoutSession ?? (backchannelLogoutUri === false ? false : undefined);
  return {
    ...(options.name === undefined ? {} : { name: options.name }),
    ...(redirectUri === undefined ? {} : { redirectUris: redirectUri }),
    ...(postLogoutRedirectUri === undefined ? {} : { postLogoutRedirectUris: listOf(postLogoutRedirectUri) }),
    ...(allowedOrigin === undefined ? {} : { allowedOrigins: listOf(allowedOrigin) }),
    ...(options.authMethod === undefined ? {} : { tokenEndpointAuthMethod: options.authMethod }),
    ...(options.idTokenAlgorithm === undefined ? {} : { idTokenSignedResponseAlg: options.idTokenAlgorithm }),
    ...(userinfo === undefined ? {} : { userinfoSignedResponseAlg: userinfo === 'JSON' ? null : userinfo }),
    ...(options.pkce === undefined ? {} : { requiresPkce: options.pkce }),
    ...(options.consent === undefined ? {} : { skipsConsent: !options.consent }),
    ...(backchannelLogoutUri === undefined ? {} : { backchannelLogoutUri: backchannelLogoutUri || null }),
    ...(namesSession === undefined ? {} : { backchannelLogoutSessionRequired: namesSession }),
  };
}
