/** A confidential client can keep a secret; a public one, such as an application on a telephone, cannot (RFC 6749, section 2.1). */
export const CLIENT_TYPES = ['confidential', 'public'] as const;
export type ClientType = (typeof CLIENT_TYPES)[number];

/**
 * How a client authenticates at the token endpoint (OpenID Connect Core 1.0, section 9). The reference took a secret in
 * either place, and so do we from clients that were taken over.
 */
export const CLIENT_AUTH_METHODS = [
  'client_secret_basic',
  'client_secret_post',
  'client_secret_basic_or_post',
  'none',
] as const;
export type ClientAuthMethod = (typeof CLIENT_AUTH_METHODS)[number];

/** HS256 signs with the client's own secret, which then has to be readable: only clients that were taken over have it. */
export const ID_TOKEN_ALGORITHMS = ['RS256', 'ES256', 'HS256'] as const;
export type IdTokenAlgorithm = (typeof ID_TOKEN_ALGORITHMS)[number];

export const USERINFO_ALGORITHMS = ['RS256', 'ES256'] as const;
export type UserinfoAlgorithm = (typeof USERINFO_ALGORITHMS)[number];

/** A service whose people sign in with their mailboxes: a client of our OpenID provider. */
export type OpenidClient = Readonly<{
  clientId: string;
  /** Shown to people who sign in. */
  name: string;
  clientType: ClientType;
  tokenEndpointAuthMethod: ClientAuthMethod;
  /** Where people may be sent back to, compared letter by letter. */
  redirectUris: readonly string[];
  /** Where people may be sent after they signed out. */
  postLogoutRedirectUris: readonly string[];
  /** Origins whose pages may call the token and userinfo endpoints from a browser. */
  allowedOrigins: readonly string[];
  idTokenSignedResponseAlg: IdTokenAlgorithm;
  /** Null: userinfo is JSON. */
  userinfoSignedResponseAlg: UserinfoAlgorithm | null;
  /** Whether each sign-in needs a code challenge (RFC 7636), by S256. */
  requiresPkce: boolean;
  /** Whether people are sent back without being asked. */
  skipsConsent: boolean;
  /** Where sign-outs are told (OpenID Connect Back-Channel Logout 1.0); null: nowhere. */
  backchannelLogoutUri: string | null;
  /** Whether each notice must name the session. */
  backchannelLogoutSessionRequired: boolean;
  /** A disabled client is as an unknown one to everybody who signs in. */
  isEnabled: boolean;
  createdAt: Date;
  updatedAt: Date;
}>;

/** All that is chosen for a client. */
export type OpenidClientSettings = Omit<OpenidClient, 'clientId' | 'isEnabled' | 'createdAt' | 'updatedAt'>;
