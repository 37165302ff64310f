import { emailKey } from '../shared/email-address.ts';

/** How failed sign-ins of mailbox owners are limited, in all processes together. */
export type SignInLimits = Readonly<{
  /** Wrong passwords in a row after which an address, or a known browser, is locked out … */
  attempts: number;
  /** … for that many seconds after the last one, and after which they are forgotten. */
  lockoutSeconds: number;
  /** Failures that one network source may cause, whatever the addresses: `requests` at once, and as many in each period. */
  source: Readonly<{ requests: number; seconds: number }>;
}>;

/** The time that one failure of a source counts, in seconds, to the microsecond below. */
export const secondsOfFailure = ({ source }: SignInLimits): number =>
  Math.floor((source.seconds * 1e6) / source.requests) / 1e6;

/**
 * What attempts at an address are counted under: neither letter case nor punctuation nor accents count, as in the
 * reference (Django's `slugify`), so that nobody gets further attempts by writing an address in another way.
 */
export const signInKeyOf = (address: string): string =>
  emailKey(address)
    .normalize('NFKD')
    .replace(/[^\w\s-]/g, '')
    .trim()
    .replace(/[-\s]+/g, '-')
    .replace(/^[-_]+|[-_]+$/g, '');

const GROUPS = 8;
/** Groups of 16 bits that a provider gives to one customer (RFC 6177). */
const GROUPS_OF_CUSTOMER = 4;
const IPV4 = /^\d+\.\d+\.\d+\.\d+$/;

/** The groups of an IPv6 address, without leading zeros; undefined for other text. */
function groupsOf(address: string): readonly string[] | undefined {
  const [text = ''] = address.split('%');
  // The URL parser writes all spellings of an address as one (RFC 5952).
  const host = `http://[${text}]/`;
  if (!/^[0-9a-f:.]+$/i.test(text) || !URL.canParse(host)) return undefined;
  const [before = '', after] = new URL(host).hostname.slice(1, -1).split('::');
  const listed = (part: string | undefined): readonly string[] => (part ? part.split(':') : []);
  const [first, last] = [listed(before), listed(after)];
  const zeros = Array.from({ length: GROUPS - first.length - last.length }, () => '0');
  return [...first, ...zeros, ...last];
}

/** An IPv4 address in the form of IPv6 (RFC 4291, 2.5.5.2), from its last two groups. */
const dotted = (groups: readonly string[]): string =>
  groups
    .map((group) => Number.parseInt(group, 16))
    .flatMap((group) => [group >> 8, group & 255])
    .join('.');

/**
 * The network source of an attempt: an IPv4 address, or the first 64 bits of an IPv6 address, of which one customer has all
 * others. Null where no address is known.
 */
export function sourceOf(address: string | null): string | null {
  if (address === null || IPV4.test(address)) return address;
  const groups = groupsOf(address);
  if (!groups) return null;
  const isMapped = groups.slice(0, 5).every((group) => group === '0') && groups[5] === 'ffff';
  if (isMapped) return dotted(groups.slice(6));
  return `${groups.slice(0, GROUPS_OF_CUSTOMER).join(':')}::/64`;
}
