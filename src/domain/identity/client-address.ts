import { isLongerThan } from '../shared/text-length.ts';

/** Longest address of a client, in characters: longer ones do not pass every proxy. */
export const CLIENT_ADDRESS_MAX_LENGTH = 1_000;

export type ClientAddressPolicy = Readonly<{
  /** Whether addresses outside this machine may do without encryption, as in development. */
  allowsPlainHttp: boolean;
}>;

/** Why a client may not have an address. */
export type ClientAddressProblem =
  | 'too_long'
  | 'wildcard'
  | 'fragment'
  | 'not_a_web_address'
  | 'user_info'
  | 'not_canonical'
  | 'plain_http'
  | 'not_an_origin';

/** Hosts that lead to the machine itself (RFC 8252, section 7.3). */
const LOOPBACK = /^(?:localhost|127(?:\.\d{1,3}){3}|\[::1\])$/;

/** The address with the slash that browsers add behind a host. */
const withPath = (address: string): string =>
  address.replace(/^(?<host>[a-z]+:\/\/[^/?#]+)(?=\?|$)/, '$<host>/');

function webProblem(
  address: string,
  { allowsPlainHttp }: ClientAddressPolicy,
): ClientAddressProblem | undefined {
  if (!URL.canParse(address)) return 'not_a_web_address';
  const { protocol, hostname, username, password, href } = new URL(address);
  if (protocol !== 'https:' && protocol !== 'http:') return 'not_a_web_address';
  if (username !== '' || password !== '') return 'user_info';
  if (withPath(address) !== href) return 'not_canonical';
  return protocol === 'http:' && !allowsPlainHttp && !LOOPBACK.test(hostname) ? 'plain_http' : undefined;
}

/**
 * Why a client may not have an address, for people or messages to be sent to; undefined when it may. Addresses are compared
 * letter by letter (RFC 9700, section 2.1), so that each must be written as browsers write it: nothing that another program
 * would read as another address. A query is part of it.
 */
export function clientAddressProblem(
  address: string,
  policy: ClientAddressPolicy,
): ClientAddressProblem | undefined {
  if (isLongerThan(address, CLIENT_ADDRESS_MAX_LENGTH)) return 'too_long';
  if (address.includes('*')) return 'wildcard';
  if (address.includes('#')) return 'fragment';
  return webProblem(address, policy);
}

/** Why a client may not have an origin (RFC 6454, section 6.2) from which its pages call; undefined when it may. */
export function clientOriginProblem(
  origin: string,
  policy: ClientAddressPolicy,
): ClientAddressProblem | undefined {
  const problem = clientAddressProblem(origin, policy);
  if (problem !== undefined) return problem;
  return new URL(origin).origin === origin ? undefined : 'not_an_origin';
}
