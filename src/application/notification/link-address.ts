import type { TextDigest } from '../shared/system.ts';

const PARAMETER = 'token';

/** The address under `page` of the link with that token, which is in the query: no log line contains that. */
export const linkAddress = (page: string, token: string): string =>
  `${page}?${PARAMETER}=${encodeURIComponent(token)}`;

/** By what the storage knows the link with that token. */
export const linkIdOf = <Id extends string>(digest: TextDigest, token: string): Id =>
  digest.sha256(token) as Id;

/** By what the storage knows the link at an address that `linkAddress` made. */
export const linkIdAt = <Id extends string>(digest: TextDigest, address: string): Id =>
  linkIdOf(digest, new URL(address).searchParams.get(PARAMETER) ?? '');
