import { CLIENT_AUTHENTICATION_METHODS } from '../../../adapters/oauth/client-authentication.ts';
import { SIGNING_ALGORITHMS } from '../../../adapters/openid/openid-options.ts';
import { mailDomains } from '../addresses/mail-domains.ts';
import { redirectHosts } from '../addresses/redirect-hosts.ts';
import { openidScopes } from '../values/openid-scopes.ts';
import { registrationIdPattern } from '../values/registration-id-pattern.ts';
import {
  choice,
  dictionary,
  flag,
  listOf,
  names,
  number,
  oneOf,
  optional,
  optionalEmail,
  optionalUrl,
  required,
  requiredBaseUrl,
  requiredUrl,
  text,
} from '../values/variable.ts';
import { SECRET_FOR_DEVELOPMENT } from './secret-for-development.ts';

const OVER_HTTP = 'over http nobody can sign in, and whoever listens reads our client secret';

const SEE_AUTHORIZATION_ENDPOINT = {
  description: 'See OIDC_OP_AUTHORIZATION_ENDPOINT',
  otherwise: 'the issuer is asked',
  httpsElsewhere: OVER_HTTP,
  calls: 'identityProvider',
} as const;

/** Variables of the provider at which people sign in, and of what its claims become. */
export const IDENTITY_PROVIDER_VARIABLES = {
  OIDC_OP_URL: requiredBaseUrl({
    description: 'Issuer of the identity provider, exactly as it names itself',
    development: 'http://localhost:8083',
    httpsElsewhere: OVER_HTTP,
    calls: 'identityProvider',
  }),
  OIDC_OP_AUTHORIZATION_ENDPOINT: optionalUrl({
    description: 'With the next three: endpoints to use instead of those the issuer announces',
    otherwise: 'the issuer is asked',
    httpsElsewhere: OVER_HTTP,
  }),
  OIDC_OP_TOKEN_ENDPOINT: optionalUrl(SEE_AUTHORIZATION_ENDPOINT),
  OIDC_OP_USER_ENDPOINT: optionalUrl(SEE_AUTHORIZATION_ENDPOINT),
  OIDC_OP_JWKS_ENDPOINT: optionalUrl(SEE_AUTHORIZATION_ENDPOINT),
  OIDC_OP_LOGOUT_ENDPOINT: optionalUrl({
    description: 'Sign-out page of the identity provider, used with the four endpoints above',
    otherwise: 'the issuer is asked, unless those are given',
    httpsElsewhere: OVER_HTTP,
  }),
  OIDC_RP_CLIENT_ID: text('people', { description: 'Our client id there' }),
  OIDC_RP_CLIENT_SECRET: required({
    description: 'Our client secret there',
    development: SECRET_FOR_DEVELOPMENT,
    secret: true,
  }),
  OIDC_CLIENT_AUTH_METHOD: choice(['auto', ...CLIENT_AUTHENTICATION_METHODS], 'auto', {
    description:
      'How our client secrets are sent: client_secret_post, client_secret_basic, or auto: posted unless the metadata of the provider lists basic and not post',
  }),
  OIDC_TOKEN_USE_BASIC_AUTH: flag(false, {
    description: 'As OIDC_CLIENT_AUTH_METHOD=client_secret_basic, under the name that the reference knows',
  }),
  OIDC_RP_SIGN_ALGO: oneOf(SIGNING_ALGORITHMS, 'RS256', {
    description: 'Algorithm of its id tokens and logout tokens; no other is taken',
  }),
  OIDC_USERINFO_SIGN_ALGO: listOf(SIGNING_ALGORITHMS, SIGNING_ALGORITHMS, {
    description:
      'Algorithms of its userinfo where that is signed, separated by commas; where it is encrypted, the private keys below open it',
  }),
  OIDC_RP_SCOPES: openidScopes('openid email', {
    description: 'Scopes asked for, separated by spaces, openid among them',
    development: 'openid email profile siret',
  }),
  OIDC_RP_STAFF_ACR_VALUES: names([], {
    description:
      'Levels (acr), separated by commas, of which staff and superusers must present one when they sign in: eidas2,eidas3',
  }),
  OIDC_RP_ADMINISTRATORS_ACR_VALUES: names([], {
    description: 'The same for whoever administers a mail domain or an organization',
  }),
  OIDC_AUTH_REQUEST_EXTRA_PARAMS: dictionary({
    description: 'More parameters of the authorization request, as JSON: {"acr_values": "eidas1"}',
  }),
  OIDC_TIMEOUT: number(10, [0.1, 120], { description: 'Seconds to wait for the identity provider' }),
  OIDC_PROXY: optionalUrl({
    description:
      'Proxy to the identity provider, for sign-in and introspection: http://user:password@proxy.example.fr:3128',
    secret: true,
    calls: 'identityProvider',
  }),
  OIDC_VERIFY_SSL: flag(true, {
    description: 'Verify certificates of the identity provider; never turn it off in production',
  }),
  OIDC_CREATE_USER: flag(true, {
    description: 'Create accounts for people seen for the first time',
    aliases: ['DJANGO_OIDC_CREATE_USER'],
  }),
  OIDC_FALLBACK_TO_EMAIL_FOR_IDENTIFICATION: flag(true, {
    description: 'Recognize people whose sub is unknown by their e-mail address',
  }),
  OIDC_EMAIL_VERIFIED_REQUIRED: flag(false, {
    description: 'Count an e-mail address as unverified when the claim email_verified is absent, too',
  }),
  OIDC_USERINFO_FULLNAME_FIELDS: names(['first_name', 'last_name'], {
    description: 'Claims that make the full name',
    aliases: ['USER_OIDC_FIELDS_TO_FULLNAME'],
  }),
  OIDC_USERINFO_ESSENTIAL_CLAIMS: names([], { description: 'Claims without which a sign-in is refused' }),
  OIDC_ORGANIZATION_REGISTRATION_ID_FIELD: optional({
    description: 'Claim that holds the registration id of the organization',
    development: 'siret',
  }),
  ORGANIZATION_CLAIMS_EMAIL: optionalEmail({
    description: 'Address notified when a member asks to administer an organization; staff decide',
  }),
  ORGANIZATION_REGISTRATION_ID_VALIDATORS: registrationIdPattern({
    description:
      'JSON list of {"NAME": "…RegexValidator", "OPTIONS": {"regex": "^[0-9]{14}$"}}; only that one',
  }),
  ORGANIZATION_REGISTRATION_ID_CHECKSUM: flag(false, {
    description:
      'At sign-in, a SIRET or SIREN whose check digits are wrong counts as none; staff can never type one',
  }),
  SHARED_MAIL_DOMAINS: mailDomains({
    description:
      'More domains where anybody gets an address, subdomains included, besides those known (gmail.com, orange.fr…): they make and match no organization',
  }),
  SHARED_MAIL_DOMAINS_EXCEPT: mailDomains({
    description: 'Domains among those known, or below one, that do belong to one organization',
  }),
  LOGIN_REDIRECT_URL: requiredUrl({
    description: 'Where people go after signing in',
    development: 'http://localhost:8071/console/',
  }),
  LOGIN_REDIRECT_URL_FAILURE: requiredUrl({
    description: 'Where people go after a sign-in that failed',
    development: 'http://localhost:8071/console/refused',
  }),
  LOGOUT_REDIRECT_URL: requiredUrl({
    description: 'Where people go after signing out',
    development: 'http://localhost:8071/console/signed-out',
  }),
  OIDC_REDIRECT_ALLOWED_HOSTS: redirectHosts({
    description: 'Hosts, with their ports, a sign-in may lead to with ?next=',
    development: 'localhost:3000,localhost:8072',
  }),
  OIDC_REDIRECT_REQUIRE_HTTPS: flag(false, { description: 'Such pages must use HTTPS' }),
  ALLOW_LOGOUT_GET_METHOD: flag(true, { description: 'Sign out on GET: the shipped web client does' }),
};
