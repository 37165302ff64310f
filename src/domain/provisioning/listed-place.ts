import { asciiDomainName } from '../mail-domain/mail-domain-name.ts';

/** Where an address is that another system lists, seen from one of our domains. */
export type ListedPlace =
  /** In the domain; the local part in lower case, as ours are written. */
  | { readonly place: 'here'; readonly localPart: string }
  | { readonly place: 'elsewhere' }
  /** It may be any. */
  | { readonly place: 'unknown' };

/** What people do not see of a text, or take for nothing. */
const UNSEEN = /[\p{C}\s]/gu;
/** Letters of all scripts, digits and what else a local part may hold without quotes (RFC 5322, 3.2.3). */
const LOCAL_PART = /^[\p{L}\p{M}\p{N}!#$%&'*+/=?^_`{|}~.@-]+$/u;

/** A text as it is compared with ours when all that matters is whether it may be one of them. */
export const comparable = (text: string): string => text.normalize('NFKC').replace(UNSEEN, '').toLowerCase();

/**
 * Which address a listed one may be, seen from the domain called `domainName`, however oddly it is written: whoever
 * looks for an address among the listed ones must not miss it for a space, a capital or a final dot.
 */
export function placeOf(listed: string, domainName: string): ListedPlace {
  const text = comparable(listed);
  const at = text.lastIndexOf('@');
  const localPart = text.slice(0, Math.max(0, at));
  const domain = asciiDomainName(text.slice(at + 1).replace(/\.+$/, ''));
  if (at < 0 || domain === undefined) return { place: 'unknown' };
  if (domain !== domainName) return { place: 'elsewhere' };
  return LOCAL_PART.test(localPart) ? { place: 'here', localPart } : { place: 'unknown' };
}
