import { asciiDomainName } from '../shared/domain-name.ts';

/** Where a listed address belongs, relative to one of our domains. */
export type ListedPlace =
  /** In the domain; the local part is in lower case, as stored local parts are. */
  | { readonly place: 'here'; readonly localPart: string }
  | { readonly place: 'elsewhere' }
  /** The address is unreadable and may belong anywhere. */
  | { readonly place: 'unknown' };

/** Characters that are invisible or blank. */
const UNSEEN = /[\p{C}\s]/gu;
/** Letters of all scripts, digits and the other characters of an unquoted local part (RFC 5322, 3.2.3). */
const LOCAL_PART = /^[\p{L}\p{M}\p{N}!#$%&'*+/=?^_`{|}~.@-]+$/u;

/** A text in the form in which listed and stored values are compared. */
export const comparable = (text: string): string => text.normalize('NFKC').replace(UNSEEN, '').toLowerCase();

/**
 * Which address a listed one may be, relative to the domain `domainName`, in any spelling: a search for an address must
 * not miss a row because of a space, a capital or a final dot.
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
