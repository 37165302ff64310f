import { DomainError } from '../shared/errors.ts';
import { problemsOfLine, singleLine } from '../shared/single-line-text.ts';
import { isLongerThan } from '../shared/text-length.ts';
import {
  type ClientAddressPolicy,
  type ClientAddressProblem,
  clientAddressProblem,
  clientOriginProblem,
} from './client-address.ts';
import type { OpenidClientSettings } from './openid-client.ts';

export const CLIENT_NAME_MAX_LENGTH = 255;
export const CLIENT_ID_MAX_LENGTH = 100;
/** Addresses of a kind that one client may have. */
export const CLIENT_ADDRESSES_MAX = 30;

/** Letters that need no escape in an address or in HTTP Basic authentication. */
const CLIENT_ID = /^[A-Za-z0-9._-]+$/;

/** What is wrong with a setting, for those who read the message: what they wrote … */
const MEANING = {
  too_long: 'is too long',
  wildcard: 'must be an exact address, without `*`',
  fragment: 'must have no fragment (`#`)',
  not_a_web_address: 'must be an address with https:// or http://',
  user_info: 'must name no user',
  not_canonical: 'must be written as browsers write it',
  plain_http: 'must begin with https://',
  not_an_origin: 'must be an origin: scheme, host and port alone',
  required: 'is missing',
  too_many: 'has too many items',
  letters: 'has letters that it may not have',
  needs_a_secret: 'is only for clients with a secret',
  needs_no_secret: 'is only for clients without a secret',
  needs_a_readable_secret: 'needs a secret that can be read',
  needs_a_logout_address: 'needs an address where sign-outs are told',
  always_for_public_clients: 'is always demanded of clients without a secret',
} as const satisfies Readonly<Record<ClientAddressProblem, string>> & Readonly<Record<string, string>>;

type Reason = keyof typeof MEANING;

type Field = keyof OpenidClientSettings | 'clientId';

/** @param position the item of a list, counted from 1 */
function refuse(field: Field, reason: Reason, position?: number): never {
  const where = position === undefined ? '' : ` ${position}`;
  throw new DomainError('openid_client.invalid', `${field}${where} ${MEANING[reason]}`, {
    params: { field, reason, ...(position === undefined ? {} : { position: String(position) }) },
  });
}

function checkedName(text: string, before: string | undefined): string {
  if (text === before) return text;
  const name = singleLine(text);
  if (name === '') refuse('name', 'required');
  if (problemsOfLine(name).length > 0) refuse('name', 'letters');
  if (isLongerThan(name, CLIENT_NAME_MAX_LENGTH)) refuse('name', 'too_long');
  return name;
}

type AddressField = 'redirectUris' | 'postLogoutRedirectUris' | 'allowedOrigins';

function checkedAddresses(
  field: AddressField,
  given: readonly string[],
  before: readonly string[] = [],
  problemOf: (address: string) => ClientAddressProblem | undefined,
): readonly string[] {
  const addresses = [...new Set(given)];
  if (addresses.length > Math.max(CLIENT_ADDRESSES_MAX, before.length)) refuse(field, 'too_many');
  for (const [index, address] of given.entries()) {
    const problem = before.includes(address) ? undefined : problemOf(address);
    if (problem !== undefined) refuse(field, problem, index + 1);
  }
  return addresses;
}

/** What a client may choose given what it can keep: the rules of RFC 6749 and RFC 9700 (2.1.1) for its type. */
function ensureFitsType(
  { clientType, tokenEndpointAuthMethod, requiresPkce, idTokenSignedResponseAlg }: OpenidClientSettings,
  hasReadableSecret: boolean,
): void {
  const isPublic = clientType === 'public';
  if (isPublic && tokenEndpointAuthMethod !== 'none') refuse('tokenEndpointAuthMethod', 'needs_a_secret');
  if (!isPublic && tokenEndpointAuthMethod === 'none') refuse('tokenEndpointAuthMethod', 'needs_no_secret');
  if (isPublic && !requiresPkce) refuse('requiresPkce', 'always_for_public_clients');
  if (idTokenSignedResponseAlg === 'HS256' && !hasReadableSecret)
    refuse('idTokenSignedResponseAlg', 'needs_a_readable_secret');
}

function ensureLogoutNotices(
  { backchannelLogoutUri: uri, backchannelLogoutSessionRequired }: OpenidClientSettings,
  before: OpenidClientSettings | undefined,
  problemOf: (address: string) => ClientAddressProblem | undefined,
): void {
  if (uri === null && backchannelLogoutSessionRequired)
    refuse('backchannelLogoutSessionRequired', 'needs_a_logout_address');
  const problem = uri === null || uri === before?.backchannelLogoutUri ? undefined : problemOf(uri);
  if (problem !== undefined) refuse('backchannelLogoutUri', problem);
}

type Given = Readonly<{
  policy: ClientAddressPolicy;
  /** Whether the client's secret can sign. */
  hasReadableSecret: boolean;
  /** The settings to be replaced: what they have may stay, as the reference had fewer rules. */
  before?: OpenidClientSettings;
}>;

/**
 * The settings of a client as they are stored, each address once.
 *
 * @throws DomainError `openid_client.invalid` (params: `field`, `reason`, and `position` of an item)
 */
export function checkedClientSettings(
  settings: OpenidClientSettings,
  { policy, hasReadableSecret, before }: Given,
): OpenidClientSettings {
  const problemOf = (address: string) => clientAddressProblem(address, policy);
  const checked = (field: AddressField, problemOfItem = problemOf) =>
    checkedAddresses(field, settings[field], before?.[field], problemOfItem);
  const name = checkedName(settings.name, before?.name);
  if (settings.redirectUris.length === 0) refuse('redirectUris', 'required');
  const addresses = {
    redirectUris: checked('redirectUris'),
    postLogoutRedirectUris: checked('postLogoutRedirectUris'),
    allowedOrigins: checked('allowedOrigins', (origin) => clientOriginProblem(origin, policy)),
  };
  ensureFitsType(settings, hasReadableSecret);
  ensureLogoutNotices(settings, before, problemOf);
  return { ...settings, ...addresses, name };
}

/** @throws DomainError `openid_client.invalid` (params: `field`, `reason`) */
export function checkedClientId(clientId: string): string {
  if (clientId === '') refuse('clientId', 'required');
  if (isLongerThan(clientId, CLIENT_ID_MAX_LENGTH)) refuse('clientId', 'too_long');
  if (!CLIENT_ID.test(clientId)) refuse('clientId', 'letters');
  return clientId;
}
