import { networks } from '../addresses/networks.ts';
import { passkeyRpId } from '../addresses/passkey-rp-id.ts';
import { attestationRoots } from '../values/attestation-roots.ts';
import { claimProfile } from '../values/claim-profile.ts';
import { day } from '../values/day.ts';
import { lifetime } from '../values/duration.ts';
import { issuerAddress } from '../values/issuer-address.ts';
import { readSigningKeys } from '../values/signing-keys.ts';
import { count, custom, flag, optionalCustom, optionalUrl } from '../values/variable.ts';

const PROVIDER_KEY = {
  description:
    'Private RSA key, in PEM, that signs id tokens of our OpenID provider; its public half is at /o/.well-known/jwks.json',
  secret: true,
};

const PROVIDER_KEYS = {
  description:
    'More of them, RSA or on the curve P-256: PEM after PEM, a list of JWKs or a JWK Set. Of each kind the first signs, after the one above; the others are published, so that a new key is known before it signs',
  secret: true,
};

/** Variables of the OpenID provider for owners of mailboxes. */
export const OPENID_PROVIDER_VARIABLES = {
  OAUTH2_PROVIDER_OIDC_ENABLED: flag(false, {
    description:
      'Let owners of mailboxes sign in to other services: an OpenID provider below /o, with pages of its own',
  }),
  OIDC_PROVIDER_ISSUER: optionalCustom(
    {
      description:
        'Address of that provider, as its clients have it registered: with a path and no final slash',
      otherwise: 'REGIE_PUBLIC_URL with /o',
      httpsElsewhere: 'over http whoever listens reads passwords, codes and tokens',
    },
    issuerAddress,
  ),
  OAUTH2_PROVIDER_OIDC_RSA_PRIVATE_KEY: custom('', PROVIDER_KEY, readSigningKeys),
  OIDC_PROVIDER_SIGNING_KEYS: custom('', PROVIDER_KEYS, readSigningKeys),
  OAUTH2_PROVIDER_VALIDATOR_CLASS: custom(
    'base',
    {
      description:
        'Claims that clients are given: base, or proconnect with names, SIRET and uid; the two classes of the reference mean the same',
    },
    claimProfile,
  ),
  OIDC_PROVIDER_LOGIN_URL: optionalUrl({
    description:
      'Page of another application where people sign in by POST /api/v1.0/login/, and which returns to ?next=',
    otherwise: 'people sign in at our own page',
  }),
  OIDC_PROVIDER_PASSKEY_RP_ID: optionalCustom(
    {
      description:
        'Name that passkeys belong to: the host of the issuer, or a domain above it, below which the issuer may move without passkeys being lost. Passkeys of one name are of no use under another',
      otherwise: 'the host of the issuer',
    },
    passkeyRpId,
  ),
  OIDC_PROVIDER_ATTESTATION_ROOTS: custom(
    '',
    {
      description:
        'Certificates of makers, in PEM, or the path of a file with them, whose word is taken that a key cannot leave its device: sign-ins with such keys are eidas3',
      otherwise: 'no sign-in is',
    },
    attestationRoots,
  ),
  OIDC_PROVIDER_SECOND_FACTOR_REQUIRED_FROM: optionalCustom(
    {
      description:
        'Day, YYYY-MM-DD, from which owners of mailboxes need a second factor to sign in, in every domain; they are told 30, 7 and 1 days before. ProConnect requires one from 2027-02-28 on',
      otherwise: 'each domain decides for itself',
    },
    day,
  ),
  OIDC_PROVIDER_ALLOWED_NETWORKS: networks({
    description:
      'Loopback, link-local and private networks in which clients may be told of sign-outs: 10.1.0.0/16,fd00:1::/64',
  }),
  OIDC_PROVIDER_REFRESH_TOKEN_LIFETIME: lifetime('30 days', 365, {
    description:
      'How long after a sign-in a service may renew its tokens, however often it does: 30 days, 12 hours',
  }),
  OIDC_PROVIDER_PASSWORD_INVITATION_LIFETIME: lifetime('7 days', 90, {
    description:
      'How long the link of a mail can be used that invites the owner of a mailbox to choose a password',
  }),
  OIDC_PROVIDER_PASSWORD_RESET_LIFETIME: lifetime('1 hour', 7, {
    description: 'How long the link of a mail for a forgotten password can be used',
  }),
  OIDC_PROVIDER_PASSWORD_HANDOVER_LIFETIME: lifetime('3 days', 30, {
    description:
      'How long a link can be used that an administrator passes on, for an owner without secondary address',
  }),
  PASSWORD_MINIMAL_STRENGTH: count(3, [0, 4], {
    description:
      'Least strength of the passwords that they choose, as zxcvbn counts it; 3 withstands a hundred million guesses',
  }),
};
