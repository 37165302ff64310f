import { CONTENT_ENCRYPTIONS, KEY_MANAGEMENT_ALGORITHMS } from '../../../adapters/oauth/decryption-key.ts';
import { readPrivateKeys } from '../../../adapters/oauth/read-private-keys.ts';
import { ACCOUNT_SERVICE_SCOPE_NAMES } from '../../../application/access/account-service/authenticate-account-service.ts';
import {
  choice,
  custom,
  flag,
  listOf,
  names,
  number,
  optional,
  optionalChoice,
  optionalUrl,
  text,
} from '../values/variable.ts';

/**
 * Asymmetric ones: with a shared secret, a person who knows our credentials could forge the authorization server's
 * answers.
 */
const SIGNATURE_ALGORITHMS = [
  ...['RS', 'PS', 'ES'].flatMap((family) => [256, 384, 512].map((size) => `${family}${size}`)),
  'EdDSA',
  'Ed25519',
];

const PRIVATE_KEY = {
  description:
    'Private key that opens encrypted introspection answers, in PEM or as a JWK, RSA or EC; its public half is at /api/v1.0/jwks',
  secret: true,
};

const MORE_PRIVATE_KEYS = {
  description:
    'More of them while one takes the place of another: PEM after PEM, a list of JWKs or a JWK Set',
  secret: true,
};

/** Variables of calls by other services: access tokens, and API keys. */
export const RESOURCE_SERVER_VARIABLES = {
  OIDC_CLIENT_API_BEARER: flag(false, {
    description: 'Accept access tokens of the clients below on the client API, besides sessions',
  }),
  OIDC_CLIENT_API_BEARER_CLIENTS: names([], { description: 'Their client ids; ours always counts' }),
  OIDC_OP_INTROSPECTION_ENDPOINT: optionalUrl({
    description: 'Where access tokens are asked about',
    otherwise: 'the issuer is asked',
    httpsElsewhere: 'over http whoever listens reads access tokens and our client secret',
    calls: 'identityProvider',
  }),
  OIDC_RS_CLIENT_ID: optional({
    description:
      'Our client id when we ask about access tokens; without it we are no resource server, and ask as OIDC_RP_CLIENT_ID',
    development: 'people',
  }),
  OIDC_RS_CLIENT_SECRET: optional({
    description: 'Our client secret then',
    otherwise: 'that of OIDC_RP_CLIENT_SECRET',
    secret: true,
  }),
  OIDC_RS_BACKEND_CLASS: text('', {
    description:
      'The class of the reference; one with JWT in its name is as OIDC_RS_INTROSPECTION_FORMAT=jwt, others mean nothing',
  }),
  OIDC_RS_INTROSPECTION_FORMAT: optionalChoice(['auto', 'json', 'jwt'], {
    description: 'Answers taken: json (RFC 7662), jwt (RFC 9701, encrypted or not) or auto: whichever comes',
    otherwise: 'auto, or jwt where OIDC_RS_BACKEND_CLASS says so',
  }),
  OIDC_RS_SIGNING_ALGO: listOf(SIGNATURE_ALGORITHMS, ['ES256'], {
    description: 'Algorithms of their signatures, separated by commas; no other is taken',
    development: 'ES256,RS256',
  }),
  OIDC_RS_PRIVATE_KEY_STR: custom('', PRIVATE_KEY, readPrivateKeys),
  OIDC_RS_PRIVATE_KEYS: custom('', MORE_PRIVATE_KEYS, readPrivateKeys),
  OIDC_RS_ENCRYPTION_KEY_TYPE: listOf(['RSA', 'EC', 'OKP'], [], {
    description: 'Types of the private keys, to have a wrong key refused at start',
    otherwise: 'any type is taken',
  }),
  OIDC_RS_ENCRYPTION_ALGO: listOf(KEY_MANAGEMENT_ALGORITHMS, ['RSA-OAEP'], {
    description: 'Algorithms of key management of encrypted answers, separated by commas; no other is taken',
  }),
  OIDC_RS_ENCRYPTION_ENCODING: listOf(CONTENT_ENCRYPTIONS, ['A256GCM'], {
    description: 'Their algorithms of content encryption, separated by commas; no other is taken',
  }),
  OIDC_RS_INTROSPECTION_TIMEOUT: number(3, [0.1, 120], {
    description: 'Seconds to wait when a token is asked about, at most OIDC_TIMEOUT',
  }),
  OIDC_RS_INTROSPECTION_CACHE_TTL: number(0, [0, 300], {
    description:
      'Seconds for which an active token is remembered; until then a revocation that the provider does not announce is not noticed',
  }),
  ACCOUNT_SERVICE_SCOPES: names(ACCOUNT_SERVICE_SCOPE_NAMES, {
    description: 'What API keys may be good for; a scope that is taken away from here opens nothing any more',
  }),
  OIDC_RS_SCOPES: names(['groups'], {
    description:
      'Scopes, separated by commas, of which an access token must have at least one to call the resource server',
  }),
  OIDC_RS_AUDIENCE_CLAIM: choice(['client_id', 'aud'], 'client_id', {
    description:
      'Member of an introspection answer that names the client a token was issued to; aud only for servers that put it there (Keycloak does not)',
  }),
};
