import { isLongerThan } from './text-length.ts';

/** Longest address stored, in characters (contract/rest-api.md 1.10). */
export const EMAIL_MAX_LENGTH = 254;
/** Longest text that can be an address at all: 64 characters, `@` and 255 (RFC 5321, 4.5.3.1). */
const LONGEST_ADDRESS = 320;
/** No top-level domain is a single letter; those of other scripts are longer as they are written in DNS. */
const SHORT_TOP_LEVEL = /^([a-z]|\d+)$/i;

const LOCAL_PART = /^[-!#$%&'*+/=?^_`{}|~0-9A-Z]+(\.[-!#$%&'*+/=?^_`{}|~0-9A-Z]+)*$/i;
const DOMAIN_LABEL = /^[\p{L}\p{N}]([\p{L}\p{N}-]{0,61}[\p{L}\p{N}])?$/u;

/** Labels of letters and digits with a dot between; internationalised domains are fine. */
export function isEmailDomain(text: string): boolean {
  const labels = text.split('.');
  const [topLevel = ''] = labels.slice(-1);
  return (
    labels.length > 1 && labels.every((label) => DOMAIN_LABEL.test(label)) && !SHORT_TOP_LEVEL.test(topLevel)
  );
}

/** An ASCII local part before a domain with a dot; internationalised domains are fine. It may be too long to store. */
export function isEmailAddress(text: string): boolean {
  const at = text.lastIndexOf('@');
  if (at < 1 || isLongerThan(text, LONGEST_ADDRESS)) return false;
  return LOCAL_PART.test(text.slice(0, at)) && isEmailDomain(text.slice(at + 1));
}

/** The part after the last `@`, in lower case; undefined when there is none. */
export function emailDomain(address: string): string | undefined {
  const at = address.lastIndexOf('@');
  return at < 0 || at === address.length - 1 ? undefined : address.slice(at + 1).toLowerCase();
}

/** An address as stored for people: the domain part in lower case, the local part unchanged. */
export function normalizeEmail(address: string): string {
  const at = address.lastIndexOf('@');
  return at < 0 ? address : address.slice(0, at) + address.slice(at).toLowerCase();
}

/** Whether two addresses count as the same: letter case is ignored. */
export const isSameEmail = (a: string, b: string): boolean => a.toLowerCase() === b.toLowerCase();
