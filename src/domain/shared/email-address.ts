import { EMAIL_MAX_LENGTH } from './address-bounds.ts';
import { asciiDomainName, normalizeDomain, readableDomain, unicodeDomainName } from './domain-name.ts';
import { isLongerThan } from './text-length.ts';

export { EMAIL_MAX_LENGTH };

/** Longest text that can be an address at all: 64 characters, `@` and 255 (RFC 5321, 4.5.3.1). */
const LONGEST_ADDRESS = 320;
/** No top-level domain is a single letter; those of other scripts are longer as they are written in DNS. */
const SHORT_TOP_LEVEL = /^([a-z]|\d+)$/;

const LOCAL_PART = /^[-!#$%&'*+/=?^_`{}|~0-9A-Z]+(\.[-!#$%&'*+/=?^_`{}|~0-9A-Z]+)*$/i;
const DOMAIN_LABEL = /^[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?$/;

/** The domain part as DNS has it, if it can be that of an address. */
function asciiEmailDomain(text: string): string | undefined {
  const domain = asciiDomainName(text);
  const labels = domain?.split('.') ?? [];
  const isOne =
    labels.every((label) => DOMAIN_LABEL.test(label)) && !SHORT_TOP_LEVEL.test(labels.at(-1) ?? '');
  return isOne ? domain : undefined;
}

/** Labels of letters and digits with a dot between; internationalised domains are fine. */
export const isEmailDomain = (text: string): boolean => asciiEmailDomain(text) !== undefined;

/**
 * An ASCII local part before a domain with a dot; internationalised domains are fine. It may be too long to store as it is
 * written, but not because it is longer in ASCII.
 */
export function isEmailAddress(text: string): boolean {
  const at = text.lastIndexOf('@');
  if (at < 1 || isLongerThan(text, LONGEST_ADDRESS)) return false;
  const [localPart, domain] = [text.slice(0, at), asciiEmailDomain(text.slice(at + 1))];
  if (domain === undefined || !LOCAL_PART.test(localPart)) return false;
  return isLongerThan(text, EMAIL_MAX_LENGTH) || !isLongerThan(`${localPart}@${domain}`, EMAIL_MAX_LENGTH);
}

/** The part after the last `@`, in the one spelling of domains; undefined when there is none. */
export function emailDomain(address: string): string | undefined {
  const at = address.lastIndexOf('@');
  return at < 0 || at === address.length - 1 ? undefined : normalizeDomain(address.slice(at + 1));
}

const withDomain = (address: string, change: (domain: string) => string): string => {
  const at = address.lastIndexOf('@') + 1;
  return at === 0 ? address : address.slice(0, at) + change(address.slice(at));
};

/**
 * The one spelling of an address, in which it is stored: the domain as DNS has it, the local part as given. One that would
 * be too long to store in ASCII stays as it is written.
 */
export function normalizeEmail(address: string): string {
  const normalized = withDomain(address, normalizeDomain);
  return isLongerThan(normalized, EMAIL_MAX_LENGTH) ? address : normalized;
}

/** The same for all ways of writing an address: neither letter case nor the spelling of the domain counts. */
export const emailKey = (address: string): string => normalizeEmail(address).toLowerCase();

/** Whether two addresses reach the same mailbox, as far as we can tell. */
export const isSameEmail = (a: string, b: string): boolean => emailKey(a) === emailKey(b);

/** An address as people read it: its domain in the letters of its language. */
export const readableEmail = (address: string): string => withDomain(address, readableDomain);

/**
 * All that is looked for where an address may have been stored before there was one spelling of domains, in lower case:
 * that one first.
 */
export const emailSpellings = (address: string): readonly string[] => {
  const key = emailKey(address);
  return [...new Set([key, withDomain(key, unicodeDomainName)])];
};
